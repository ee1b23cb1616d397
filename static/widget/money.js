// Amounts as the conversation's language and the business's country write them.
import { config } from "./words.js";

export const money = ({ amount, currency }) =>
  new Intl.NumberFormat(`${config.locale}-${config.country}`, { style: "currency", currency }).format(Number(amount));
