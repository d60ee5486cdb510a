// The selection: filters, their place in the address, and what every chart and table takes from it.
// Text from the data reaches the page as text nodes only, never as markup.
"use strict";
globalThis.Report = (() => {
  const data = globalThis.LOSSES;
  const inc = data.incidents;
  const form = document.getElementById("filters");
  const NAMES = ["q", "from", "to", "employer", "country", "perpetrator", "effect", "rule"];
  const DEFAULTS = { effect: data.effects[0], rule: data.rules[0] };
  const listeners = [];

  const has = Object.hasOwn;
  const words = (code) => String(code ?? "").replaceAll("_", " ");
  const actor = (id) => (id ? (has(data.names, id) ? data.names[id] : words(id)) : "not said");
  const country = (iso) => (iso ? (has(data.countries, iso) ? data.countries[iso].name : iso) : "unknown");
  const english = new Intl.NumberFormat("en"); // made once: toLocaleString makes one a call
  const number = (value) => (value === null || value === undefined ? "?" : english.format(value));
  const place = (i) => [inc.place[i], country(inc.country[i])].filter(Boolean).join(", ");
  const days = (i) => {
    const [start, end] = [inc.start[i], inc.end[i]];
    if (!start) return "unknown";
    if (!end || end === start) return start;
    if (start.slice(0, 4) !== end.slice(0, 4)) return `${start} – ${end}`;
    if (start.endsWith("-01-01") && end.endsWith("-12-31")) return `in ${start.slice(0, 4)}`;
    return `${start} – ${start.slice(5, 7) === end.slice(5, 7) ? end.slice(8) : end.slice(5)}`;
  };
  function span(row) {
    if (row.low === null && row.best === null && row.high === null) return "number unknown";
    const bounds = `${number(row.low)}–${number(row.high)}${row.open ? "+" : ""}`;
    if (row.best === null) return row.low === row.high ? `${number(row.low)}${row.open ? "+" : ""}` : bounds;
    if (row.low === row.best && row.best === row.high) return `${number(row.best)}${row.open ? "+" : ""}`;
    return `${number(row.best)} (${bounds})`;
  }

  function element(tag, attributes = {}, ...children) {
    const node = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (value !== null && value !== undefined && value !== false) node.setAttribute(name, value === true ? "" : value);
    }
    node.append(...children.filter((child) => child !== null && child !== undefined));
    return node;
  }
  const page = (i) => `incidents/${encodeURIComponent(inc.id[i])}.html`;

  // Incidents stand in the order of days, those without a date first. Days as times, to reckon with.
  inc.day = Float64Array.from(inc.start, (text) => (text ? Date.parse(text) : NaN));
  const first = inc.start.map((text) => text?.slice(0, 7) ?? ""), last = inc.end.map((text, i) => (text ?? inc.start[i])?.slice(0, 7) ?? "");

  // The rows of one effect and rule in the order of days, made when they are first asked for.
  const pairs = new Map();
  function pair(key) {
    if (!pairs.has(key)) {
      const { incident, low, best, high, open } = has(data.losses, key) ? data.losses[key] : { incident: [] };
      pairs.set(key, incident.map((i, at) => ({ i, low: low[at], best: best[at], high: high[at], open: open[at] === 1 })));
    }
    return pairs.get(key);
  }
  let folded = null; // what the search looks at, made before it is first used, once the page has nothing else to do
  const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  function searched(i) {
    folded ??= inc.id.map((id, at) =>
      fold([id, place(at), actor(inc.employer[at]), inc.perpetrators[at].map(actor).join(" "), inc.type[at], inc.grade[at],
        inc.contested[at] ? "contested" : "", inc.start[at] ?? ""].join(" ")));
    return folded[i];
  }
  // What is slow to make the first time is made while the reader looks at the first view.
  const idle = globalThis.requestIdleCallback ?? setTimeout;
  function prepare() {
    if (form.elements.q) idle(() => searched(0));
    for (const rule of data.rules) idle(() => pair(`${state().effect}/${rule}`));
  }

  function state() {
    const given = new URLSearchParams(location.hash.slice(1));
    const now = { ...DEFAULTS };
    for (const name of NAMES) {
      const value = given.get(name);
      const field = form?.elements[name];
      if (value === null || value === "" || !field) continue;
      if (field.tagName === "SELECT" && ![...field.options].some((option) => option.value === value)) continue;
      now[name] = value;
    }
    return now;
  }
  function hash(now) {
    const kept = new URLSearchParams();
    for (const name of NAMES) if (now[name] && now[name] !== DEFAULTS[name]) kept.set(name, now[name]);
    return kept.toString();
  }

  function selection(now) {
    const rows = pair(`${now.effect}/${now.rule}`);
    const members = now.employer ? new Set(has(data.lines, now.employer) ? data.lines[now.employer].members : [now.employer]) : null;
    const terms = now.q ? fold(now.q).split(/\s+/).filter(Boolean) : [];
    const fits = (i) =>
      (!now.from || last[i] >= now.from) &&
      (!now.to || (first[i] !== "" && first[i] <= now.to)) &&
      (!members || members.has(inc.employer[i])) &&
      (!now.country || inc.country[i] === now.country) &&
      (!now.perpetrator ||
        (now.perpetrator === "-" ? inc.perpetrators[i].length === 0 : inc.perpetrators[i].includes(now.perpetrator))) &&
      terms.every((term) => searched(i).includes(term));
    const chosen = rows.filter((row) => fits(row.i));
    let matching = chosen.length;
    if (rows.length < inc.id.length) {
      const told = new Set(rows.map((row) => row.i));
      for (let i = 0; i < inc.id.length; i += 1) if (!told.has(i) && fits(i)) matching += 1;
    }
    return { rows: chosen, without: matching - chosen.length };
  }

  const field = (name) => form.elements[name];
  function show() {
    const now = state();
    for (const name of NAMES) if (field(name) && field(name) !== document.activeElement) field(name).value = now[name] ?? "";
    const kept = hash(now);
    for (const other of document.querySelectorAll('.top a[href$="index.html"], .top a[href$="incidents.html"], #all')) {
      other.href = other.getAttribute("href").split("#")[0] + (kept ? `#${kept}` : "");
    }
    const found = selection(now);
    for (const listener of listeners) listener(found, now);
  }
  let waiting = 0;
  function changed() {
    cancelAnimationFrame(waiting);
    waiting = requestAnimationFrame(() => {
      const now = {};
      for (const name of NAMES) if (field(name)) now[name] = field(name).value.trim();
      const kept = hash(now);
      history.replaceState(null, "", `#${kept}`);
      show();
    });
  }
  function start() {
    form.addEventListener("input", changed);
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("reset", (event) => {
      event.preventDefault();
      history.replaceState(null, "", "#");
      document.activeElement?.blur?.();
      show();
    });
    addEventListener("hashchange", show);
    let width = innerWidth;
    addEventListener("resize", () => {
      if (innerWidth !== width) { width = innerWidth; show(); }
    });
    show();
    setTimeout(prepare);
  }
  function sum(rows, name) {
    let total = 0;
    for (const row of rows) total += row[name] ?? 0;
    return total;
  }
  return {
    data, inc, actor, country, number, place, days, span, element, page, words, sum, start,
    // All that was asked for is on the page: what measuring the report waits for.
    shown: () => performance.mark("report:shown"),
    onChange: (listener) => listeners.push(listener),
  };
})();
