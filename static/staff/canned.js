// Canned replies in the box of a reply: from their list, or by a slash and their shortcut. Words in braces that no row
// could fill are pointed at, and nothing is sent before somebody has put in what they stand for.

import { openers } from "./shortcuts.js";

const TYPED = /(^|\s)\/([\p{L}\p{N}_-]+)$/u;
const UNFILLED = /\{\w+\}/;

export function cannedReplies(field, { hint, words }) {
  const replies = JSON.parse(document.getElementById("canned-replies").textContent);
  const dialog = document.getElementById("canned");
  openers(dialog);

  function insert(text, from, to) {
    field.setRangeText(text, from, to, "end");
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.focus();
    pointOut();
  }

  /** Selects the first word in braces, so that typing replaces it. */
  function pointOut() {
    const found = UNFILLED.exec(field.value);
    hint.textContent = found ? words.unfilled.replace("%(what)s", found[0]) : "";
    if (found) field.setSelectionRange(found.index, found.index + found[0].length);
    return Boolean(found);
  }

  /** Puts in the reply whose shortcut stands before the caret; whether there was one. */
  function expand() {
    const typed = TYPED.exec(field.value.slice(0, field.selectionStart));
    const reply = typed && replies.find((each) => each.shortcut === typed[2].toLowerCase());
    if (reply) insert(reply.text, field.selectionStart - typed[2].length - 1, field.selectionStart);
    return Boolean(reply);
  }

  field.addEventListener("keydown", (event) => {
    if ([" ", "Tab", "Enter"].includes(event.key) && !event.isComposing && expand()) {
      event.preventDefault();
      event.stopImmediatePropagation();
    }
  });
  field.addEventListener("input", () => (hint.textContent = ""));
  dialog.addEventListener("click", ({ target }) => {
    const row = target.closest("[data-reply]");
    if (!row) return;
    dialog.close();
    insert(replies[row.dataset.reply].text, field.selectionStart, field.selectionEnd);
  });
  dialog.querySelector("input")?.addEventListener("input", ({ target }) => {
    const wanted = target.value.toLowerCase();
    for (const row of dialog.querySelectorAll("li")) row.hidden = !row.textContent.toLowerCase().includes(wanted);
  });
  return { isUnfilled: pointOut };
}
