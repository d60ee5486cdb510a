// What every picture of the front is drawn with: shapes, axes, and the words that follow the pointer. Many marks of one look
// are one path: a browser draws a path of a thousand bars as fast as one bar, and a thousand elements a hundred times slower.
"use strict";
globalThis.Draw = (() => {
  const SVG = "http://www.w3.org/2000/svg";

  function shape(tag, attributes = {}, ...children) {
    const node = document.createElementNS(SVG, tag);
    for (const [name, value] of Object.entries(attributes)) if (value !== null && value !== undefined) node.setAttribute(name, value);
    node.append(...children.filter((child) => child !== null && child !== undefined));
    return node;
  }
  const picture = (width, height, label, ...children) =>
    shape("svg", { width, height, viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": label }, ...children);
  const path = (d, attributes) => (d ? shape("path", { d, ...attributes }) : null);
  const box = (x1, y1, x2, y2) => `M${x1.toFixed(1)} ${y1.toFixed(1)}H${x2.toFixed(1)}V${y2.toFixed(1)}H${x1.toFixed(1)}Z`;
  const disc = (x, y, r) => `M${(x - r).toFixed(1)} ${y.toFixed(1)}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0`;

  // Lines and words of a scale of figures: `ticks` are [place, words].
  function sideways(ticks, left, right) {
    return shape("g", { class: "axis" }, path(ticks.map(([y]) => `M${left} ${y.toFixed(1)}H${right}`).join(""), { class: "grid" }),
      ...ticks.map(([y, words]) => shape("text", { x: left - 6, y, dy: ".32em", "text-anchor": "end" }, words)));
  }
  // Words below: the first and the last stay within the picture.
  function below(ticks, y, left, right) {
    return shape("g", { class: "axis" }, path(ticks.map(([x]) => `M${x.toFixed(1)} ${y}v4`).join(""), { class: "tick" }),
      ...ticks.map(([x, words]) => {
        const half = 3.6 * words.length;
        return shape("text", { x: Math.max(left + half, Math.min(right - half, x)), y: y + 17, "text-anchor": "middle" }, words);
      }));
  }
  // Whole numbers only, at most so many, from nothing to a little more than the most.
  function figures(most, count) {
    const all = d3.ticks(0, most, count).filter(Number.isInteger);
    return all.length > 1 ? all : [0, Math.ceil(most)];
  }
  const wide = (words) => 12 + 7.2 * Math.max(...words.map((word) => word.length));

  // Words beside what the pointer is at, or what the arrow keys have come to. `nearest` gives the one of `stops` that is nearest
  // to a point of the picture, or null; `told` gives {x, y, words} of a stop; `open`, if any, opens one.
  function followed(holder, svg, { stops, nearest, told, open }) {
    const tip = Report.element("div", { class: "tip", role: "status", hidden: true });
    const dot = shape("circle", { r: 4, class: "pointed", visibility: "hidden" });
    let here = null;
    svg.append(dot);
    svg.setAttribute("tabindex", "0");
    function show(stop) {
      here = stop;
      tip.hidden = !stop;
      dot.setAttribute("visibility", stop ? "visible" : "hidden");
      svg.style.cursor = stop && open?.(stop) ? "pointer" : "";
      if (!stop) return;
      const { x, y, words } = told(stop), frame = svg.getBoundingClientRect(), scale = frame.width / svg.viewBox.baseVal.width;
      tip.textContent = words;
      dot.setAttribute("cx", x);
      dot.setAttribute("cy", y);
      const above = y * scale - tip.offsetHeight - 12;
      tip.style.left = `${Math.max(0, Math.min(x * scale - tip.offsetWidth / 2, frame.width - tip.offsetWidth))}px`;
      tip.style.top = `${above < -40 ? y * scale + 14 : above}px`;
    }
    const go = () => { const href = here && open?.(here); if (href) location.href = href; };
    svg.addEventListener("pointermove", (event) => {
      const frame = svg.getBoundingClientRect(), scale = svg.viewBox.baseVal.width / frame.width;
      show(nearest((event.clientX - frame.left) * scale, (event.clientY - frame.top) * scale));
    });
    svg.addEventListener("pointerleave", () => show(null));
    svg.addEventListener("blur", () => show(null));
    svg.addEventListener("click", go);
    svg.addEventListener("keydown", (event) => {
      const last = stops.length - 1, at = stops.indexOf(here);
      const next = { ArrowRight: Math.min(at + 1, last), ArrowLeft: at < 0 ? last : Math.max(at - 1, 0), Home: 0, End: last }[event.key];
      if (event.key === "Enter") go();
      else if (event.key === "Escape") show(null);
      else if (next !== undefined && last >= 0) { event.preventDefault(); show(stops[next]); }
    });
    holder.append(tip);
  }
  return { shape, picture, path, box, disc, sideways, below, figures, wide, followed };
})();
