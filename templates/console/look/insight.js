// Pictures to take away: a chart or a drawing with its title on its ground, as a PNG file made in the browser.
"use strict";
(() => {
  const SHARP = 2, EDGE = 20, TITLE = 40;
  const TAKEN = ["fill", "stroke", "stroke-width", "stroke-dasharray", "opacity", "font-size", "font-weight", "font-family", "text-anchor"];
  const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

  // A copy of a drawing that needs no style sheet: every colour and size written into it.
  const alone = (svg) => {
    const copy = svg.cloneNode(true), { width, height } = svg.getBoundingClientRect();
    const from = [svg, ...svg.querySelectorAll("*")], to = [copy, ...copy.querySelectorAll("*")];
    from.forEach((node, nth) => {
      const style = getComputedStyle(node);
      for (const name of TAKEN) to[nth].setAttribute(name, style.getPropertyValue(name));
    });
    copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
    copy.setAttribute("width", width);
    copy.setAttribute("height", height);
    return { url: `data:image/svg+xml;charset=utf-8,${encodeURIComponent(new XMLSerializer().serializeToString(copy))}`, width, height };
  };

  const loaded = (url) => new Promise((resolve, reject) => {
    const image = new Image();
    image.onload = () => resolve(image);
    image.onerror = reject;
    image.src = url;
  });

  const picture = async (place) => {
    const canvas = place.querySelector("canvas");
    if (canvas) return { image: canvas, width: canvas.width / devicePixelRatio, height: canvas.height / devicePixelRatio };
    const { url, width, height } = alone(place);
    return { image: await loaded(url), width, height };
  };

  const wrapped = (pen, words, width) => {
    const rows = [""];
    for (const word of words.split(" ")) {
      const longer = `${rows[rows.length - 1]} ${word}`.trim();
      if (pen.measureText(longer).width <= width) rows[rows.length - 1] = longer; else rows.push(word);
    }
    return rows;
  };

  const sheet = async (place) => {
    const { image, width, height } = await picture(place);
    const whole = document.createElement("canvas"), pen = whole.getContext("2d");
    pen.font = "600 15px system-ui, sans-serif";
    const title = wrapped(pen, place.dataset.title, width);
    const head = TITLE + (title.length - 1) * 20;
    whole.width = (width + 2 * EDGE) * SHARP;
    whole.height = (height + head + 2 * EDGE) * SHARP;
    pen.scale(SHARP, SHARP);
    pen.fillStyle = colour("--sheet");
    pen.fillRect(0, 0, whole.width, whole.height);
    pen.fillStyle = colour("--ink");
    pen.font = "600 15px system-ui, sans-serif";
    title.forEach((row, nth) => pen.fillText(row, EDGE, EDGE + 14 + nth * 20));
    pen.font = "12px system-ui, sans-serif";
    pen.fillStyle = colour("--soft");
    pen.fillText(document.querySelector(".when")?.textContent.trim() || "", EDGE, EDGE + 12 + title.length * 20);
    pen.drawImage(image, EDGE, EDGE + head, width, height);
    return new Promise((resolve) => { whole.toBlob(resolve, "image/png"); });
  };

  const save = (blob, name) => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(blob);
    link.download = `${name}.png`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  };

  const begin = () => {
    for (const button of document.querySelectorAll("[data-png]")) {
      button.hidden = false;
      button.addEventListener("click", async () => save(await sheet(document.getElementById(button.dataset.png)), button.dataset.name));
    }
  };
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", begin); else begin();
})();
