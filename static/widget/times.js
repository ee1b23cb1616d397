// Wall times are the business's, whatever clock the visitor has.
import { config } from "./words.js";

const format = (options) => new Intl.DateTimeFormat(config.locale, { timeZone: config.timezone, ...options });
const clock = format({ hour: "numeric", minute: "2-digit" });
const day = format({ weekday: "long", day: "numeric", month: "long" });
const zone = format({ timeZoneName: "longGeneric", hour: "numeric" });

export const timeOf = (iso) => clock.format(new Date(iso));
export const dayOf = (iso) => day.format(new Date(iso));
export const zoneName = (iso) => zone.formatToParts(new Date(iso)).find((part) => part.type === "timeZoneName").value;

/** The visitor's clock shows another time than the business's at this instant. */
export function isElsewhere(iso) {
  const own = new Intl.DateTimeFormat(config.locale, { hour: "numeric", minute: "2-digit" });
  return own.format(new Date(iso)) !== timeOf(iso);
}
