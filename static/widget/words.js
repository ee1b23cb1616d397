// Every sentence comes from the server, already translated; the page's JSON block carries them.

export const config = JSON.parse(document.getElementById("widget-config").textContent);

/** The sentence `key`, with %(name)s replaced. */
export function say(key, values = {}) {
  return config.words[key].replace(/%\((\w+)\)s/g, (_, name) => values[name] ?? "");
}
