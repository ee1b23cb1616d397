// The page that embeds us. It speaks first; its origin must be one the business allows, and is then the only one
// we answer. Nothing secret crosses here.

export class Bridge extends EventTarget {
  /** @param {string[]} allowed origins that may embed this business */
  constructor(allowed) {
    super();
    this.allowed = new Set(allowed);
    this.origin = null;
    this.waiting = []; // what was to be said before the page spoke
    this.isEmbedded = window.parent !== window;
    addEventListener("message", (event) => this.receive(event));
  }
  receive(event) {
    if (!this.isEmbedded || event.source !== window.parent || !this.allowed.has(event.origin)) return;
    if (this.origin && event.origin !== this.origin) return;
    if (!event.data || event.data.xseven !== 1) return;
    this.origin = event.origin;
    for (const [type, values] of this.waiting.splice(0)) this.post(type, values);
    this.dispatchEvent(new CustomEvent(event.data.type, { detail: event.data }));
  }
  post(type, values = {}) {
    if (this.origin) window.parent.postMessage({ xseven: 1, type, ...values }, this.origin);
    else if (this.isEmbedded) this.waiting.push([type, values]);
  }
}
