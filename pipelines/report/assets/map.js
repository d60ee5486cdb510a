// The map of a selection. Land and borders are projected once; a selection moves and scales them.
"use strict";
globalThis.Where = (() => {
  const { data, inc, country, number, place, days, span, page, element } = Report;
  const { shape, picture, path, disc, followed } = Draw;
  const OPACITY = { 1: 0.85, 2: 0.7, 3: 0.5, 4: 0.32 };
  const PRECISE = 4; // a place known less exactly than its division is a country
  // So many discs an eye tells apart; more are drawn together by cells of so many degrees.
  const MOST_DISCS = 400;
  const NAMED = 6; // so many of the biggest discs have their place written beside them
  const CELLS = [0.5, 1, 2, 4];

  const unit = d3.geoEqualEarth().scale(1000).translate([0, 0]);
  const outline = d3.geoPath(unit).digits(1);
  const shapes = topojson.feature(WORLD, WORLD.objects.countries).features;
  const byNumber = new Map(shapes.map((one) => [Number(one.id), one]));
  const once = new Map(); // outline and middle of a country, made when first asked for
  function known(iso) {
    if (!once.has(iso)) {
      const found = Object.hasOwn(data.countries, iso) ? byNumber.get(Number(data.countries[iso].number)) : null;
      once.set(iso, found ? { d: outline(found), middle: unit(d3.geoCentroid(found)), name: country(iso) } : null);
    }
    return once.get(iso);
  }
  let ground = null;
  const land = () => (ground ??= {
    land: outline(topojson.feature(WORLD, WORLD.objects.land)),
    borders: outline(topojson.mesh(WORLD, WORLD.objects.countries, (one, other) => one !== other)),
  });

  const placed = (i) => inc.latitude[i] !== null && inc.longitude[i] !== null && inc.precision[i] <= PRECISE;
  const most = (row) => row.high ?? row.best ?? row.low ?? 0;
  function cellsOf(rows, size) {
    const across = Math.ceil(360 / size) + 1, taken = new Uint8Array(across * (Math.ceil(180 / size) + 1));
    let count = 0;
    for (const { i } of rows) {
      const key = Math.floor((inc.longitude[i] + 180) / size) + across * Math.floor((inc.latitude[i] + 90) / size);
      if (!taken[key]) { taken[key] = 1; count += 1; }
    }
    return count;
  }
  function together(rows) {
    if (rows.length <= MOST_DISCS) {
      return { size: 0, discs: rows.map((row) => ({ ...row, n: 1, prec: inc.precision[row.i], at: [inc.longitude[row.i], inc.latitude[row.i]] })) };
    }
    const size = CELLS.find((one) => cellsOf(rows, one) <= MOST_DISCS) ?? CELLS[CELLS.length - 1];
    const cells = new Map();
    for (const row of rows) {
      const across = Math.floor(inc.longitude[row.i] / size), up = Math.floor(inc.latitude[row.i] / size), key = across * 1000 + up;
      let cell = cells.get(key);
      if (!cell) cells.set(key, (cell = { i: row.i, at: [(across + 0.5) * size, (up + 0.5) * size], n: 0, prec: 1, low: null, best: null, high: null, open: false }));
      if (row.low !== null) cell.low += row.low;
      if (row.best !== null) cell.best += row.best;
      if (row.high !== null) cell.high += row.high;
      cell.open ||= row.open;
      cell.n += 1;
      if (inc.precision[row.i] > cell.prec) cell.prec = inc.precision[row.i];
    }
    return { discs: [...cells.values()], size };
  }

  // The part of the world that a selection takes, in units of the outline.
  function extent(points) {
    const ends = points.length ? points : [unit([-130, -50]), unit([170, 70])];
    const [left, right] = d3.extent(ends, (one) => one[0]), [top, bottom] = d3.extent(ends, (one) => one[1]);
    const room = Math.max(120, 0.06 * Math.max(right - left, bottom - top));
    return [left - room, top - room, right + room, bottom + room];
  }

  // The names of the biggest discs, each where it covers no other name.
  function captions(bySize, radius, width) {
    const set = [];
    for (const one of bySize) {
      const words = inc.place[one.i], wide = 6.6 * words.length;
      const x = Math.max(wide / 2 + 4, Math.min(width - wide / 2 - 4, one.x)), y = one.y - radius(one.high ?? one.best) - 5;
      if (words && words.length < 28 && y > 12 && set.every((other) => Math.abs(other.x - x) > (other.wide + wide) / 2 || Math.abs(other.y - y) > 16)) set.push({ x, y, wide, words });
      if (set.length === NAMED) break;
    }
    return set.map(({ x, y, words }) => shape("text", { x: x.toFixed(1), y: y.toFixed(1), class: "name" }, words));
  }

  function draw(holder, width, { rows }) {
    const points = rows.filter((row) => placed(row.i));
    const coarse = new Map();
    for (const row of rows) if (!placed(row.i) && inc.country[row.i]) coarse.set(inc.country[row.i], (coarse.get(inc.country[row.i]) ?? 0) + 1);
    const shaded = [...coarse].map(([iso, n]) => ({ n, ...known(iso) })).filter((one) => one.d);
    const { discs, size } = together(points);
    for (const one of discs) one.unit = unit(one.at);

    const height = Math.round(Math.min(400, width * 0.7));
    const [left, top, right, bottom] = extent([...discs.map((one) => one.unit), ...shaded.map((one) => one.middle)]);
    const zoom = Math.min(width / (right - left), height / (bottom - top));
    const dx = width / 2 - (zoom * (left + right)) / 2, dy = height / 2 - (zoom * (top + bottom)) / 2;
    const cell = size ? (zoom * 1000 * size * Math.PI) / 180 / 2 : Infinity; // discs of neighbouring cells do not cover each other
    const largest = Math.min(26, width / 18, Math.max(5, cell)), highest = d3.max(discs, most) || 1;
    const radius = (value) => (value ? Math.max(2, Math.round(10 * Math.sqrt(value / highest) * largest) / 10) : 0);

    const looks = new Map(); // rings, discs and crosses of one opacity are one path each
    for (const one of discs) {
      one.x = dx + zoom * one.unit[0];
      one.y = dy + zoom * one.unit[1];
      const opacity = OPACITY[one.prec];
      let look = looks.get(opacity);
      if (!look) looks.set(opacity, (look = { rings: "", discs: "", crosses: "" }));
      const outer = radius(one.high ?? one.best), inner = radius(one.best);
      if (outer) look.rings += disc(one.x, one.y, outer);
      if (inner) look.discs += disc(one.x, one.y, inner);
      else look.crosses += `M${one.x - 3} ${one.y - 3}l6 6m0-6l-6 6`;
    }
    const base = land();
    const moved = shape("g", { transform: `translate(${dx.toFixed(2)} ${dy.toFixed(2)}) scale(${zoom.toFixed(5)})` },
      path(base.land, { class: "land" }), ...shaded.map((one) => path(one.d, { class: "shaded" })), path(base.borders, { class: "borders" }));
    const bySize = [...discs].sort((a, b) => most(b) - most(a));
    const said = bySize.slice(0, 3).map((one) => `${place(one.i)} (${span(one)})`).join(", ");
    const figure = picture(width, height, `Map: ${points.length} incidents with a place, ${rows.length - points.length} without; the biggest at ${said || "no place"}`,
      moved, ...[...looks].flatMap(([opacity, look]) => [
        path(look.rings, { class: "ring", "stroke-opacity": opacity }),
        path(look.discs, { class: "disc", "fill-opacity": opacity }),
        path(look.crosses, { class: "ring", "stroke-opacity": opacity })]),
      ...(size ? [] : captions(bySize, radius, width)));

    const framed = element("div", { class: "framed" }, figure);
    followed(framed, figure, {
      stops: bySize,
      nearest(x, y) {
        let nearest = null, least = 30 * 30;
        for (const one of discs) {
          const away = (one.x - x) ** 2 + (one.y - y) ** 2;
          if (away < least) { least = away; nearest = one; }
        }
        return nearest;
      },
      told: (one) => ({ x: one.x, y: one.y, words: one.n > 1 ? `${number(one.n)} incidents around here\n${span(one)}` : `${place(one.i)}, ${days(one.i)}\n${span(one)}` }),
      open: (one) => (one.n === 1 ? page(one.i) : null),
    });

    const nowhere = rows.length - points.length;
    const names = shaded.map((one) => `${one.name} ${number(one.n)}`).sort().join(", ");
    holder.replaceChildren(framed, element("p", { class: "how" },
      `${number(points.length)} incident${points.length === 1 ? " has" : "s have"} a place; ${number(nowhere)} more ${nowhere === 1 ? "has" : "have"} no more than a country or region${names ? ` (${names})` : ""}.${size ? ` Drawn together by cells of ${size} degree${size === 1 ? "" : "s"}; a narrower selection shows each.` : points.length ? " A click on a disc, or Enter, opens its incident." : ""}`));
  }
  return { draw };
})();
