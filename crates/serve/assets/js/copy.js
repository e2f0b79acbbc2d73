// "Copy citation".
(() => {
  "use strict";
  for (const button of document.querySelectorAll("button.copy")) {
    button.hidden = false;
    button.addEventListener("click", async () => {
      const source = button.parentElement.querySelector("pre");
      try {
        await navigator.clipboard.writeText(source.textContent);
        window.onrecord.tell("Citation copied");
        button.textContent = "Copied";
      } catch {
        getSelection().selectAllChildren(source);
        window.onrecord.tell("Press Ctrl+C to copy the selected citation");
      }
    });
  }
})();
