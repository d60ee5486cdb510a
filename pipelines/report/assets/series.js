// The two pictures of time: month by month for each employer, and added up. Months are numbers: 12 times the year and on.
"use strict";
globalThis.Series = (() => {
  const { data, inc, actor, number, span, sum, element } = Report;
  const { shape, picture, path, box, sideways, below, figures, wide, followed } = Draw;
  const PANELS = 6;
  const SHARES = 4; // so many shades of how many countries were read
  const LATEST = 8; // so many of the latest incidents stand in the list, and are marked in their months

  const month = (text) => (text ? 12 * Number(text.slice(0, 4)) + Number(text.slice(5, 7)) - 1 : null);
  const named = (at) => `${Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, "0")}`;
  const months = Int32Array.from(inc.month, (text) => month(text) ?? -1);
  const isKnown = (row) => row.low !== null || row.best !== null || row.high !== null;
  const plural = (n, one, many) => `${number(n)} ${n === 1 ? one : many}`;
  const nothing = () => element("p", { class: "note" }, "No incident of this selection has a figure to draw.");

  function byMonth(rows) {
    const found = new Map();
    for (const row of rows) {
      const at = months[row.i];
      if (at < 0 || !isKnown(row)) continue;
      let one = found.get(at);
      if (!one) found.set(at, (one = { at, low: null, best: null, high: null, open: false, n: 0 }));
      if (row.low !== null) one.low += row.low;
      if (row.best !== null) one.best += row.best;
      if (row.high !== null) one.high += row.high;
      one.open ||= row.open;
      one.n += 1;
    }
    return [...found.values()].sort((a, b) => a.at - b.at);
  }

  function panels(rows) {
    const groups = [...d3.group(rows, (row) => inc.employer[row.i])].map(([id, mine]) => ({ name: actor(id), rows: mine, size: sum(mine, "best") || sum(mine, "high") }))
      .sort((a, b) => b.size - a.size || (a.name < b.name ? -1 : 1));
    const shown = groups.slice(0, PANELS), rest = groups.slice(PANELS);
    if (rest.length) shown.push({ name: plural(rest.length, "other employer", "other employers"), rows: rest.flatMap((group) => group.rows) });
    for (const group of shown) group.months = byMonth(group.rows);
    return shown.filter((group) => group.months.length);
  }

  // How many of these countries were read in each month from `first` to before `end`, as stretches {from, to, share}.
  function grounds(countries, first, end) {
    const change = new Int32Array(end - first + 1);
    for (const iso of countries) {
      for (const [from, to] of Object.hasOwn(data.covered, iso ?? "") ? data.covered[iso] : []) {
        const start = Math.max(month(from), first), stop = Math.min(month(to) + 1, end);
        if (start < stop) { change[start - first] += 1; change[stop - first] -= 1; }
      }
    }
    const out = [];
    for (let at = first, read = 0; at < end; at += 1) {
      read += change[at - first];
      const share = Math.ceil((SHARES * read) / countries.size), last = out[out.length - 1];
      if (last && last.share === share) last.to = at + 1;
      else out.push({ from: at, to: at + 1, share });
    }
    return out.filter((one) => one.share);
  }

  // Months that a scale names: years where there are many of them.
  function namedMonths(first, end, count) {
    const step = [1, 3, 6, 12, 24, 60, 120, 240].find((one) => (end - first) / one <= count) ?? 600;
    const out = [];
    for (let at = Math.ceil(first / step) * step; at < end; at += step) out.push([at, step < 12 ? named(at) : String(at / 12)]);
    return out;
  }

  function drawMonths(holder, width, { rows }, now) {
    const groups = panels(rows);
    if (!groups.length) { holder.replaceChildren(nothing()); return; }
    const all = groups.flatMap((group) => [group.months[0].at, group.months[group.months.length - 1].at]);
    const first = now.from ? month(now.from) : d3.min(all), end = Math.max((now.to ? month(now.to) : d3.max(all)) + 1, first + 1);
    const right = width - 12;
    for (const group of groups) {
      group.top = 1.12 * (d3.max(group.months, (one) => one.high ?? one.best ?? one.low) || 1);
      group.ticks = figures(group.top / 1.12, 2).map((value) => [value, d3.format(",")(value)]);
    }
    const left = Math.max(40, ...groups.map((group) => wide(group.ticks.map(([, words]) => words))));
    const x = d3.scaleLinear([first, end], [left, right]);
    const half = Math.min(24, Math.max(0.4 * (x(1) - x(0)), Math.min(4, width / 60))); // one month among many would be thinner than a line
    const times = namedMonths(first, end, width / 90).map(([at, words]) => [x(at), words]);
    const latest = new Set(rows.slice(-LATEST).map((row) => row.i));
    const drawn = groups.map((group, at) => panel(group, { width, left, right, x, half, first, end, times, latest, isLast: at === groups.length - 1 }));
    const homeless = rows.filter((row) => months[row.i] < 0);
    const note = homeless.length && `In no bar: ${plural(homeless.length, "incident that spans months or has no date", "incidents that span months or have no date")} (${number(sum(homeless, "best"))} by the best figures).`;
    holder.replaceChildren(...drawn, ...(note ? [element("p", { class: "how" }, note)] : []));
  }

  function panel(group, { width, left, right, x, half, first, end, times, latest, isLast }) {
    const above = 10, base = 74, height = isLast ? base + 26 : base + 10;
    const y = d3.scaleLinear([0, group.top], [base, above]);
    const middle = (one) => x(one.at + 0.5);
    const countries = new Set(group.rows.map((row) => inc.country[row.i]));
    const shades = d3.rollup(grounds(countries, first, end), (same) => same.map((one) => box(x(one.from), above, x(one.to), base)).join(""), (one) => one.share);
    let bars = "", bests = "", opens = "";
    for (const one of group.months) {
      const from = middle(one) - half, to = middle(one) + half, high = y(one.high ?? one.best ?? one.low);
      bars += box(from, Math.min(high, y(one.low ?? 0) - 1), to, y(one.low ?? 0));
      if (one.best !== null) bests += `M${from.toFixed(1)} ${y(one.best).toFixed(1)}H${to.toFixed(1)}`;
      if (one.open) opens += `M${(middle(one) - 3).toFixed(1)} ${(high - 6).toFixed(1)}h6m-3-3v6`;
    }
    const newest = new Set(group.rows.filter((row) => latest.has(row.i) && months[row.i] >= 0).map((row) => months[row.i]));
    const marks = [...newest].map((one) => `M${x(one + 0.5).toFixed(1)} ${base + 1}l4 7h-8z`).join("");
    const words = group.months.slice(-12).map((one) => `${named(one.at)} ${span(one)}`).join("; ");
    const figure = picture(width, height, `${group.name}: ${words}`,
      ...[...shades].map(([share, d]) => path(d, { class: "read", "fill-opacity": 0.2 + (0.6 * share) / SHARES, "aria-label": "in coverage" })),
      sideways(group.ticks.map(([value, said]) => [y(value), said]), left, right),
      path(times.map(([one]) => `M${one.toFixed(1)} ${above}V${base}`).join(""), { class: "grid" }),
      path(bars, { class: "bars" }), path(bests, { class: "bests" }), path(opens, { class: "opens" }),
      path(`M${left} ${base}H${right}`, { class: "zero" }), path(marks, { class: "newest" }),
      isLast ? below(times, base, left, right) : null);
    const framed = element("div", { class: "framed" }, figure);
    const places = group.months.map((one) => one.at + 0.5);
    followed(framed, figure, {
      stops: group.months,
      nearest: (px) => group.months[d3.bisectCenter(places, x.invert(px))],
      told: (one) => ({ x: middle(one), y: y(one.high ?? one.best ?? one.low), words: `${named(one.at)}: ${span(one)}\n${plural(one.n, "incident", "incidents")}` }),
    });
    const total = { low: sum(group.rows, "low"), best: group.rows.every((row) => row.best === null) ? null : sum(group.rows, "best"), high: sum(group.rows, "high"), open: group.rows.some((row) => row.open) };
    return element("div", { class: "panel" }, element("h3", {}, group.name, " ", element("small", {}, `${span(total)} in all`)), framed);
  }

  // The sums of the days, thinned to one in two pixels: more of them nobody sees.
  function addedUp(dated, width) {
    const days = [];
    const step = (inc.day[dated[dated.length - 1].i] - inc.day[dated[0].i]) / (width / 2);
    let low = 0, best = 0, high = 0;
    for (const row of dated) {
      const day = inc.day[row.i], last = days[days.length - 1];
      low += row.low ?? 0;
      best += row.best ?? 0;
      high += row.high ?? 0;
      if (last && (last.day === day || (days.length > 1 && day - days[days.length - 2].day < step))) Object.assign(last, { day, low, best, high });
      else days.push({ day, low, best, high });
    }
    return days;
  }

  function drawSum(holder, width, { rows }) {
    const dated = rows.filter((row) => inc.start[row.i] && isKnown(row));
    if (!dated.length) { holder.replaceChildren(nothing()); return; }
    const height = Math.round(Math.min(360, width * 0.62));
    const days = addedUp(dated, width), last = days[days.length - 1];
    const ticks = figures(last.high || last.best || 1, 5).map((value) => [value, d3.format(",")(value)]);
    const left = Math.max(40, wide(ticks.map(([, words]) => words))), right = width - 12, base = height - 26;
    const end = last.day + Math.max(864e5, 0.03 * (last.day - days[0].day)); // room in which the last step is seen
    const x = d3.scaleLinear([days[0].day, end], [left, right]);
    const steps = [...days, { ...last, day: end }];
    const y = d3.scaleLinear([0, Math.max(last.high, last.best, 1)], [base, 12]);
    const noBest = dated.every((row) => row.best === null);
    const at = (one) => x(one.day);
    const iso = (day) => new Date(day).toISOString().slice(0, 10);
    const ends = (last.day > days[0].day ? [days[0], last] : [last]).map((one) => [at(one), iso(one.day)]);
    const times = namedMonths(month(iso(days[0].day)), month(iso(last.day)) + 1, width / 90)
      .map(([one, words]) => [x(Date.UTC(Math.floor(one / 12), one % 12)), words]).filter(([place]) => place >= left);
    const figure = picture(width, height, `Added up by ${iso(last.day)}: ${number(last.best)}, from ${number(last.low)} to ${number(last.high)}`,
      sideways(ticks.map(([value, words]) => [y(value), words]), left, right),
      shape("path", { class: "bars", d: d3.area(at, (one) => y(one.low), (one) => y(one.high)).curve(d3.curveStepAfter).digits(1)(steps) }),
      noBest ? null : shape("path", { class: "line", d: d3.line(at, (one) => y(one.best)).curve(d3.curveStepAfter).digits(1)(steps) }),
      path(`M${left} ${base}H${right}`, { class: "zero" }),
      below(times.length > 1 ? times : ends, base, left, right));
    const framed = element("div", { class: "framed" }, figure);
    followed(framed, figure, {
      stops: days,
      nearest: (px) => days[Math.max(0, d3.bisector((one) => one.day).right(days, x.invert(px)) - 1)],
      told: (one) => ({ x: at(one), y: y(noBest ? one.high : one.best), words: `By ${iso(one.day)}: ${noBest ? "" : `${number(one.best)}, `}${number(one.low)} to ${number(one.high)}` }),
    });
    holder.replaceChildren(framed);
  }
  return { drawMonths, drawSum };
})();
