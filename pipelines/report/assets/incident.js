// Who says what about one incident: the estimate of each rule above, every claim as an interval below, on one axis.
"use strict";
(() => {
  const SIDES = {
    attackers: { colour: "var(--attackers)", label: "attackers" },
    hit: { colour: "var(--hit)", label: "the side that was hit" },
    outlet: { colour: "var(--outlet)", label: "outlets, in their own voice" },
    others: { colour: "var(--others)", label: "others" },
  };
  const NARROW = 620;
  const shorten = (text, length) => (text.length > length ? `${text.slice(0, length - 1).trimEnd()}…` : text);

  function lines(data) {
    const rules = data.rules.map((rule) => ({
      rule: true, bold: rule.is_default, label: rule.name, note: `${rule.is_default ? "the default; " : ""}${rule.n_claims} claim${rule.n_claims === 1 ? "" : "s"} used`, said: rule.said,
      low: rule.low, high: rule.high, best: rule.best, open: rule.open, colour: "var(--ink)",
      none: rule.low === null && rule.best === null && rule.high === null,
    }));
    const claims = data.claims.map((claim) => ({
      rule: false, label: claim.who, note: [claim.kind, claim.copies > 1 ? `${claim.copies} copies` : "", claim.apart ? "apart" : ""].filter(Boolean).join(", "),
      said: (claim.denied ? "denied: " : claim.stance === "asserted" ? "" : `${claim.stance}: `) + claim.said, number: claim.number,
      low: claim.low ?? (claim.high === null ? null : 0), high: claim.high, best: claim.point, open: claim.high === null && claim.low !== null,
      fromZero: claim.low === null && claim.high !== null, faint: claim.apart !== "", denied: claim.denied,
      none: claim.low === null && claim.high === null && claim.point === null, colour: SIDES[claim.side].colour, side: claim.side,
    }));
    claims.sort((a, b) => a.none - b.none || (a.best ?? a.low ?? a.high) - (b.best ?? b.low ?? b.high) || a.label.localeCompare(b.label));
    for (const one of claims) {
      // "About 20" gives no bounds: its point stands for both.
      if (one.low === null && one.best !== null) { one.low = one.best; one.high = one.high ?? one.best; one.open = false; }
    }
    return [{ gap: true, label: "What each rule makes of it" }, ...rules, { gap: true, label: "Who says what" }, ...claims].map((one, at) => ({ ...one, at }));
  }

  function draw(holder, data) {
    const width = Math.max(280, holder.clientWidth);
    const narrow = width < NARROW;
    const rows = lines(data);
    const drawn = rows.filter((row) => !row.gap);
    const figures = drawn.filter((row) => !row.none);
    const step = narrow ? 46 : 34;
    const marginLeft = narrow ? 10 : Math.min(330, width * 0.34);
    const marginRight = narrow ? 30 : 150;
    const most = d3.max(figures, (row) => Math.max(row.high ?? 0, row.best ?? 0, row.low ?? 0)) || 1;
    const domain = [0, most * (figures.some((row) => row.open) ? 1.06 : 1.02)];
    const end = domain[1];
    const line = narrow ? 0.24 : 0;
    const y = (row) => row.at + line;
    const low = (row) => row.low ?? row.best, high = (row) => (row.open ? end : row.high ?? row.best ?? row.low);
    const colour = (row) => row.colour, faint = (row) => (row.faint ? 0.4 : 1);
    const main = rows.find((row) => row.bold && !row.none);
    const claims = drawn.filter((row) => !row.rule);
    const gaps = rows.filter((row) => row.gap);
    const top = 34, bottom = 8;
    const labels = narrow
      ? Plot.text(drawn, { x: 0, y: (row) => row.at - 0.2, dx: 0, textAnchor: "start", text: (row) => shorten(`${row.label}: ${row.said}`, Math.floor((width - 10) / 7.6)), fontWeight: 600, fontSize: 12, fill: "var(--ink)", fillOpacity: faint })
      : Plot.text(drawn, { x: 0, y: "at", dx: -14, dy: -6, textAnchor: "end", text: (row) => shorten(row.label, Math.floor((marginLeft - 16) / 8)), fontSize: 13, fontWeight: 600, fill: "var(--ink)", fillOpacity: faint });
    const notes = narrow ? null : Plot.text(drawn, { x: 0, y: "at", dx: -14, dy: 8, textAnchor: "end", text: (row) => shorten(row.note, Math.floor((marginLeft - 16) / 6)), fontSize: 11, fill: "var(--faint)" });
    const saids = narrow ? null : Plot.text(drawn, { x: end, y: "at", dx: 14, textAnchor: "start", text: (row) => row.said, fontSize: 13, fill: "var(--ink)", fillOpacity: faint });
    const figure = Plot.plot({
      width, height: top + bottom + rows.length * step, marginLeft, marginRight, marginTop: top, marginBottom: bottom,
      style: { background: "transparent", color: "var(--ink)", overflow: "visible", fontFamily: "inherit" },
      x: { domain, axis: "top", label: null, ticks: narrow ? 4 : 8, tickSize: 0, tickFormat: (value) => (Number.isInteger(value) ? d3.format(",")(value) : ""), grid: true },
      y: { domain: [-0.6, rows.length - 0.4], axis: null, reverse: true },
      marks: [
        main ? Plot.rect([main], { x1: low, x2: high, y1: -0.5, y2: rows.length - 0.5, fill: "var(--band)", fillOpacity: 0.45 }) : null,
        main && main.best !== null ? Plot.ruleX([main.best], { y1: -0.5, y2: rows.length - 0.5, stroke: "var(--best)", strokeDasharray: "2 3" }) : null,
        Plot.text(gaps, { x: 0, y: "at", dx: narrow ? 0 : -14, dy: 6, textAnchor: narrow ? "start" : "end", text: "label", fontSize: 12, fontStyle: "italic", fill: "var(--faint)" }),
        Plot.link(figures, { x1: low, x2: high, y1: y, y2: y, stroke: colour, strokeOpacity: faint, strokeWidth: (row) => (row.bold ? 7 : row.rule ? 5 : 3.5), strokeLinecap: "butt" }),
        Plot.ruleX(figures.filter((row) => row.best === null && !row.open && low(row) === high(row)), { x: low, y1: (row) => y(row) - 0.16, y2: (row) => y(row) + 0.16, stroke: colour, strokeWidth: 4 }),
        Plot.dot(figures.filter((row) => row.open), { x: end, y, symbol: "triangle", rotate: 90, r: 5, fill: colour, fillOpacity: faint }),
        Plot.dot(figures.filter((row) => row.rule && row.best !== null), { x: "best", y, symbol: "diamond", r: (row) => (row.bold ? 7 : 5.5), fill: "var(--paper)", stroke: "var(--ink)", strokeWidth: 2.5 }),
        Plot.dot(figures.filter((row) => !row.rule && row.best !== null && !row.denied), { x: "best", y, r: 5, fill: colour, fillOpacity: faint, stroke: "var(--paper)" }),
        Plot.dot(figures.filter((row) => row.denied), { x: (row) => row.best ?? row.low, y, r: 5, symbol: "times", stroke: colour, strokeWidth: 2.5 }),
        Plot.text(drawn.filter((row) => row.none && !narrow), { x: 0, y: "at", dx: 8, textAnchor: "start", text: (row) => (row.rule ? "no figure by this rule" : row.denied ? "denied" : "no number given"), fontStyle: "italic", fontSize: 12, fill: "var(--faint)" }),
        labels, notes, saids,
      ],
    });
    const used = [...new Set(claims.map((row) => row.side))];
    const legend = document.createElement("ul");
    legend.className = "legend";
    for (const side of Object.keys(SIDES).filter((one) => used.includes(one))) {
      const item = document.createElement("li");
      const dot = document.createElement("span");
      dot.className = `dot ${side}`;
      item.append(dot, SIDES[side].label);
      legend.append(item);
    }
    holder.replaceChildren(legend, figure);
  }

  const pictures = [...document.querySelectorAll(".picture")].map((holder) => [holder, JSON.parse(holder.querySelector("script").textContent)]);
  const all = () => pictures.forEach(([holder, data]) => draw(holder, data));
  let width = innerWidth;
  addEventListener("resize", () => { if (innerWidth !== width) { width = innerWidth; all(); } });
  all();
})();
