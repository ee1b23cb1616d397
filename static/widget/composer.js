// The text field: grows with the text, Enter sends, Shift+Enter breaks the line, and an input method's Enter is its own.
import { config, say } from "./words.js";

const NEAR_LIMIT = 200;

export class Composer {
  /** @param {(text: string) => void} send @param {() => void} begin the visitor started to write */
  constructor(form, send, begin) {
    this.form = form;
    this.field = form.elements.text;
    this.button = form.querySelector("button[type=submit]");
    this.counter = document.getElementById("counter");
    this.send = send;
    this.begin = begin;
    form.addEventListener("submit", (event) => { event.preventDefault(); this.submit(); });
    this.field.addEventListener("keydown", (event) => this.key(event));
    this.field.addEventListener("input", () => this.update());
    this.update();
  }

  key(event) {
    const isComposing = event.isComposing || event.keyCode === 229; // 229: Safari ends a composition before its keydown
    if (event.key !== "Enter" || event.shiftKey || isComposing) return;
    event.preventDefault();
    this.submit();
  }

  update() {
    const length = [...this.field.value].length;
    const left = config.limit - length;
    const isTooLong = left < 0;
    this.field.style.height = "auto";
    this.field.style.height = `${Math.min(this.field.scrollHeight, 132)}px`;
    this.counter.hidden = left > NEAR_LIMIT;
    this.counter.textContent = isTooLong ? say("too_long", { over: -left }) : say("left", { left });
    this.counter.classList.toggle("over", isTooLong);
    this.field.setAttribute("aria-invalid", String(isTooLong));
    this.button.disabled = isTooLong || !this.field.value.trim();
    if (length) this.begin();
  }

  submit() {
    const text = this.field.value.trim();
    if (!text || this.button.disabled) return;
    this.field.value = "";
    this.update();
    this.send(text);
    this.field.focus();
  }

  focus() {
    this.field.focus({ preventScroll: true });
  }
}
