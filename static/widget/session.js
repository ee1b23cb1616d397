// Which conversation this browser is in. Inside an iframe the browser keeps this storage apart per embedding site.
// Storage may be forbidden altogether: then the conversation lives as long as the page.

const KEY = "xseven.conversation";

export class Session {
  constructor() {
    this.memory = null;
  }
  /** @returns {{id: string, token: string, seen: number} | null} */
  read() {
    try {
      return JSON.parse(localStorage.getItem(KEY));
    } catch {
      return this.memory;
    }
  }
  write(value) {
    this.memory = value;
    try {
      localStorage.setItem(KEY, JSON.stringify(value));
    } catch {
      // kept in memory
    }
  }
  forget() {
    this.memory = null;
    try {
      localStorage.removeItem(KEY);
    } catch {
      // nothing was stored
    }
  }
  /** Remember the last message the visitor has looked at, for the unread count after a reload. */
  see(sequence) {
    const value = this.read();
    if (value && sequence > (value.seen || 0)) this.write({ ...value, seen: sequence });
  }
}
