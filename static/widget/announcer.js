// What a screen reader hears: each finished message once. The transcript itself is not live, because some readers
// would read all of it again, and a streaming message must not be read word by word.

export class Announcer {
  constructor(region) {
    this.region = region;
    this.heard = new Set();
  }
  /** @param {string} key says the same key only once */
  say(text, key = "") {
    if (!text || (key && this.heard.has(key))) return;
    if (key) this.heard.add(key);
    const line = document.createElement("p");
    line.dir = "auto";
    line.textContent = text;
    this.region.append(line);
    while (this.region.childElementCount > 6) this.region.firstElementChild.remove();
  }
  /** Messages that were here before the visitor are read by moving to them, not announced. */
  skip(key) {
    this.heard.add(key);
  }
}
