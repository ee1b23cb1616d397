// Wall times are the business's, whatever clock the visitor has.
import { config } from "./words.js";

const format = (options) => new Intl.DateTimeFormat(config.region, { timeZone: config.timezone, ...options });
const CLOCK = { hour: config.twelve_hours ? "numeric" : "2-digit", minute: "2-digit", hourCycle: config.twelve_hours ? "h12" : "h23" };
const clock = format(CLOCK);
const day = format({ weekday: "long", day: "numeric", month: "long" });
const zone = format({ timeZoneName: "longGeneric", hour: "numeric" });

export const timeOf = (iso) => clock.format(new Date(iso));
export const dayOf = (iso) => day.format(new Date(iso));
export const zoneName = (iso) => zone.formatToParts(new Date(iso)).find((part) => part.type === "timeZoneName").value;

/** The visitor's clock shows another time than the business's at this instant. */
export function isElsewhere(iso) {
  const own = new Intl.DateTimeFormat(config.region, CLOCK);
  return own.format(new Date(iso)) !== timeOf(iso);
}
