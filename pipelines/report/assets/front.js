// The front page: sums, series, the cumulative line, the map and the latest incidents of the selection.
"use strict";
(() => {
  const { data, inc, actor, country, number, place, days, span, element, page, sum } = Report;
  const PANELS = 6;
  const INK = "var(--ink)", FAINT = "var(--faint)", BAND = "var(--band)", BEST = "var(--best)";
  const STYLE = { background: "transparent", color: "var(--ink)", overflow: "visible", fontSize: "12px" };
  const at = (id) => document.getElementById(id);
  const date = (text) => new Date(`${text}T00:00:00Z`);
  const put = (id, ...nodes) => at(id).replaceChildren(...nodes.filter(Boolean));
  const nothing = () => element("p", { class: "note" }, "No incident of this selection has a figure to draw.");

  function described(node, text) {
    node.setAttribute("role", "img");
    node.setAttribute("aria-label", text);
    return node;
  }

  function sums({ rows, without }, now) {
    const known = rows.filter((row) => row.low !== null || row.best !== null || row.high !== null);
    const low = sum(known, "low"), best = sum(known, "best"), high = sum(known, "high");
    const open = known.some((row) => row.open);
    const noBest = known.length > 0 && known.every((row) => row.best === null);
    const effect = now.effect === "killed_or_wounded" ? "killed or wounded" : now.effect;
    const figure = (value, label, big) =>
      element("div", { class: big ? "big" : null }, element("b", {}, value), element("span", {}, label));
    const contested = rows.filter((row) => inc.contested[row.i]).length;
    const unknown = rows.length - known.length;
    put("sum",
      figure(!known.length ? "unknown" : noBest ? `${number(low)}–${number(high)}${open ? "+" : ""}` : number(best),
        `contractors ${effect}${noBest ? ", lowest to highest" : ", best figures added"}`, true),
      noBest || !known.length ? null : figure(`${number(low)}–${number(high)}${open ? "+" : ""}`, `lowest to highest${open ? "; + is an open end" : ""}`),
      figure(number(rows.length), `incidents with claims about it${without ? `; ${number(without)} more without` : ""}`),
      figure(number(unknown), "of them without any number"),
      figure(number(contested), "of them contested"));
  }

  function byMonth(rows) {
    const months = new Map();
    for (const row of rows) {
      const month = inc.month[row.i];
      if (!month || (row.low === null && row.best === null && row.high === null)) continue;
      const one = months.get(month) ?? { month: date(month), low: null, best: null, high: null, open: false, n: 0 };
      for (const name of ["low", "best", "high"]) if (row[name] !== null) one[name] = (one[name] ?? 0) + row[name];
      one.open ||= row.open;
      one.n += 1;
      months.set(month, one);
    }
    return [...months.values()].sort((a, b) => a.month - b.month);
  }

  // The months in coverage of each country, made from runs of (first, last) when they are first asked for.
  const covered = new Map();
  function readMonths(iso) {
    if (!covered.has(iso)) {
      const runs = Object.prototype.hasOwnProperty.call(data.covered, iso) ? data.covered[iso] : [];
      covered.set(iso, runs.flatMap(([first, last]) => d3.utcMonth.range(date(first), d3.utcMonth.offset(date(last), 1)).map(Number)));
    }
    return covered.get(iso);
  }
  // Stretches of months in which the same share of these countries was in coverage: {from, to, share}.
  function grounds(countries, [first, end]) {
    const counts = d3.rollup(countries.flatMap(readMonths).filter((month) => month >= first && month < end), (all) => all.length, (month) => month);
    const out = [];
    for (const month of [...counts.keys()].sort((a, b) => a - b)) {
      const share = counts.get(month) / countries.length, last = out[out.length - 1];
      if (last && +last.to === month && last.share === share) last.to = d3.utcMonth.offset(new Date(month), 1);
      else out.push({ from: new Date(month), to: d3.utcMonth.offset(new Date(month), 1), share });
    }
    return out;
  }

  function months({ rows }, now) {
    const groups = d3.groups(rows, (row) => inc.employer[row.i]).map(([id, mine]) => ({ name: actor(id), rows: mine, size: sum(mine, "best") || sum(mine, "high") }))
      .sort((a, b) => b.size - a.size || a.name.localeCompare(b.name));
    const shown = groups.slice(0, PANELS);
    const rest = groups.slice(PANELS);
    if (rest.length) shown.push({ name: `${rest.length} other employers`, rows: rest.flatMap((group) => group.rows) });
    const panels = shown.map((group) => ({ ...group, months: byMonth(group.rows) })).filter((group) => group.months.length);
    if (!panels.length) return put("months", nothing());
    const all = panels.flatMap((group) => group.months.map((one) => one.month));
    const domain = [now.from ? date(`${now.from}-01`) : d3.min(all), d3.utcMonth.offset(now.to ? date(`${now.to}-01`) : d3.max(all), 1)];
    const latest = d3.max(rows.filter((row) => inc.start[row.i]), (row) => inc.start[row.i]);
    const width = Math.max(280, at("months").clientWidth);
    const span = (domain[1] - domain[0]) / 2.63e9; // months
    const half = Math.max(0.5, 4 / ((width - 60) / Math.max(span, 1))) * 1.315e9;
    const middle = (one) => +d3.utcDay.offset(one.month, 15);
    const left = (one) => new Date(middle(one) - half), right = (one) => new Date(middle(one) + half);
    const homeless = rows.filter((row) => !inc.month[row.i]);
    const drawn = panels.map((group, place) => {
      const newest = group.rows.filter((row) => inc.start[row.i] === latest && inc.month[row.i]);
      const top = d3.max(group.months, (one) => one.high ?? one.best ?? one.low) || 1;
      const last = place === panels.length - 1;
      const ground = grounds([...new Set(group.rows.map((row) => inc.country[row.i]))], domain);
      const figure = Plot.plot({
        width, height: last ? 108 : 88, marginLeft: 46, marginRight: 10, marginTop: 16, marginBottom: last ? 26 : 6, style: STYLE,
        x: { type: "utc", domain, label: null, ticks: width < 500 ? 4 : 10, axis: last ? "bottom" : null },
        y: { domain: [0, top * 1.12], label: null, ticks: 2, tickSize: 0, grid: true, tickFormat: (value) => (Number.isInteger(value) ? d3.format(",")(value) : "") },
        marks: [
          Plot.rect(ground, { x1: "from", x2: "to", y1: 0, y2: top * 1.12, fill: "var(--c2)", fillOpacity: (one) => 0.2 + 0.6 * one.share, ariaLabel: () => "in coverage" }),
          Plot.ruleY([0], { stroke: INK, strokeOpacity: 0.5 }),
          Plot.rect(group.months, { x1: left, x2: right, y1: (one) => one.low ?? 0, y2: (one) => one.high ?? one.best ?? one.low, fill: BAND, stroke: BAND, strokeWidth: 1 }),
          Plot.link(group.months.filter((one) => one.best !== null), { x1: left, x2: right, y1: "best", y2: "best", stroke: BEST, strokeWidth: 3 }),
          Plot.text(group.months.filter((one) => one.open), { x: (one) => new Date(middle(one)), y: "high", text: () => "+", dy: -10, fill: INK, fontWeight: 700 }),
          Plot.dot(newest.slice(0, 1), { x: (row) => new Date(+d3.utcDay.offset(date(inc.month[row.i]), 15)), y: 0, dy: 5, symbol: "triangle", r: 4, fill: "var(--accent)" }),
          Plot.tip(group.months, Plot.pointerX({
            x: (one) => new Date(middle(one)), y: (one) => one.high ?? one.best ?? one.low, fill: "var(--paper)", stroke: "var(--line)",
            title: (one) => `${d3.utcFormat("%Y-%m")(one.month)}: ${Report.span(one)}\n${one.n} incident${one.n === 1 ? "" : "s"}`,
          })),
        ],
      });
      described(figure, `${group.name}: ${group.months.map((one) => `${d3.utcFormat("%Y-%m")(one.month)} ${Report.span(one)}`).slice(-12).join("; ")}`);
      const total = { low: sum(group.rows, "low"), best: group.rows.every((row) => row.best === null) ? null : sum(group.rows, "best"), high: sum(group.rows, "high"), open: group.rows.some((row) => row.open) };
      return element("div", { class: "panel" },
        element("h3", {}, group.name, " ", element("small", {}, `${Report.span(total)} in all`),
          newest.length ? element("small", { class: "newest" }, ` ▲ latest incident, ${latest}`) : null), figure);
    });
    return put("months", ...drawn, homeless.length ? element("p", { class: "how" },
      `In no bar: ${number(homeless.length)} incident${homeless.length === 1 ? "" : "s"} that ${homeless.length === 1 ? "spans" : "span"} months or ${homeless.length === 1 ? "has" : "have"} no date (${number(sum(homeless, "best"))} by the best figures).`) : null);
  }

  function cumulative({ rows }) {
    const dated = rows.filter((row) => inc.start[row.i] && (row.low ?? row.best ?? row.high) !== null);
    if (!dated.length) return put("cumulative", nothing());
    const width = Math.max(280, at("cumulative").clientWidth);
    const [from, to] = [dated[0], dated[dated.length - 1]].map((row) => +date(inc.start[row.i]));
    const step = (to - from) / (2 * width); // two steps a pixel: more of them nobody sees
    const line = [];
    let low = 0, best = 0, high = 0;
    for (const row of dated) {
      low += row.low ?? 0;
      best += row.best ?? 0;
      high += row.high ?? 0;
      const day = inc.start[row.i];
      const last = line[line.length - 1];
      if (last?.day === day) Object.assign(last, { low, best, high });
      else {
        const when = date(day);
        if (last && line.length > 1 && when - line[line.length - 2].date < step) line.pop();
        line.push({ day, date: when, low, best, high });
      }
    }
    const noBest = dated.every((row) => row.best === null);
    const figure = Plot.plot({
      width, height: Math.min(340, width * 0.62), marginLeft: 50, marginTop: 14, style: STYLE,
      x: { type: "utc", label: null, ticks: width < 500 ? 4 : 6 },
      y: { label: null, grid: true, tickSize: 0, ticks: 5, tickFormat: d3.format(","), domain: [0, high || 1] },
      marks: [
        Plot.areaY(line, { x: "date", y1: "low", y2: "high", curve: "step-after", fill: BAND, fillOpacity: 0.75 }),
        noBest ? null : Plot.lineY(line, { x: "date", y: "best", curve: "step-after", stroke: BEST, strokeWidth: 2 }),
        Plot.ruleY([0], { stroke: INK, strokeOpacity: 0.5 }),
        Plot.tip(line, Plot.pointerX({ x: "date", y: "best", fill: "var(--paper)", stroke: "var(--line)",
          title: (one) => `By ${one.day}: ${noBest ? "" : `${number(one.best)}, `}${number(one.low)} to ${number(one.high)}` })),
      ],
    });
    put("cumulative", described(figure, `Added up by ${line[line.length - 1].day}: ${number(best)}, from ${number(low)} to ${number(high)}`));
    return undefined;
  }

  const shapes = topojson.feature(WORLD, WORLD.objects.countries).features;
  const land = topojson.feature(WORLD, WORLD.objects.land);
  const borders = topojson.mesh(WORLD, WORLD.objects.countries, (one, other) => one !== other);
  const byNumber = new Map(shapes.map((shape) => [Number(shape.id), shape]));
  const OPACITY = { 1: 0.85, 2: 0.7, 3: 0.5, 4: 0.32 };

  // So many discs a browser draws without a pause; more are drawn together by cells of so many degrees.
  const MOST_DISCS = 400;
  const CELLS = [0.5, 1, 2, 4];
  function together(rows) {
    if (rows.length <= MOST_DISCS) {
      return { discs: rows.map((row) => ({ ...row, x: inc.longitude[row.i], y: inc.latitude[row.i], n: 1, prec: inc.precision[row.i] })), size: 0 };
    }
    for (const size of CELLS) {
      const cells = new Map();
      for (const row of rows) {
        const across = Math.floor(inc.longitude[row.i] / size), up = Math.floor(inc.latitude[row.i] / size);
        const x = (across + 0.5) * size, y = (up + 0.5) * size;
        const key = across * 1000 + up;
        const cell = cells.get(key) ?? { i: row.i, x, y, n: 0, prec: 1, low: null, best: null, high: null, open: false };
        for (const name of ["low", "best", "high"]) if (row[name] !== null) cell[name] = (cell[name] ?? 0) + row[name];
        cell.open ||= row.open;
        cell.n += 1;
        cell.prec = Math.max(cell.prec, inc.precision[row.i]);
        cells.set(key, cell);
      }
      if (cells.size <= MOST_DISCS || size === CELLS[CELLS.length - 1]) return { discs: [...cells.values()], size };
    }
    return { discs: [], size: 0 };
  }

  function map({ rows }) {
    const points = rows.filter((row) => inc.latitude[row.i] !== null && inc.precision[row.i] <= 4);
    const coarse = d3.rollup(rows.filter((row) => !(inc.latitude[row.i] !== null && inc.precision[row.i] <= 4) && inc.country[row.i]),
      (mine) => mine.length, (row) => inc.country[row.i]);
    const shaded = [...coarse].map(([iso, n]) => {
      const known = data.countries[iso];
      return { shape: byNumber.get(Number(known?.number)), name: country(iso), n };
    }).filter((one) => one.shape);
    const width = Math.max(280, at("map").clientWidth);
    const height = Math.min(380, width * 0.68);
    const corners = points.map((row) => [inc.longitude[row.i], inc.latitude[row.i]]).concat(shaded.map((one) => d3.geoCentroid(one.shape)));
    const pad = 6;
    const box = corners.length ? [
      Math.max(-179, d3.min(corners, (c) => c[0]) - pad), Math.max(-58, d3.min(corners, (c) => c[1]) - pad),
      Math.min(179, d3.max(corners, (c) => c[0]) + pad), Math.min(80, d3.max(corners, (c) => c[1]) + pad)] : [-179, -58, 179, 80];
    const domain = { type: "MultiPoint", coordinates: [[box[0], box[1]], [box[2], box[3]], [box[0], box[3]], [box[2], box[1]]] };
    const { discs, size } = together(points);
    const most = d3.max(discs, (row) => row.high ?? row.best ?? row.low ?? 0) || 1;
    const radius = (value) => (value ? Math.max(2, Math.sqrt(value / most) * Math.min(26, width / 18)) : 0);
    const x = "x", y = "y";
    const opacity = (row) => OPACITY[row.prec] ?? 0.3;
    const href = size ? undefined : (row) => page(row.i);
    const biggest = [...discs].sort((a, b) => (b.high ?? b.best ?? 0) - (a.high ?? a.best ?? 0));
    const title = (row) => (row.n > 1 ? `${row.n} incidents around here\n${span(row)}` : `${place(row.i)}, ${days(row.i)}\n${span(row)}`);
    const figure = Plot.plot({
      width, height, style: { ...STYLE, overflow: "hidden" }, margin: 0,
      projection: { type: "equal-earth", domain, inset: 14 },
      marks: [
        Plot.geo(land, { fill: "var(--land)" }),
        Plot.geo(shaded, { geometry: "shape", fill: "var(--band)", stroke: "var(--paper)", title: (one) => `${one.name}: ${one.n} incident${one.n === 1 ? "" : "s"} known to no place within it` }),
        Plot.geo(borders, { stroke: "var(--paper)", strokeWidth: 0.6 }),
        Plot.dot(biggest, { x, y, r: { value: (row) => radius(row.high ?? row.best ?? 0), scale: null }, stroke: "var(--accent)", strokeOpacity: opacity, strokeWidth: 1.2 }),
        Plot.dot(biggest, { x, y, r: { value: (row) => radius(row.best), scale: null }, fill: "var(--accent)", fillOpacity: opacity, href }),
        Plot.dot(biggest.filter((row) => !row.best), { x, y, r: 2.5, stroke: "var(--accent)", strokeOpacity: opacity, symbol: "times", href }),
        Plot.tip(biggest, Plot.pointer({ x, y, title, fill: "var(--paper)", stroke: "var(--line)" })),
      ],
    });
    described(figure, `Map: ${points.length} incidents with a place, ${rows.length - points.length} without; the biggest at ${biggest.slice(0, 3).map((row) => `${place(row.i)} (${span(row)})`).join(", ")}`);
    const nowhere = rows.length - points.length;
    put("map", figure, element("p", { class: "how" }, `${number(points.length)} incidents have a place; ${number(nowhere)} more ${nowhere === 1 ? "has" : "have"} no more than a country or region.${size ? ` Drawn together by cells of ${size} degree${size === 1 ? "" : "s"}; a narrower selection shows each.` : ""}`));
  }

  function latest({ rows }) {
    const newest = rows.slice(-8).reverse();
    if (!newest.length) return put("latest", element("p", { class: "note" }, "No incident fits this selection."));
    return put("latest", element("ul", { class: "latest" }, ...newest.map((row) =>
      element("li", {}, element("a", { href: page(row.i) },
        element("span", { class: "day" }, days(row.i)), element("strong", {}, place(row.i)),
        element("span", {}, actor(inc.employer[row.i])), element("span", { class: "num" }, span(row)),
        element("span", { class: inc.contested[row.i] ? "tag warn" : "tag" }, inc.contested[row.i] ? "contested" : Report.words(inc.grade[row.i])))))));
  }

  // The sums answer at once; then each picture is drawn in a task of its own, what is in view first, so that the page stays
  // awake. A new choice drops what an older one has not drawn yet.
  const DRAWN = { cumulative, map, months, latest };
  let waiting = [];
  let turn = 0;
  const inView = (id) => {
    const box = at(id).getBoundingClientRect();
    return box.top < innerHeight && box.bottom > 0;
  };
  function next(mine) {
    if (mine !== turn || !waiting.length) return;
    waiting.shift()();
    setTimeout(next, 0, mine);
  }
  function finish() { while (waiting.length) waiting.shift()(); }
  addEventListener("beforeprint", finish);

  Report.onChange((found, now) => {
    const seen = Object.keys(DRAWN).filter(inView);
    const order = [...seen, ...Object.keys(DRAWN).filter((id) => !seen.includes(id))];
    turn += 1;
    waiting = order.map((id) => () => DRAWN[id](found, now));
    sums(found, now);
    setTimeout(next, 0, turn);
  });
  Report.start();
})();
