// The table of incidents: sorted, filtered and searched, a page at a time so that ten thousand rows stay smooth.
"use strict";
(() => {
  const { inc, actor, country, number, place, days, element, page, words } = Report;
  const SIZE = 50;
  const text = (value) => value ?? "";
  const figure = (name) => (row) => row[name] ?? -1;
  const shown = (name) => (row) => (row[name] === null ? "?" : `${number(row[name])}${name === "high" && row.open ? "+" : ""}`);
  const COLUMNS = [
    { name: "day", label: "Day", value: (row) => text(inc.start[row.i]), cell: (row) => days(row.i), kind: "day" },
    { name: "where", label: "Where", value: (row) => `${country(inc.country[row.i])} ${inc.place[row.i]}`, cell: (row) => place(row.i) },
    { name: "low", label: "Low", value: figure("low"), cell: shown("low"), kind: "num" },
    { name: "best", label: "Best", value: figure("best"), cell: shown("best"), kind: "num" },
    { name: "high", label: "High", value: figure("high"), cell: shown("high"), kind: "num" },
    { name: "employer", label: "Employer", value: (row) => actor(inc.employer[row.i]) },
    { name: "attacker", label: "Attackers", value: (row) => inc.perpetrators[row.i].map(actor).join(", ") || "–" },
    { name: "grade", label: "Grade", value: (row) => words(inc.grade[row.i]) },
    { name: "contested", label: "Contested", value: (row) => inc.contested[row.i], cell: (row) => (inc.contested[row.i] ? "contested" : "") },
    { name: "claims", label: "Claims", value: (row) => inc.claims[row.i], cell: (row) => number(inc.claims[row.i]), kind: "num" },
    { name: "id", label: "Id", value: (row) => inc.id[row.i], kind: "day" },
  ];
  const NUMBERS = new Set(["low", "best", "high", "contested", "claims"]);
  let sort = { name: "day", down: true }, first = 0, rows = [], seen = "";
  const head = document.querySelector("#table thead tr"), body = document.querySelector("#table tbody");

  const compare = (a, b) => (typeof a === "number" ? a - b : a < b ? -1 : a > b ? 1 : 0);
  function sorted() {
    const { value } = COLUMNS.find((column) => column.name === sort.name);
    const keyed = rows.map((row) => [value(row), row]);
    keyed.sort((a, b) => (sort.down ? -1 : 1) * compare(a[0], b[0]) || compare(inc.id[a[1].i], inc.id[b[1].i]));
    rows = keyed.map((pair) => pair[1]);
  }
  function heads() {
    head.replaceChildren(...COLUMNS.map((column) => {
      const mine = sort.name === column.name;
      const button = element("button", { type: "button", "data-sort": column.name }, column.label, element("span", { "aria-hidden": "true" }, mine ? (sort.down ? " ▼" : " ▲") : ""));
      button.addEventListener("click", () => {
        sort = mine ? { name: column.name, down: !sort.down } : { name: column.name, down: NUMBERS.has(column.name) || column.name === "day" };
        first = 0;
        sorted(); heads(); draw(); Report.shown();
        head.querySelector(`[data-sort="${column.name}"]`).focus();
      });
      return element("th", { scope: "col", role: "columnheader", class: column.kind ?? null, "aria-sort": mine ? (sort.down ? "descending" : "ascending") : null }, button);
    }));
  }
  function draw() {
    body.replaceChildren(...rows.slice(first, first + SIZE).map((row) =>
      element("tr", { role: "row" }, ...COLUMNS.map((column) => {
        const said = String((column.cell ?? column.value)(row));
        const label = column.label;
        if (column.name === "day") return element("th", { scope: "row", role: "rowheader", class: "day" }, element("a", { href: page(row.i) }, said));
        if (column.name === "contested") return element("td", { role: "cell", "data-label": said ? label : null }, ...(said ? [element("span", { class: "tag warn" }, said)] : []));
        return element("td", { role: "cell", class: [column.kind, column.name === "where" ? "whole title" : ""].filter(Boolean).join(" ") || null, "data-label": column.name === "where" ? null : label }, said);
      }))));
    const pager = document.getElementById("pager");
    const last = Math.max(0, Math.ceil(rows.length / SIZE) - 1), here = Math.floor(first / SIZE);
    const to = (label, target, off) => {
      const button = element("button", { type: "button", disabled: off }, label);
      button.addEventListener("click", () => { first = target * SIZE; draw(); Report.shown(); });
      return button;
    };
    pager.replaceChildren(...(last === 0 ? [] : [
      to("First", 0, here === 0), to("Previous", here - 1, here === 0),
      element("span", {}, `Page ${number(here + 1)} of ${number(last + 1)}`),
      to("Next", here + 1, here === last), to("Last", last, here === last)]));
  }

  // A cell that a spreadsheet would take for a formula is written with an apostrophe before it (OWASP, CSV injection).
  const safe = (value) => `"${(/^[=+\-@\t\r\n]/.test(value) ? `'${value}` : value).replaceAll('"', '""')}"`;
  document.getElementById("csv").addEventListener("click", () => {
    const names = ["incident_id", "date_start", "date_end", "country", "place", "employer", "attackers", "low", "best", "high", "high_is_open", "grade", "contested"];
    const lines = rows.map((row) => [inc.id[row.i], inc.start[row.i], inc.end[row.i], inc.country[row.i], inc.place[row.i],
      actor(inc.employer[row.i]), inc.perpetrators[row.i].map(actor).join("; "), row.low, row.best, row.high, row.open, inc.grade[row.i], Boolean(inc.contested[row.i])]
      .map((value) => (value === null || value === undefined ? "" : typeof value === "string" ? safe(value) : String(value))).join(","));
    const saved = element("a", { download: "incidents.csv", href: URL.createObjectURL(new Blob([`${names.join(",")}\n${lines.join("\n")}\n`], { type: "text/csv" })) });
    saved.click();
    setTimeout(() => URL.revokeObjectURL(saved.href), 10000);
  });

  Report.onChange((found) => {
    const view = location.hash;
    if (view !== seen) { first = 0; seen = view; }
    rows = found.rows;
    document.getElementById("count").textContent =
      `${number(rows.length)} incident${rows.length === 1 ? "" : "s"}${found.without ? `; ${number(found.without)} more fit but have no claim about this effect` : ""}`;
    sorted(); heads(); draw(); Report.shown();
  });
  Report.start();
})();
