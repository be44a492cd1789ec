// Manners of the list of participants: how many are ticked, all of a page at once, and the address that follows the filter.
"use strict";
(() => {
  const $ = (selector, from = document) => from.querySelector(selector);
  const boxes = () => [...document.querySelectorAll('[data-bulk] input[name="journey"]')];

  const count = () => {
    const form = $("[data-bulk]");
    if (!form) return;
    const all = $("[data-all]", form), words = $("[data-ticked]", form), everybody = $("[data-everybody]", form);
    const ticked = boxes().filter((box) => box.checked).length;
    all.closest("label").hidden = false;
    all.checked = ticked > 0 && ticked === boxes().length;
    all.indeterminate = ticked > 0 && ticked < boxes().length;
    words.textContent = ticked ? `${ticked} ${words.dataset.some}` : words.dataset.none;
    form.toggleAttribute("data-some", ticked > 0 || Boolean(everybody && everybody.checked));
  };

  let last = null;
  document.addEventListener("click", (event) => {
    const kept = $(".keep[open]");
    if (kept && !kept.contains(event.target)) kept.open = false;
    const box = event.target.closest && event.target.closest('input[name="journey"]');
    if (!box) return;
    if (event.shiftKey && last && last.isConnected) {
      const found = boxes(), [from, to] = [found.indexOf(last), found.indexOf(box)].sort((a, b) => a - b);
      for (const one of found.slice(from, to + 1)) one.checked = box.checked;
    }
    last = box;
    count();
  });
  document.addEventListener("change", (event) => {
    if (event.target.matches("[data-all]")) for (const box of boxes()) box.checked = event.target.checked;
    if (event.target.matches('[data-all], [data-everybody], input[name="journey"]')) count();
  });
  document.addEventListener("htmx:afterSettle", (event) => {
    if (event.detail.target.id !== "people") return;
    const people = $("#people"), told = $("#told");
    history.replaceState(history.state, "", people.dataset.address);
    if (told) told.textContent = people.dataset.words;
    count();
  });
  document.addEventListener("keydown", (event) => {
    const field = $("#words");
    if (event.key === "/" && field && !event.ctrlKey && !event.metaKey && !event.altKey && !event.target.matches("input, textarea, select")) { event.preventDefault(); field.focus(); }
    if (event.key === "Escape") { const keep = $(".keep[open]"); if (keep) { keep.open = false; $("summary", keep).focus(); } }
  });

  const begin = () => {
    const filters = $(".filter-box");
    if (filters && matchMedia("(max-width: 60rem)").matches) filters.open = "some" in filters.dataset;
    const show = $(".people-filters .show");
    if (show && window.htmx) show.hidden = true;
    count();
  };
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", begin); else begin();
})();
