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

  // Words beside the pointer. `find` gives {x, y, words, href} of what is nearest to a point of the picture, or null.
  function followed(holder, svg, find) {
    const tip = Report.element("div", { class: "tip", hidden: true });
    const dot = shape("circle", { r: 4, class: "pointed", visibility: "hidden" });
    svg.append(dot);
    const hide = () => { tip.hidden = true; dot.setAttribute("visibility", "hidden"); };
    svg.addEventListener("pointermove", (event) => {
      const frame = svg.getBoundingClientRect(), scale = svg.viewBox.baseVal.width / frame.width;
      const found = find((event.clientX - frame.left) * scale, (event.clientY - frame.top) * scale);
      if (!found) { hide(); return; }
      tip.textContent = found.words;
      tip.hidden = false;
      dot.setAttribute("cx", found.x); dot.setAttribute("cy", found.y); dot.setAttribute("visibility", "visible");
      const x = found.x / scale, y = found.y / scale;
      tip.style.left = `${Math.max(0, Math.min(x - tip.offsetWidth / 2, frame.width - tip.offsetWidth))}px`;
      tip.style.top = `${y - tip.offsetHeight - 12 < -40 ? y + 14 : y - tip.offsetHeight - 12}px`;
    });
    svg.addEventListener("pointerleave", hide);
    holder.append(tip);
  }
  return { shape, picture, path, box, disc, sideways, below, figures, wide, followed };
})();
