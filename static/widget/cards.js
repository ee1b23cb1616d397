// Cards a reply may carry: a menu item, a service, an address. Unknown fields are left out, never guessed.
import { element, link } from "./elements.js";
import { bookingCard } from "./booking.js";
import { money } from "./money.js";
import { orderCard } from "./order.js";

function row(item) {
  return element(
    "li",
    {},
    element("span", { dir: "auto" }, String(item.title ?? item.label ?? item.name ?? "")),
    element("span", { class: "value", dir: "auto" }, item.price ? money(item.price) : String(item.value ?? item.text ?? "")),
  );
}

function plainCard(card, choose) {
  const items = Array.isArray(card.items) ? card.items : Array.isArray(card.rows) ? card.rows : [];
  const body = card.description || card.text || card.subtitle;
  return element(
    "section",
    { class: "card", "aria-label": card.title || false },
    card.title ? element("p", { class: "title", dir: "auto" }, card.title) : null,
    body ? element("p", { dir: "auto" }, body) : null,
    card.price ? element("p", { class: "value" }, money(card.price)) : null,
    items.length ? element("ul", {}, ...items.map(row)) : null,
    card.url ? element("div", { class: "actions" }, link(card.url, card.action || card.url, { class: "action" })) : null,
    card.choice ? element("button", { type: "button", class: "action", onclick: () => choose(card.choice) }, card.choice.label) : null,
  );
}

export function drawCard(card, choose) {
  const booking = card.booking || ((card.kind || card.type) === "booking" ? card : null);
  if (card.kind === "order") return orderCard(card);
  return booking?.reference ? bookingCard(booking) : plainCard(card, choose);
}
