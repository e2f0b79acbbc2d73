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
  text.addEventListener("mouseover", (event) => light(statement(event.target)));
  text.addEventListener("mouseleave", () => light(statement(document.activeElement)));
  text.addEventListener("focusin", (event) => light(statement(event.target)));

  // The other tellings of the statement that is selected are open, those of the others closed.
  text.addEventListener("selected", (event) => {
    text.querySelectorAll("details.others[open]").forEach((other) => { other.open = false; });
    const others = event.target.querySelector("details.others");
    if (others) others.open = true;
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
