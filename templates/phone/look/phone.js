// The page's manners: Enter sends, the thread shows the newest text, new texts and moved time are read out. Forms work without it.
(() => {
  "use strict";
  const byId = (id) => document.getElementById(id);
  const composer = byId("composer");
  const box = byId("body");
  const thread = byId("thread");
  const KEPT = 5; // texts that stay in the log that is read out
  const NEAR = 40; // pixels from the end that still count as the end

  const seen = () => thread.querySelectorAll(".text").length;
  const toNewest = () => (thread.scrollTop = thread.scrollHeight);
  const atEnd = () => thread.scrollHeight - thread.scrollTop - thread.clientHeight < NEAR;

  let count = seen();
  let wasAtEnd = true;
  let unsent = "";
  toNewest();
  document.fonts?.ready.then(toNewest);

  box.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      if (box.value.trim()) composer.requestSubmit();
    }
  });

  function readOut(texts) {
    const log = byId("heard");
    for (const text of texts) {
      if (text.classList.contains("person")) continue;
      const line = document.createElement("p");
      line.textContent = text.querySelector(".bubble").textContent;
      log.append(line);
    }
    while (log.children.length > KEPT) log.firstElementChild.remove();
  }

  function settle() {
    const texts = [...thread.querySelectorAll(".text")];
    const added = texts.length - count;
    if (added > 0) readOut(texts.slice(-added));
    if (added > 0 || wasAtEnd) toNewest();
    count = texts.length;
  }

  const told = byId("told");
  let since = "";
  const clock = () => byId("clock").querySelector("time").getAttribute("datetime");
  const spoken = () => byId("clock").querySelector("time").textContent.trim().replace(/\s+/g, " ");

  document.body.addEventListener("htmx:beforeRequest", ({ target }) => {
    if (target.id !== "travel") return;
    since = `${clock()} ${count}`;
    told.textContent = told.dataset.moving;
  });
  document.body.addEventListener("htmx:beforeSend", ({ target }) => {
    if (target !== composer) return;
    unsent = box.value;
    box.value = "";
    box.focus();
  });
  document.body.addEventListener("htmx:beforeSwap", () => (wasAtEnd = atEnd()));
  document.body.addEventListener("htmx:afterSettle", settle);
  document.body.addEventListener("htmx:afterRequest", ({ target, detail }) => {
    byId("lost").textContent = detail.successful ? "" : byId("lost").dataset.words;
    if (target === composer && !detail.successful && !box.value) box.value = unsent;
    if (target.id !== "travel") return;
    const moved = since !== `${clock()} ${count}`;
    told.textContent = moved ? `${told.dataset.moved} ${spoken()}.` : told.dataset.nothing;
  });
})();
