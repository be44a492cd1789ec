// Manners of the console: forms carry their token, times stay current, parts are not torn from under a hand, troubles are told.
"use strict";
(() => {
  const meta = (name) => document.querySelector(`meta[name="${name}"]`);
  const UNITS = [[5184000, 2592000, "mo"], [172800, 86400, "d"], [3600, 3600, "h"], [60, 60, "min"]];
  let ahead = meta("coach-now") ? new Date(meta("coach-now").content) - Date.now() : 0;

  const length = (seconds) => {
    const unit = UNITS.find(([least]) => seconds >= least);
    return unit ? `${Math.floor(seconds / unit[1])} ${unit[2]}` : "under a minute";
  };
  const tick = () => {
    const now = Date.now() + ahead;
    for (const time of document.querySelectorAll("time[data-since]")) {
      time.textContent = `${length((now - new Date(time.dateTime)) / 1000)} ago`;
    }
    for (const time of document.querySelectorAll("time[data-lasting]")) {
      time.textContent = length((now - new Date(time.dateTime)) / 1000);
    }
    for (const time of document.querySelectorAll("time[data-until]")) {
      const left = (new Date(time.dateTime) - now) / 1000;
      time.textContent = left > 0 ? `in ${length(left)}` : `${length(-left)} late`;
      time.classList.toggle("late", left <= 0);
      time.classList.toggle("soon", left > 0 && left < 900);
    }
  };

  // A part in use: somebody types in it, or has opened something in it. It is left alone until they are done.
  const inUse = (part) => {
    const focus = document.activeElement;
    const typing = focus && part.contains(focus) && focus.matches("input:not([type=hidden]), textarea, select");
    return typing || part.querySelector("details[open] > input, .take details[open]") || part.querySelector(".peek:not(:empty)");
  };

  const title = document.title;
  const count = () => {
    const alerts = document.querySelector("[data-part][data-danger]");
    const open = alerts ? Number(alerts.dataset.count) : 0;
    document.title = open ? `(${open}) ${title}` : title;
    return open;
  };
  const say = (words) => { const told = document.getElementById("told"); if (told) told.textContent = words; };
  const trouble = (words) => { const place = document.getElementById("trouble"); if (place) place.textContent = words || ""; };

  const on = (name, act) => document.addEventListener(`htmx:${name}`, act);
  on("configRequest", (event) => {
    if (meta("csrf-token")) event.detail.headers["X-CSRFToken"] = meta("csrf-token").content;
  });
  on("afterRequest", (event) => {
    const server = event.detail.xhr && event.detail.xhr.getResponseHeader("Coach-Now");
    if (server) ahead = new Date(server) - Date.now();
    if (event.detail.successful) trouble("");
    tick();
  });
  let before = 0;
  let asked = false;
  on("beforeRequest", (event) => { asked = !event.detail.elt.matches("[data-poller]"); });
  on("oobBeforeSwap", (event) => {
    if (!asked && inUse(event.detail.target)) event.preventDefault();
  });
  on("oobAfterSwap", (event) => {
    const open = count();
    const part = event.detail.target.id ? document.getElementById(event.detail.target.id) : null;
    if (part && part.dataset.words && open > before) say(`${part.dataset.words}. ${open}.`);
    before = open;
    tick();
  });
  on("sendError", () => trouble(document.getElementById("trouble")?.dataset.away));
  on("responseError", (event) => {
    if (event.detail.xhr.status >= 500) trouble(document.getElementById("trouble")?.dataset.away);
    else trouble(document.getElementById("trouble")?.dataset.refused);
  });

  // Last words: a second press puts them away again.
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-peek]");
    if (!button) return;
    const place = document.getElementById(button.getAttribute("aria-controls"));
    const open = button.getAttribute("aria-expanded") === "true";
    button.setAttribute("aria-expanded", String(!open));
    if (open) { place.replaceChildren(); event.preventDefault(); event.stopImmediatePropagation(); }
  }, true);

  // Menus close when something else is pressed, or Escape.
  document.addEventListener("click", (event) => {
    for (const menu of document.querySelectorAll("details.me[open]")) if (!menu.contains(event.target)) menu.open = false;
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of document.querySelectorAll("details.me[open]")) { menu.open = false; menu.querySelector("summary").focus(); }
  });

  document.addEventListener("DOMContentLoaded", () => { before = count(); tick(); setInterval(tick, 10000); });
  if (document.readyState !== "loading") { before = count(); tick(); setInterval(tick, 10000); }
})();
