// Keys. They act only outside of fields, and a person can switch them off.
(() => {
  "use strict";
  const STORE = "onrecord-keys";
  let on = true;
  try { on = localStorage.getItem(STORE) !== "off"; } catch { /* no storage: keys stay on */ }

  // Pages tell nobody where they were opened from, so the tab remembers that it was here before.
  let cameFromHere = false;
  try {
    cameFromHere = sessionStorage.getItem(STORE) === "here";
    sessionStorage.setItem(STORE, "here");
  } catch { /* then Esc leads up */ }

  const dialog = document.getElementById("keys");
  const typing = (target) => target.closest("input:not([type=checkbox]), textarea, select, [contenteditable]");
  const items = () => [...document.querySelectorAll("[data-item]")].filter((item) => item.offsetParent !== null);
  const opener = (item) => item.querySelector("a[data-main]") || item.querySelector("h2 a, .where a, a, button");
  let current = null;

  const tell = (words) => { document.getElementById("told").textContent = words; };

  // The selected item is in the address, so that it can be shared and comes back.
  const select = (item) => {
    current?.classList.remove("on");
    current = item;
    item.classList.add("on");
    const link = opener(item);
    (link || item).focus({ preventScroll: true });
    item.scrollIntoView({ block: "nearest" });
    if (item.id) history.replaceState(null, "", "#" + item.id);
    item.dispatchEvent(new CustomEvent("selected", { bubbles: true }));
  };

  const move = (step) => {
    const all = items();
    if (!all.length) return;
    const focused = document.activeElement?.closest("[data-item]") || current;
    const at = all.indexOf(focused);
    const next = at < 0 ? (step > 0 ? 0 : all.length - 1) : Math.min(Math.max(at + step, 0), all.length - 1);
    select(all[next]);
  };

  const back = () => {
    const up = document.querySelector("link[rel=up]");
    if (cameFromHere && history.length > 1) history.back();
    else if (up) location.href = up.href;
  };

  const actions = {
    "/": () => document.getElementById("q").focus(),
    "?": () => dialog.showModal(),
    j: () => move(1),
    k: () => move(-1),
    h: () => move(1),
    c: () => document.getElementById("show-chrome")?.click(),
  };

  // What the page itself says a key does: a button or link of the selected item, or of the page as a whole.
  const press = (event) => {
    const key = (event.shiftKey && event.key.length > 1 ? "Shift+" : "") + event.key;
    const control = `[data-key="${CSS.escape(key)}"]`;
    const item = document.activeElement?.closest("[data-item]") || current;
    const found = item?.querySelector(control)
      || [...document.querySelectorAll(control)].find((other) => !other.closest("[data-item]"));
    if (!found) return;
    event.preventDefault();
    if (found.matches("details")) {
      found.open = true;
      found.querySelector("input:not([type=hidden]), select")?.focus();
    } else {
      // A form that misses something (the name, the first time) shows what instead of going off.
      found.click();
    }
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    if (event.key === "Escape") {
      if (dialog.open) return;
      if (typing(event.target)) event.target.blur();
      else back();
      return;
    }
    if (!on || dialog.open || typing(event.target)) return;
    if (actions[event.key]) {
      event.preventDefault();
      actions[event.key]();
    } else {
      press(event);
      document.dispatchEvent(new CustomEvent("onrecord-key", { detail: { key: event.key, item: current, event } }));
    }
  });

  document.getElementById("show-keys").addEventListener("click", (event) => {
    event.preventDefault();
    dialog.showModal();
  });

  for (const part of document.querySelectorAll(".keys-switch")) {
    part.hidden = false;
    const box = part.querySelector("input");
    box.checked = on;
    box.addEventListener("change", () => {
      on = box.checked;
      try { localStorage.setItem(STORE, on ? "on" : "off"); } catch { /* holds for this page then */ }
      for (const other of document.querySelectorAll("[data-keys-switch]")) other.checked = on;
      tell(on ? "Keys are on" : "Keys are off");
    });
  }

  // After a decision the next item is selected.
  if (location.hash === "#next" && items().length) select(items()[0]);

  const named = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (named?.matches?.("[data-item]")) {
    current = named;
    named.classList.add("on");
  }
  window.onrecord = { tell, select };
})();
