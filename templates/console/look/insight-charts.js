// Draws the charts of the insight pages from the numbers in the page: lines with bands, and bars. The tables beside them hold the same.
"use strict";
(() => {
  const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const INKS = { light: ["#1f55a5", "#17653f", "#8a3b9c", "#a35200", "#5b6675"], dark: ["#8cb6ff", "#83d8aa", "#dca0ec", "#f0b46a", "#b3bfce"] };
  const ink = (nth) => INKS[matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light"][nth % 5];
  const FONT = "12px system-ui, sans-serif";
  const drawn = new Map();

  const written = { percent: (value) => `${Math.round(value * 100)} %`, count: (value) => value.toLocaleString("en"), plain: (value) => `${Math.round(value * 100) / 100}` };
  const told = (unit) => (_, value) => (value === null || value === undefined ? "–" : written[unit](value));

  // One line and its band are three series: the line, then the edges of the band.
  const lines = (found, unit) => {
    const series = [], values = [], bands = [];
    for (const line of found) {
      const paths = line.steps ? uPlot.paths.stepped({ align: 1 }) : undefined;
      const at = series.length + 1;
      const edge = (name) => ({ label: name, stroke: "transparent", width: 0, paths, points: { show: false }, value: told(unit) });
      series.push({ label: line.label, stroke: ink(line.ink), width: 2.25, paths, points: { show: !!line.dots, size: 6, fill: ink(line.ink) }, value: told(unit) });
      series.push(edge("band from"), edge("to"));
      values.push(line.y, line.low, line.high);
      bands.push({ series: [at + 2, at + 1], fill: `${ink(line.ink)}2e` });
    }
    return { series, values, bands };
  };

  // Bars stand on each other: the tallest is drawn first, and each is told by its own number.
  const bars = (found, unit, xs) => {
    const shown = found.filter((one) => one.y.some((value) => value));
    const sums = [];
    for (const one of shown) {
      const before = sums.length ? sums[sums.length - 1] : xs.map(() => 0);
      sums.push(xs.map((_, nth) => before[nth] + (one.y[nth] || 0)));
    }
    const series = shown.map((one) => ({
      label: one.label, fill: ink(one.ink), stroke: ink(one.ink), width: 0, points: { show: false },
      paths: uPlot.paths.bars({ size: [0.72, 46] }), value: (_, __, ___, nth) => told(unit)(_, nth === null ? null : one.y[nth]),
    }));
    return { series: series.reverse(), values: sums.reverse(), bands: [] };
  };

  const draw = (place) => {
    const spec = JSON.parse(place.dataset.chart);
    drawn.get(place)?.destroy();
    const xs = spec.names ? spec.names.map((_, nth) => nth) : spec.x;
    const unit = spec.unit || "plain";
    const { series, values, bands } = spec.bars ? bars(spec.bars, unit, xs) : lines(spec.lines, unit);
    const ends = spec.ends || (unit === "percent" ? [0, 1] : null);
    const most = Math.max(1, ...values.flat().filter((value) => value !== null));
    const room = spec.bars ? 0.6 : Math.max(0.5, (xs[xs.length - 1] - xs[0]) * 0.02);
    const name = (nth) => (spec.names ? spec.names[nth] || "" : spec.bars ? `${nth}:00` : nth);
    const options = {
      width: place.clientWidth, height: Math.max(240, Math.min(340, place.clientWidth * 0.55)),
      legend: { live: true }, bands, cursor: { points: { size: 7 }, drag: { x: false, y: false } },
      scales: {
        x: { time: false, range: [spec.lines && xs[0] === 0 && unit === "percent" ? 0 : xs[0] - room, xs[xs.length - 1] + room] },
        y: { range: ends ? (unit === "percent" ? [0, 1] : [ends[0] - 0.3, ends[1] + 0.3]) : [0, most * 1.06] },
      },
      axes: [
        {
          stroke: colour("--soft"), font: FONT, grid: { show: false }, ticks: { show: false }, label: spec.across, labelFont: FONT, labelSize: spec.across ? 22 : 0, size: 28,
          space: spec.names ? 62 : 46, incrs: unit === "percent" && spec.lines ? [7, 14, 28, 56, 84, 182, 364] : spec.lines ? [1, 2, 4, 8, 13, 26, 52] : [1, 2, 3, 4, 6, 12], values: (_, splits) => splits.map((nth) => (Number.isInteger(nth) ? name(nth) : "")),
        },
        {
          stroke: colour("--soft"), font: FONT, grid: { stroke: colour("--line"), width: 1 }, ticks: { show: false }, size: unit === "count" ? 56 : 46,
          values: (_, splits) => splits.map(written[unit]),
          splits: spec.ends ? () => { const [low, high] = spec.ends; return high - low > 7 ? [0, 2, 4, 6, 8, 10].filter((one) => one >= low && one <= high) : Array.from({ length: high - low + 1 }, (_, nth) => low + nth); } : undefined,
        },
      ],
      series: [{ label: (spec.across || "Month").split(" ")[0].replace(/s$/, ""), value: (_, value) => (value === null || value === undefined ? "–" : name(value)) }, ...series],
    };
    place.replaceChildren();
    drawn.set(place, new uPlot(options, [xs, ...values], place));
  };

  const all = () => {
    for (const place of document.querySelectorAll("[data-chart]")) if (place.clientWidth) draw(place);
  };
  let waiting = 0;
  const soon = () => { clearTimeout(waiting); waiting = setTimeout(all, 60); };
  addEventListener("resize", soon);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", soon);
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", all); else all();
})();
