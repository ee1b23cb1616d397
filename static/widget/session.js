// Which conversation this browser is in, kept apart per embedding site: in partitioned storage, else (browsers that
// block third-party storage) in a partitioned cookie that only this page sees, else for as long as the page lives.

const KEY = "xseven.conversation";
const VISITOR = "xseven.visitor";
const LIFETIME_S = 24 * 60 * 60; // the token's own
const VISITOR_LIFETIME_S = 90 * LIFETIME_S; // longer than most experiments run

const inStorage = (key) => ({
  read: () => localStorage.getItem(key),
  write: (text) => localStorage.setItem(key, text),
  forget: () => localStorage.removeItem(key),
});

const inCookie = (name) => ({
  read() {
    const found = document.cookie.split("; ").find((pair) => pair.startsWith(`${name}=`));
    return found ? decodeURIComponent(found.slice(name.length + 1)) : null;
  },
  write(text, lifetime = LIFETIME_S) {
    const where = "Path=/widget/; Secure; SameSite=None; Partitioned";
    document.cookie = `${name}=${encodeURIComponent(text)}; Max-Age=${lifetime}; ${where}`;
  },
  forget() {
    this.write("", 0);
  },
});

/** The first place that may be used here. */
function place(key, cookie) {
  try {
    localStorage.setItem(`${key}.probe`, "1");
    localStorage.removeItem(`${key}.probe`);
    return inStorage(key);
  } catch {
    return inCookie(cookie);
  }
}

/** This browser's own key, made while something is tried on visitors: so the same is shown each time. */
export function visitorKey() {
  const kept = place(VISITOR, "xseven-visitor");
  const made = () => Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
  const key = kept.read() || made();
  kept.write(key, VISITOR_LIFETIME_S);
  return key;
}

export class Session {
  constructor() {
    this.place = place(KEY, "xseven");
    this.memory = null;
  }
  /** @returns {{id: string, token: string, seen: number} | null} */
  read() {
    try {
      return JSON.parse(this.place.read()) || this.memory;
    } catch {
      return this.memory;
    }
  }
  write(value) {
    this.memory = value;
    this.place.write(JSON.stringify(value));
  }
  forget() {
    this.memory = null;
    this.place.forget();
  }
  /** Remember the last message the visitor has looked at, for the unread count after a reload. */
  see(sequence) {
    const value = this.read();
    if (value && sequence > (value.seen || 0)) this.write({ ...value, seen: sequence });
  }
}
