// Draws the readings of trust over time: a line a measure, an upright line for each change of stage. The table below holds the same.
"use strict";
(() => {
  const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const INKS = { light: ["#1f55a5", "#17653f", "#8a3b9c", "#a35200", "#5b6675"], dark: ["#8cb6ff", "#83d8aa", "#dca0ec", "#f0b46a", "#b3bfce"] };
  const theme = () => (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
  const drawn = new Map();

  const turns = (found) => ({
    hooks: {
      draw: [(chart) => {
        const { ctx } = chart;
        ctx.save();
        ctx.font = `${11 * devicePixelRatio}px system-ui, sans-serif`;
        let last = -1e9;
        for (const turn of found) {
          const x = Math.round(chart.valToPos(turn.at, "x", true));
          if (x < chart.bbox.left || x > chart.bbox.left + chart.bbox.width) continue;
          ctx.strokeStyle = turn.back ? colour("--danger") : colour("--soft");
          ctx.setLineDash(turn.back ? [] : [4, 4]);
          ctx.lineWidth = devicePixelRatio * (turn.back ? 1.5 : 1);
          ctx.beginPath();
          ctx.moveTo(x, chart.bbox.top);
          ctx.lineTo(x, chart.bbox.top + chart.bbox.height);
          ctx.stroke();
          if (x - last > 14 * devicePixelRatio) {
            ctx.save();
            ctx.translate(x + 3 * devicePixelRatio, chart.bbox.top + chart.bbox.height - 4 * devicePixelRatio);
            ctx.rotate(-Math.PI / 2);
            ctx.textBaseline = "top";
            ctx.fillStyle = turn.back ? colour("--danger") : colour("--soft");
            ctx.fillText(turn.name, 0, 0);
            ctx.restore();
            last = x;
          }
        }
        ctx.restore();
      }],
    },
  });

  const draw = (place) => {
    const found = JSON.parse(place.dataset.trust);
    const old = drawn.get(place);
    if (old) old.destroy();
    const first = found.lines[0];
    const scales = new Map();
    for (const line of found.lines) scales.set(`${line.low}-${line.high}`, [line.low, line.high]);
    const keys = [...scales.keys()];
    const axis = (key, side) => ({
      scale: key, side, stroke: colour("--soft"), size: 34, font: "12px system-ui, sans-serif",
      grid: { show: side === 3, stroke: colour("--line"), width: 1 }, ticks: { show: false },
      splits: () => { const [low, high] = scales.get(key); return high - low > 7 ? [0, 2, 4, 6, 8, 10] : Array.from({ length: high - low + 1 }, (_, nth) => low + nth); },
    });
    const times = [...found.times.map((at) => at), ...found.turns.map((turn) => turn.at)];
    const from = Math.min(...times), to = Math.max(...times);
    const room = Math.max((to - from) * 0.04, 86400);
    const options = {
      width: place.clientWidth, height: Math.max(230, Math.min(320, place.clientWidth * 0.6)),
      legend: { live: true },
      cursor: { points: { size: 8 } },
      scales: { x: { time: true, range: [from - room, to + room] }, ...Object.fromEntries([...scales].map(([key, [low, high]]) => [key, { range: [low - 0.4, high + 0.4] }])) },
      axes: [
        { stroke: colour("--soft"), font: "12px system-ui, sans-serif", grid: { show: false }, ticks: { show: false } },
        axis(keys[0], 3), ...(keys.length > 1 ? [axis(keys[1], 1)] : []),
      ],
      series: [
        { label: "Day", value: "{D} {MMM} {YYYY}" },
        ...found.lines.map((line, nth) => ({
          label: `${line.name} (${line.low} to ${line.high})`, scale: `${line.low}-${line.high}`, stroke: INKS[theme()][nth % 5], width: 2,
          dash: line.low === first.low && line.high === first.high ? undefined : [6, 4], spanGaps: true, points: { show: true, size: 7, fill: INKS[theme()][nth % 5] },
        })),
      ],
      plugins: [turns(found.turns)],
    };
    place.replaceChildren();
    drawn.set(place, new uPlot(options, [found.times, ...found.lines.map((line) => line.values)], place));
  };

  const all = () => {
    for (const place of drawn.keys()) if (!place.isConnected) { drawn.get(place).destroy(); drawn.delete(place); }
    for (const place of document.querySelectorAll("[data-trust]")) if (place.clientWidth) draw(place);
  };
  let waiting = 0;
  const soon = () => { clearTimeout(waiting); waiting = setTimeout(all, 60); };
  document.addEventListener("htmx:afterSettle", soon);
  document.addEventListener("htmx:oobAfterSwap", (event) => { if (event.detail.target.id === "panel") soon(); });
  addEventListener("resize", soon);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", soon);
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", soon); else soon();
})();
