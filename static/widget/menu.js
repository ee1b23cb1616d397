// The header's buttons. The menu is a native popover, so Escape and an outside click close it first.

export class Menu {
  constructor({ restart, end, close }) {
    this.panel = document.getElementById("menu");
    this.button = document.getElementById("more");
    const run = (id, action) => document.getElementById(id).addEventListener("click", () => { this.panel.hidePopover(); action(); });
    run("restart", restart);
    run("end", end);
    document.getElementById("close").addEventListener("click", close);
    this.panel.addEventListener("toggle", (event) => {
      this.button.setAttribute("aria-expanded", String(event.newState === "open"));
      if (event.newState === "open") this.panel.querySelector("button, a").focus();
    });
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && !event.isComposing && !this.panel.matches(":popover-open")) close();
    });
  }
}
