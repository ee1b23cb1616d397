// One WebSocket that comes back: exponential backoff with jitter, so that a thousand widgets do not return at once.

const FIRST_DELAY_MS = 500;
const LONGEST_DELAY_MS = 20_000;
const HANDSHAKE_MS = 6_000;

const REFUSED = 4403; // the token does not open this conversation: trying again cannot help

/** Events: "up" (authenticated), "down", "refused", "frame" (detail: the server's frame). */
export class Socket extends EventTarget {
  constructor(address, token, state) {
    super();
    Object.assign(this, { address, token, state, failures: 0, isUp: false, isClosed: false, timer: 0, ws: null });
    this.wake = () => this.retryNow();
    addEventListener("online", this.wake);
    document.addEventListener("visibilitychange", this.wake);
  }

  open() {
    if (this.isClosed || this.ws) return;
    let ws;
    try {
      ws = new WebSocket(this.address);
    } catch {
      this.later();
      return;
    }
    this.ws = ws;
    const handshake = setTimeout(() => ws.close(), HANDSHAKE_MS);
    ws.onopen = () => ws.send(JSON.stringify({ type: "auth", token: this.token(), ...this.state() }));
    ws.onmessage = (event) => {
      const frame = JSON.parse(event.data);
      if (!this.isUp && frame.type !== "error") {
        clearTimeout(handshake);
        this.isUp = true;
        this.failures = 0;
        this.dispatchEvent(new Event("up"));
      }
      this.dispatchEvent(new CustomEvent("frame", { detail: frame }));
    };
    ws.onclose = (event) => {
      clearTimeout(handshake);
      this.ws = null;
      const wasUp = this.isUp;
      this.isUp = false;
      if (wasUp) this.dispatchEvent(new Event("down"));
      if (event.code === REFUSED) this.dispatchEvent(new Event("refused"));
      else this.later();
    };
  }

  /** @returns {boolean} whether the frame was handed to an authenticated socket */
  send(frame) {
    if (!this.isUp || this.ws.readyState !== WebSocket.OPEN) return false;
    this.ws.send(JSON.stringify(frame));
    return true;
  }

  later() {
    if (this.isClosed) return;
    const ceiling = Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** this.failures);
    this.failures += 1;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.open(), ceiling / 2 + Math.random() * (ceiling / 2));
  }

  retryNow() {
    if (this.ws || this.isClosed || document.hidden || !navigator.onLine) return;
    clearTimeout(this.timer);
    this.open();
  }

  close() {
    this.isClosed = true;
    clearTimeout(this.timer);
    removeEventListener("online", this.wake);
    document.removeEventListener("visibilitychange", this.wake);
    this.ws?.close();
  }
}
