// The visible transcript: one article per message, labelled by who said it, in the order of the server's sequence.
import { drawCard } from "./cards.js";
import { bookingCard } from "./booking.js";
import { orderCard } from "./order.js";
import { element, linked } from "./elements.js";
import { timeOf } from "./times.js";
import { say } from "./words.js";

const AT_END_PX = 80;
const PAUSE_MS = 5 * 60_000;

export class Transcript {
  /** @param {(reply: {label: string, text: string}) => void} choose a quick reply was pressed */
  constructor(log, choose, retry) {
    Object.assign(this, { log, choose, retry, entries: new Map(), sequences: new Set(), last: 0, streaming: null, typing: null });
    log.addEventListener("keydown", (event) => this.walk(event));
  }

  speaker(message) {
    if (message.role === "customer") return say("you");
    if (message.role === "staff") return message.author || message.agent || say("staff");
    return message.role === "system" ? say("notice") : say("assistant");
  }

  /** Show a message of the server; one already shown is replaced. Returns whether it is new. */
  show(message) {
    const known = this.entries.get(message.id) || this.entries.get(message.client_message_id);
    this.count(message.sequence);
    if (message.role !== "customer") this.stopTyping();
    if (message.role === "agent" && this.streaming) this.endStream();
    const entry = this.draw(message);
    entry.querySelectorAll("[data-reference]").forEach((card) => this.dropLoose(card.dataset.reference));
    if (message.client_message_id) this.entries.set(message.client_message_id, entry);
    this.entries.set(message.id, entry);
    if (known) this.replace(known, entry);
    else this.place(entry);
    (message.cards || []).filter((card) => card.reference).forEach((card) => this.showBooking(card));
    return !known;
  }

  /** The first words, above all that came meanwhile. */
  begin(message) {
    this.show(message);
    this.log.prepend(this.entries.get(message.id));
  }

  /** Something that is no message, at the end. */
  append(card) {
    const isAtEnd = this.isAtEnd();
    this.log.append(element("div", { class: "message agent loose" }, card));
    if (isAtEnd) this.toEnd();
  }

  /** `last` is the last sequence before which nothing is missing: what came after is asked for again. */
  count(sequence) {
    this.sequences.add(sequence);
    while (this.sequences.delete(this.last + 1)) this.last += 1;
  }

  replace(known, entry) {
    known.replaceWith(entry);
    entry.classList.toggle("close", known.classList.contains("close"));
  }

  /** The visitor's own message at once, before the server has it. */
  pend(clientMessageId, text) {
    this.retireReplies();
    const entry = this.draw({ role: "customer", text, created_at: new Date().toISOString() });
    this.entries.set(clientMessageId, entry);
    this.place(entry);
    this.mark(clientMessageId, "sending");
    this.toEnd();
  }

  /** @param {"sending" | "sent" | "failed"} state @param {string} reason what the server said, for people */
  mark(clientMessageId, state, reason = "", canRetry = !reason) {
    const entry = this.entries.get(clientMessageId);
    if (!entry) return;
    entry.dataset.state = state;
    entry.querySelector(".delivery")?.remove();
    if (state === "sent") return;
    const note = element("p", { class: "delivery" }, reason || say(state));
    if (state === "failed" && canRetry) {
      note.append(" ", element("button", { type: "button", class: "plain", onclick: () => this.retry(clientMessageId) }, say("retry")));
    }
    entry.append(note);
  }

  draw(message) {
    const speaker = this.speaker(message);
    const stamp = message.created_at ? element("time", { datetime: message.created_at }, timeOf(message.created_at)) : null;
    const extras = [
      ...(message.cards || []).map((card) => drawCard(card, this.choose)),
      this.sources(message.citations || []),
      this.replies(message.quick_replies || []),
    ];
    return element(
      "article",
      { class: `message ${message.role}`, "aria-label": speaker, "data-sequence": String(message.sequence || "") },
      element("p", { class: "by" }, element("span", { class: message.role === "staff" ? "" : "hidden" }, speaker), " ", stamp),
      message.text ? element("div", { class: "bubble", dir: "auto" }, linked(message.text)) : null,
      ...extras,
    );
  }

  sources(citations) {
    if (!citations.length) return null;
    const items = citations.map((source) => {
      const title = `${source.n}. ${source.title}`;
      const isHere = /^\/documents\/[\w/-]+$/.test(source.source || "");
      const told = isHere ? element("a", { href: source.source, target: "_blank", rel: "noopener" }, title) : title;
      return element("li", { dir: "auto" }, told);
    });
    return element("ul", { class: "sources", "aria-label": say("sources") }, ...items);
  }

