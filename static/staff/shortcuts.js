// Single keys that do what buttons do, listed in the page's dialog and switched off there (WCAG 2.1.4): whoever speaks to
// their device types letters without meaning to.

const KEPT = "shortcuts";
const isOn = () => localStorage.getItem(KEPT) !== "off";
const TYPED_IN = "input, textarea, select, [contenteditable], dialog";

/** ``actions`` by key; "?" shows the dialog. */
export function shortcuts(actions) {
  const dialog = document.getElementById("shortcuts");
  const box = document.getElementById("shortcuts-on");
  box.checked = isOn();
  box.addEventListener("change", () => localStorage.setItem(KEPT, box.checked ? "on" : "off"));
  openers(dialog);
  document.addEventListener("keydown", (event) => {
    if (!isOn() || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.target.closest(TYPED_IN) || document.querySelector("dialog[open]")) return;
    const action = event.key === "?" ? () => dialog.showModal() : actions[event.key.toLowerCase()];
    if (!action) return;
    event.preventDefault();
    action();
  });
}

/** The buttons that open a dialog. */
export function openers(dialog) {
  for (const button of document.querySelectorAll(`[data-opens="${dialog.id}"]`)) {
    button.hidden = false;
    button.addEventListener("click", () => dialog.showModal());
  }
}
