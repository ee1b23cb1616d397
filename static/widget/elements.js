// Building the page from data. Text is always a text node: nothing a person or a model wrote becomes markup.

/** @param {Record<string, string | boolean | Function>} attributes an "on…" name adds a listener */
export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === false || value === null || value === undefined) continue;
    if (typeof value === "function") made.addEventListener(name.slice(2), value);
    else made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...children.filter((child) => child !== null && child !== undefined && child !== ""));
  return made;
}

const LINK = /(https?:\/\/[^\s<>"']+[^\s<>"'.,;:!?)\]}])|([\w.+-]+@[\w-]+(?:\.[\w-]+)+)/gi;
const ALLOWED = new Set(["http:", "https:", "tel:", "mailto:"]);

/** The address if its scheme is one people expect in a chat, else null. */
export function safeAddress(address) {
  try {
    const url = new URL(address, location.href);
    return ALLOWED.has(url.protocol) ? url.href : null;
  } catch {
    return null;
  }
}

export function link(address, text, attributes = {}) {
  const href = safeAddress(address);
  if (!href) return document.createTextNode(text);
  return element("a", { href, target: "_blank", rel: "noopener noreferrer", ...attributes }, text);
}

/** Plain text with its web and mail addresses as links. */
export function linked(text) {
  const parts = document.createDocumentFragment();
  let from = 0;
  for (const match of text.matchAll(LINK)) {
    parts.append(text.slice(from, match.index), link(match[1] || `mailto:${match[2]}`, match[0]));
    from = match.index + match[0].length;
  }
  parts.append(text.slice(from));
  return parts;
}
