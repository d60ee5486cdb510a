// The front page: sums, pictures and the latest incidents of the selection.
"use strict";
(() => {
  const { inc, actor, number, place, days, span, element, page, sum } = Report;
  const at = (id) => document.getElementById(id);
  const put = (id, ...nodes) => at(id).replaceChildren(...nodes.filter(Boolean));

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

  function latest({ rows }) {
    const newest = rows.slice(-8).reverse();
    if (!newest.length) return put("latest", element("p", { class: "note" }, "No incident fits this selection."));
    return put("latest", element("ul", { class: "latest" }, ...newest.map((row) =>
      element("li", {}, element("a", { href: page(row.i) },
        element("span", { class: "day" }, days(row.i)), element("strong", {}, place(row.i)),
        element("span", {}, actor(inc.employer[row.i])), element("span", { class: "num" }, span(row)),
        element("span", { class: inc.contested[row.i] ? "tag warn" : "tag" }, inc.contested[row.i] ? "contested" : Report.words(inc.grade[row.i])))))));
  }

  // What is in view is drawn at once, the rest in tasks of its own, so that the page stays awake. A new choice drops what an
  // older one has not drawn yet.
  const DRAWN = {
    cumulative: Series.drawSum,
    map: Where.draw,
    months: Series.drawMonths,
    latest: (holder, width, found) => latest(found),
  };
  let waiting = [];
  let turn = 0;
  const inView = (id) => {
    const box = at(id).getBoundingClientRect();
    return box.top < innerHeight && box.bottom >= 0;
  };
  function next(mine) {
    if (mine !== turn) return;
    waiting.shift()?.();
    if (waiting.length) setTimeout(next, 0, mine);
    else Report.shown();
  }
  addEventListener("beforeprint", () => { while (waiting.length) waiting.shift()(); });

  Report.onChange((found, now) => {
    // All sizes are asked for before anything is changed: a browser would lay the page out anew for each.
    const tasks = Object.keys(DRAWN).map((id) => {
      const width = Math.max(280, at(id).clientWidth);
      return { isSeen: inView(id), draw: () => DRAWN[id](at(id), width, found, now) };
    });
    sums(found, now);
    for (const task of tasks) if (task.isSeen) task.draw();
    waiting = tasks.filter((task) => !task.isSeen).map((task) => task.draw);
    turn += 1;
    setTimeout(next, 0, turn);
  });
  Report.start();
})();
