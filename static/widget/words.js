// Every sentence comes from the server, already translated; the page's JSON block carries them in every language.

export const config = JSON.parse(document.getElementById("widget-config").textContent);

/** The sentence `key` in the conversation's language, with %(name)s replaced. */
export function say(key, values = {}) {
  return sentences()[key].replace(/%\((\w+)\)s/g, (_, name) => values[name] ?? "");
}

export const sentences = () => config.words[config.locale];

/** Go on in another language; what was said before stays as it was said. Returns whether anything changed. */
export function speak(locale) {
  if (!locale || locale === config.locale || !config.words[locale]) return false;
  config.locale = document.documentElement.lang = locale;
  for (const element of document.querySelectorAll("[data-say]")) element.textContent = say(element.dataset.say);
  for (const element of document.querySelectorAll("[data-say-label]")) element.ariaLabel = say(element.dataset.sayLabel);
  for (const element of document.querySelectorAll("[data-say-placeholder]")) element.placeholder = say(element.dataset.sayPlaceholder);
  document.getElementById("form").search = `?locale=${locale}`;
  return true;
}
