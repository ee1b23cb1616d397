// Which conversation this browser is in, kept apart per embedding site: in partitioned storage, else (browsers that
// block third-party storage) in a partitioned cookie that only this page sees, else for as long as the page lives.

const KEY = "xseven.conversation";
const COOKIE = "xseven";
const LIFETIME_S = 24 * 60 * 60; // the token's own

const inStorage = {
  read: () => localStorage.getItem(KEY),
  write: (text) => localStorage.setItem(KEY, text),
  forget: () => localStorage.removeItem(KEY),
};

const inCookie = {
  read() {
    const found = document.cookie.split("; ").find((pair) => pair.startsWith(`${COOKIE}=`));
    return found ? decodeURIComponent(found.slice(COOKIE.length + 1)) : null;
  },
  write(text, lifetime = LIFETIME_S) {
    const where = "Path=/widget/; Secure; SameSite=None; Partitioned";
    document.cookie = `${COOKIE}=${encodeURIComponent(text)}; Max-Age=${lifetime}; ${where}`;
  },
  forget() {
    this.write("", 0);
  },
};

const VISITOR = "xseven.visitor";

/** This browser's own key, made while something is tried on visitors: so the same is shown each time. */
export function visitorKey() {
  const made = Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
  try {
    const kept = localStorage.getItem(VISITOR) || made;
    localStorage.setItem(VISITOR, kept);
    return kept;
  } catch {
    return made; // no place to keep it: as long as the page lives
  }
}

/** The first place that may be used here. */
function place() {
  try {
    localStorage.setItem(`${KEY}.probe`, "1");
    localStorage.removeItem(`${KEY}.probe`);
    return inStorage;
  } catch {
    return inCookie;
  }
}

export class Session {
  constructor() {
    this.place = place();
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