  replies(replies) {
    if (!replies.length) return null;
    const buttons = replies.map((reply) =>
      element("button", { type: "button", class: "reply", dir: "auto", onclick: () => this.choose(reply) }, reply.label));
    return element("div", { class: "replies", role: "group", "aria-label": say("suggestions") }, ...buttons);
  }

  /** Answers to an earlier question no longer fit: they stay readable and stop working. */
  retireReplies() {
    this.log.querySelectorAll(".replies button:not(:disabled)").forEach((button) => { button.disabled = true; });
    this.log.querySelectorAll(".replies").forEach((group) => group.classList.add("used"));
  }

  /** The newest state of a booking: on every card that shows it, or on one of its own. */
  /** Cards already drawn show the booking as it stands; none is added. */
  refreshBooking(booking) {
    const shown = this.log.querySelectorAll(`[data-reference="${CSS.escape(booking.reference)}"]`);
    shown.forEach((card) => card.replaceWith(bookingCard(booking)));
  }

  showBooking(booking) {
    const shown = this.log.querySelectorAll(`[data-reference="${CSS.escape(booking.reference)}"]`);
    shown.forEach((card) => card.replaceWith(bookingCard(booking)));
    if (shown.length) return;
    this.place(element("div", { class: "message agent loose" }, bookingCard(booking)));
    this.keepAtEnd();
  }

  /** The newest state of an order, on every card that shows it; a reply brings the first. */
  showOrder(order) {
    const shown = this.log.querySelectorAll(`[data-order="${CSS.escape(order.reference)}"]`);
    shown.forEach((card) => card.replaceWith(orderCard(order)));
  }

  dropLoose(reference) {
    this.log.querySelectorAll(`.loose [data-reference="${CSS.escape(reference)}"]`).forEach((card) => card.parentElement.remove());
  }

  stream(text) {
    this.stopTyping();
    if (!this.streaming) {
      this.streaming = this.draw({ role: "agent", text: " " });
      this.streaming.setAttribute("aria-busy", "true");
      this.place(this.streaming);
    }
    this.streaming.querySelector(".bubble").append(text);
    this.keepAtEnd();
  }
  endStream() {
    this.streaming?.remove();
    this.streaming = null;
  }

  startTyping(name) {
    if (this.typing || this.streaming) return;
    const dots = element("div", { class: "bubble dots", "aria-hidden": "true" }, element("i"), element("i"), element("i"));
    this.typing = element("div", { class: "message agent typing" }, dots, element("span", { class: "hidden" }, say("typing", { name })));
    this.log.append(this.typing);
    this.toEnd();
  }
  stopTyping() {
    this.typing?.remove();
    this.typing = null;
  }

  place(entry) {
    const isAtEnd = this.isAtEnd();
    const sequence = Number(entry.dataset.sequence || 0);
    const later = sequence && [...this.log.children].find((child) => Number(child.dataset.sequence || 0) > sequence);
    if (later) later.before(entry);
    else if (this.typing) this.typing.before(entry);
    else this.log.append(entry);
    entry.classList.toggle("close", this.isCloseToPrevious(entry));
    if (isAtEnd) this.toEnd();
  }
  /** Said within minutes of the message before: its time needs no line of its own. */
  isCloseToPrevious(entry) {
    const at = (each) => Date.parse(each?.querySelector("time")?.dateTime);
    return Math.abs(at(entry) - at(entry.previousElementSibling)) < PAUSE_MS;
  }
  isAtEnd() {
    return this.log.scrollHeight - this.log.scrollTop - this.log.clientHeight < AT_END_PX;
  }
  keepAtEnd() {
    if (this.isAtEnd()) this.toEnd();
  }
  toEnd() {
    this.log.scrollTop = this.log.scrollHeight;
  }

  /** Left and right move between quick replies, besides Tab. */
  walk(event) {
    const group = event.target.closest?.(".replies");
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!group || !step) return;
    const buttons = [...group.querySelectorAll("button")];
    const direction = getComputedStyle(group).direction === "rtl" ? -step : step;
    buttons[(buttons.indexOf(event.target) + direction + buttons.length) % buttons.length].focus();
    event.preventDefault();
  }

  clear() {
    this.log.replaceChildren();
    this.entries.clear();
    this.sequences.clear();
    Object.assign(this, { last: 0, streaming: null, typing: null });
  }
}
