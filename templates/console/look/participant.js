// Manners of a participant's page: the newest text in sight, Ctrl and Enter sends, replies kept ready go into the field, their clock runs.
"use strict";
(() => {
  const $ = (selector) => document.querySelector(selector);
  const narrow = () => matchMedia("(max-width: 60rem)").matches;
  const scroller = () => $(".talk-scroll");
  let near = true;

  const toNewest = () => {
    const box = scroller();
    if (!box) return;
    if (!narrow()) box.scrollTop = box.scrollHeight;
    else if ($('.panel[data-tab="texts"]')) window.scrollTo(0, document.body.scrollHeight);
  };
  const isNear = () => {
    const box = scroller();
    if (!box) return false;
    if (narrow()) return window.innerHeight + window.scrollY > document.body.scrollHeight - 160;
    return box.scrollTop + box.clientHeight > box.scrollHeight - 120;
  };

  const clocks = () => {
    const meta = $('meta[name="coach-now"]');
    if (!meta) return;
    const now = new Date(Date.now() + offset);
    for (const time of document.querySelectorAll("time[data-clock]")) {
      time.textContent = new Intl.DateTimeFormat("en-GB", { timeZone: time.dataset.clock, hour: "2-digit", minute: "2-digit" }).format(now);
    }
  };
  const started = $('meta[name="coach-now"]');
  let offset = started ? new Date(started.content) - Date.now() : 0;

  document.addEventListener("htmx:afterRequest", (event) => {
    const server = event.detail.xhr && event.detail.xhr.getResponseHeader("Coach-Now");
    if (server) { offset = new Date(server) - Date.now(); clocks(); }
  });
  document.addEventListener("htmx:oobBeforeSwap", (event) => { if (event.detail.target.id === "thread") near = isNear(); });
  document.addEventListener("htmx:oobAfterSwap", (event) => {
    const id = event.detail.target.id;
    if (id === "thread" && near) toNewest();
    if (id === "write") { const field = $("#words"); if (field && !narrow()) field.focus(); }
    if (id === "head") clocks();
  });
  document.addEventListener("htmx:afterSettle", (event) => {
    if (event.detail.target.id !== "panel") return;
    const link = event.detail.requestConfig && event.detail.requestConfig.elt;
    if (link && link.href && link.href !== location.href) history.pushState(null, "", link.href);
    const current = $('.panel .tabs a[aria-current]');
    if (current) { current.scrollIntoView({ block: "nearest", inline: "center" }); current.focus({ preventScroll: true }); }
    if ($("#panel").dataset.tab === "texts") toNewest();
  });

  addEventListener("popstate", () => location.reload());

  document.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && event.target.matches("[data-write] textarea")) {
      event.preventDefault();
      event.target.form.requestSubmit();
    }
    if (event.key === "Escape") {
      const open = $(".canned[open]");
      if (open) { open.open = false; open.querySelector("summary").focus(); }
    }
  });
  document.addEventListener("click", (event) => {
    const ready = event.target.closest("[data-say]");
    const open = $(".canned[open]");
    if (ready) {
      event.preventDefault();
      const field = $("#words");
      field.value = ready.dataset.say;
      open.open = false;
      field.focus();
      field.dispatchEvent(new Event("input", { bubbles: true }));
    } else if (open && !open.contains(event.target)) open.open = false;
  });

  const begin = () => {
    clocks();
    setInterval(clocks, 10000);
    const tab = $('.panel .tabs a[aria-current]');
    if (tab) tab.scrollIntoView({ block: "nearest", inline: "center" });
    toNewest();
    const head = $(".whole-head");
    if (head) new IntersectionObserver(([seen]) => head.parentElement.classList.toggle("head-gone", !seen.isIntersecting)).observe(head);
  };
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", begin); else begin();
})();
