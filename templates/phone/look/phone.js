// The page's manners: Enter sends, the thread shows the newest text, new texts and moved time are read out. Forms work without it.
(() => {
  "use strict";
  const byId = (id) => document.getElementById(id);
  const composer = byId("composer");
  const box = byId("body");
  const thread = byId("thread");
  const KEPT = 5; // texts that stay in the log that is read out
  const SOON = [150, 400, 700]; // milliseconds after which an answer is looked for

  const seen = () => thread.querySelectorAll(".text").length;
  const toNewest = () => (thread.scrollTop = 0); // the thread is laid out from its end: 0 is the newest, further up is negative

  let count = seen();
  let unsent = "";

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
    if (added > 0) {
      readOut(texts.slice(-added));
      toNewest();
    }
    count = texts.length;
  }

  // What stands there already is not said again.
  function say(place, words) {
    if (place.textContent !== words) place.textContent = words;
  }

  const told = byId("told");
  const tell = (words, seen = false) => {
    told.classList.toggle("visually-hidden", !seen);
    say(told, words);
  };
  let since = "";
  const clock = () => byId("clock").querySelector("time").getAttribute("datetime");
  const spoken = () => byId("clock").querySelector("time").textContent.trim().replace(/\s+/g, " ");

  document.body.addEventListener("htmx:beforeRequest", ({ target }) => {
    if (target.id !== "travel") return;
    since = `${clock()} ${count}`;
    tell(told.dataset.moving);
  });
  document.body.addEventListener("htmx:beforeSend", ({ target }) => {
    if (target !== composer) return;
    unsent = box.value;
    box.value = "";
    box.focus();
  });
  document.body.addEventListener("htmx:afterSettle", settle);

  function sent(well) {
    if (well) SOON.forEach((after) => setTimeout(() => htmx.trigger("#look", "soon"), after));
    else if (!box.value) box.value = unsent;
  }

  document.body.addEventListener("htmx:afterRequest", ({ target, detail }) => {
    say(byId("lost"), detail.successful ? "" : byId("lost").dataset.words);
    if (target === composer) sent(detail.successful);
    if (target.id !== "travel") return;
    const moved = since !== `${clock()} ${count}`;
    tell(moved ? `${told.dataset.moved} ${spoken()}.` : told.dataset.nothing, !moved);
  });
})();
