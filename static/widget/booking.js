// The confirmation card. It is drawn from the booking the server committed, never from the words of a reply.
import { element, link } from "./elements.js";
import { dayOf, isElsewhere, timeOf, zoneName } from "./times.js";
import { config, say, sentences } from "./words.js";

const stamp = (iso) => new Date(iso).toISOString().replace(/[-:]|\.\d+/g, "");
const escaped = (text) => text.replace(/([\\;,])/g, "\\$1").replace(/\r?\n/g, "\\n");

function calendar(booking, title) {
  const lines = [
    "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//X-Seven//Widget//EN", "BEGIN:VEVENT",
    `UID:${booking.reference}@${location.hostname}`, `DTSTAMP:${stamp(Date.now())}`,
    `DTSTART:${stamp(booking.start)}`, `DTEND:${stamp(booking.end)}`,
    `SUMMARY:${escaped(title)}`, `LOCATION:${escaped(config.address)}`,
    `DESCRIPTION:${escaped(`${say("reference")}: ${booking.reference}`)}`,
    "END:VEVENT", "END:VCALENDAR", "",
  ];
  return URL.createObjectURL(new Blob([lines.join("\r\n")], { type: "text/calendar" }));
}

function details(booking) {
  const rows = [[say("when"), `${dayOf(booking.start)}, ${timeOf(booking.start)}`]];
  if (isElsewhere(booking.start)) rows.push([say("clock"), zoneName(booking.start)]);
  if (booking.service) rows.push([say("what"), booking.service]);
  if (booking.party_size > 1) rows.push([say("people"), String(booking.party_size)]);
  if (booking.staff) rows.push([say("with"), booking.staff]);
  if (config.address) rows.push([say("where"), config.address]);
  return element("dl", {}, ...rows.flatMap(([name, value]) => [element("dt", {}, name), element("dd", { dir: "auto" }, value)]));
}

function actions(booking) {
  const title = `${booking.service || say("booking")} · ${config.name}`;
  const made = [];
  if (booking.status === "confirmed" && booking.end) {
    made.push(element("a", { class: "action", href: calendar(booking, title), download: `${booking.reference}.ics` }, say("add_to_calendar")));
  }
  if (booking.status !== "cancelled") {
    const label = booking.deposit?.is_owed ? say("pay_deposit") : say("manage");
    made.push(link(booking.manage_url || `/b/${booking.reference}/?locale=${config.locale}`, label, { class: "action" }));
  }
  return made.length ? element("div", { class: "actions" }, ...made) : null;
}

/** @param {{reference: string, status: string, start: string, end: string, service: string, party_size: number}} booking */
export function bookingCard(booking) {
  const status = booking.deposit?.is_owed ? say("status_owed") : sentences()[`status_${booking.status}`] || booking.status;
  return element(
    "section",
    { class: `card booking ${booking.status}`, "data-reference": booking.reference, "aria-label": `${say("booking")} ${booking.reference}` },
    element("p", { class: "status" }, status),
    element("p", { class: "reference" }, element("span", { class: "hidden" }, `${say("reference")} `), booking.reference),
    details(booking),
    actions(booking),
  );
}
