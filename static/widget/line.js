// The line to the business: the socket while it is up, HTTP whenever it is not. Both carry the same messages; the
// server's ids and the client's own ids make a repeat harmless.
import { Problem } from "./api.js";
import { Socket } from "./socket.js";

const ACK_MS = 7_000;
const POLL_QUICK_MS = 2_500;
const POLL_IDLE_MS = 8_000;

/** Events: "frame" (detail: a server frame), "state" (detail: "live" | "http" | "down"). */
export class Line extends EventTarget {
  /** @param {import("./session.js").Session} session @param {() => number} last the last sequence shown */
  constructor(api, session, socketRoot, last) {
    super();
    Object.assign(this, { api, session, socketRoot, last, socket: null, waiting: new Map(), state: "http", poll: 0 });
    this.isExpecting = false;
  }

  /** Open the socket of the session's conversation; it brings what was missed after the last message shown. */
  connect() {
    const conversation = this.session.read();
    if (!conversation || this.socket) return;
    this.socket = new Socket(
      `${this.socketRoot}${conversation.id}/`,
      () => conversation.token,
      () => ({ after: this.last() }),
    );
    this.socket.addEventListener("up", () => this.become("live"));
    this.socket.addEventListener("refused", () => this.dispatchEvent(new Event("refused")));
    this.socket.addEventListener("down", () => this.become("http"));
    this.socket.addEventListener("frame", (event) => this.receive(event.detail));
    this.socket.open();
    this.pollLater();
  }

  disconnect() {
    clearTimeout(this.poll);
    this.socket?.close();
    this.socket = null;
  }

  become(state) {
    if (state === this.state) return;
    this.state = state;
    this.dispatchEvent(new CustomEvent("state", { detail: state }));
    if (state !== "live") this.pollLater();
  }

  receive(frame) {
    if (frame.type === "ack" && frame.token) this.session.write({ ...this.session.read(), token: frame.token });
    if (frame.type === "ack") this.waiting.get(frame.client_message_id)?.(frame);
    this.dispatchEvent(new CustomEvent("frame", { detail: frame }));
  }

  /** What was said since the last message shown; throws a Problem. */
  async catchUp() {
    const conversation = this.session.read();
    if (!conversation) return;
    let answer;
    do {
      answer = await this.ask(() => this.api.history(conversation, this.last()));
      this.receive({ type: "history", ...answer });
    } while (answer.has_more);
  }

  async ask(request) {
    try {
      const answer = await request();
      if (this.state === "down") this.become(this.socket?.isUp ? "live" : "http");
      return answer;
    } catch (error) {
      if (error instanceof Problem && error.status === 0) this.become("down");
      throw error;
    }
  }

  /** Deliver one message once; throws a Problem when it surely or possibly did not arrive. */
  async send(text, clientMessageId) {
    const frame = { type: "message", text, client_message_id: clientMessageId };
    if (navigator.onLine && this.socket?.send(frame) && (await this.acknowledged(clientMessageId))) return;
    const turn = await this.ask(() => this.api.message(this.session.read(), text, clientMessageId));
    this.receive({ type: "turn", client_message_id: clientMessageId, ...turn });
  }

  acknowledged(clientMessageId) {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => this.settle(clientMessageId, () => resolve(false)), ACK_MS);
      this.waiting.set(clientMessageId, (frame) => {
        clearTimeout(timer);
        const outcome = frame.refused ? () => reject(new Problem(422, frame.refused)) : () => resolve(true);
        this.settle(clientMessageId, outcome);
      });
    });
  }

  settle(clientMessageId, outcome) {
    this.waiting.delete(clientMessageId);
    outcome();
  }

  signal(frame) {
    this.socket?.send(frame);
  }

  pollLater() {
    clearTimeout(this.poll);
    if (!this.socket) return;
    const delay = this.isExpecting || this.state === "down" ? POLL_QUICK_MS : POLL_IDLE_MS;
    this.poll = setTimeout(async () => {
      if (this.socket && !this.socket.isUp && !document.hidden) await this.catchUp().catch(() => {});
      if (this.state !== "live") this.pollLater();
    }, delay);
  }
}
