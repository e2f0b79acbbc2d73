// The reader: a statement's marks and its note light up together; [ and ] walk its marked words.
(() => {
  "use strict";
  const text = document.querySelector(".reader .text");
  if (!text) return;
  const parts = (n) => text.querySelectorAll(`[data-s="${CSS.escape(n)}"]`);

  let lit = null;
  const light = (n) => {
    if (n === lit) return;
    if (lit) parts(lit).forEach((part) => part.classList.remove("lit"));
    if (n) parts(n).forEach((part) => part.classList.add("lit"));
    lit = n;
  };
  const statement = (target) => target.closest?.("[data-s]")?.dataset.s || null;

  // Under the pointer a statement shows its other tellings in a corner; what stands there is in its note, too.
  const tray = document.createElement("div");
  tray.className = "tray";
  tray.hidden = true;
  tray.setAttribute("aria-hidden", "true");
  document.body.append(tray);
  const others = (n) => n && text.querySelector(`.note[data-s="${CSS.escape(n)}"] details.others`);
  const show = (n) => {
    const told = others(n);
    if (!n || told?.open) tray.hidden = true;
    if (!told || told.open) return;
    const list = told.querySelector("ul").cloneNode(true);
    list.querySelectorAll("a").forEach((link) => link.replaceWith(...link.childNodes));
    const head = document.createElement("p");
    head.textContent = told.querySelector("summary").textContent;
    tray.replaceChildren(head, list);
    tray.hidden = false;
  };
  text.addEventListener("mouseover", (event) => {
    const n = statement(event.target);
    light(n);
    show(n);
  });
  text.addEventListener("mouseleave", (event) => {
    light(statement(document.activeElement));
    if (!tray.contains(event.relatedTarget)) tray.hidden = true;
  });
  tray.addEventListener("mouseleave", () => { tray.hidden = true; });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || tray.hidden) return;
    tray.hidden = true;
    event.preventDefault();
  }, true);

  // In focus the note itself opens them.
  text.addEventListener("focusin", (event) => {
    const n = statement(event.target);
    light(n);
    tray.hidden = true;
    const told = others(n);
    if (told && event.target.matches(".no, .num") && event.target.matches(":focus-visible")) told.open = true;
  });

  // The other tellings of the statement that is selected are open, those of the others closed.
  text.addEventListener("selected", (event) => {
    text.querySelectorAll("details.others[open]").forEach((other) => { other.open = false; });
    const told = others(event.target.dataset.s);
    if (told) told.open = true;
    light(event.target.dataset.s);
    event.target.scrollIntoView({ block: "nearest" });
  });

  let at = -1;
  let marked = null;
  document.addEventListener("onrecord-key", ({ detail }) => {
    if (detail.key !== "[" && detail.key !== "]") return;
    const n = detail.item?.dataset?.s || lit;
    if (!n) return;
    const spans = [...parts(n)].filter((part) => part.matches("span"));
    if (!spans.length) return;
    if (!spans.includes(marked)) at = detail.key === "]" ? -1 : 0;
    at = (at + (detail.key === "]" ? 1 : -1) + spans.length) % spans.length;
    marked?.classList.remove("at-span");
    marked = spans[at];
    marked.classList.add("at-span");
    marked.scrollIntoView({ block: "nearest" });
    const role = marked.classList.contains("src") ? "who says it" : marked.classList.contains("cue") ? "marks it as said" : "what is said";
    window.onrecord.tell(`${role}: ${marked.textContent}`);
  });
})();
