// Wall times are the business's, whatever clock the visitor has, written as the conversation's language does.
import { config } from "./words.js";

const format = (options) => new Intl.DateTimeFormat(`${config.locale}-${config.country}`, options);
const here = (options) => format({ timeZone: config.timezone, ...options });

/** "7:30 pm" is English, where the country writes it; the other languages count to 24. */
function clock() {
  const isTwelve = config.twelve_hours && config.locale === "en";
  return { hour: isTwelve ? "numeric" : "2-digit", minute: "2-digit", hourCycle: isTwelve ? "h12" : "h23" };
}

export const timeOf = (iso) => here(clock()).format(new Date(iso));
export const dayOf = (iso) => here({ weekday: "long", day: "numeric", month: "long" }).format(new Date(iso));
export const zoneName = (iso) =>
  here({ timeZoneName: "longGeneric", hour: "numeric" }).formatToParts(new Date(iso)).find((part) => part.type === "timeZoneName").value;

/** The visitor's clock shows another time than the business's at this instant. */
export const isElsewhere = (iso) => format(clock()).format(new Date(iso)) !== timeOf(iso);
