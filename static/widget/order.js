// The card of an order. It is drawn from the order the server committed, never from the words of a reply.
import { element, link } from "./elements.js";
import { money } from "./money.js";
import { dayOf, timeOf } from "./times.js";
import { config, say, sentences } from "./words.js";

const ENDED = ["cancelled", "rejected", "completed", "lapsed"];

function made({ option, amount, left_out: leftOut }) {
  return `${leftOut ? "− " : ""}${amount ? `${amount} ` : ""}${option}`;
}

function row(line) {
  const how = line.modifiers.map(made).join(", ");
  return element(
    "li",
    {},
    element("span", { dir: "auto" }, `${line.quantity} × ${line.name}${how ? ` (${how})` : ""}`),
    element("span", { class: "value" }, money(line.total)),
  );
}

function details(order) {
  const rows = [[say("when"), `${dayOf(order.there_at)}, ${timeOf(order.there_at)}`], [say("total"), money(order.total)]];
  if (order.address) rows.push([say("where"), order.address]);
  if (order.table) rows.push([say("where"), order.table]);
  return element("dl", {}, ...rows.flatMap(([name, value]) => [element("dt", {}, name), element("dd", { dir: "auto" }, value)]));
}

/** @param {{reference: string, status: string, lines: object[], total: object, there_at: string}} order */
export function orderCard(order) {
  const status = sentences()[`order_${order.status}`] || order.status;
  const label = order.can_pay ? say("pay_order", { amount: money(order.total) }) : say("see_order");
  const page = link(`/o/${order.reference}/?locale=${config.locale}`, label, { class: "action" });
  return element(
    "section",
    { class: `card booking ${order.status}`, "data-order": order.reference, "aria-label": `${say("order")} ${order.reference}` },
    element("p", { class: "status" }, status),
    element("p", { class: "reference" }, element("span", { class: "hidden" }, `${say("reference")} `), order.reference),
    element("ul", {}, ...order.lines.map(row)),
    details(order),
    ENDED.includes(order.status) ? null : element("div", { class: "actions" }, page),
  );
}
