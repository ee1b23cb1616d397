// The conversation page: it puts the parts together and holds what they share.
import { Announcer } from "./announcer.js";
import { Api } from "./api.js";
import { Bridge } from "./bridge.js";
import { Composer } from "./composer.js";
import { Line } from "./line.js";
import { Menu } from "./menu.js";
import { ratingCard } from "./rating.js";
import { Session, visitorKey } from "./session.js";
import { Status } from "./status.js";
import { Transcript } from "./transcript.js";
import { config, say, speak } from "./words.js";

const byId = (id) => document.getElementById(id);

const GONE = new Set([401, 403, 404]); // the token has expired, or opens nothing here: begin anew
const TYPING_MS = 4_000;

class Conversation {
  constructor() {
    this.session = new Session();
    this.api = new Api(config.api);
    this.announcer = new Announcer(byId("announcer"));
    this.status = new Status(this.announcer);
    this.transcript = new Transcript(byId("transcript"), (reply) => this.say(reply.text || reply.label), (id) => this.deliver(id));
    this.line = new Line(this.api, this.session, config.socket, () => this.transcript.last);
    this.bridge = new Bridge(config.origins);
    this.composer = new Composer(byId("composer"), (text) => this.say(text), () => this.writing());
    this.menu = new Menu({ restart: () => this.restart(), end: () => this.end(), close: () => this.bridge.post("close") });
    this.outbox = new Map(); // what the server does not have yet, by the client's own id
    this.failed = new Set();
    this.queue = Promise.resolve();
    this.starting = null;
    this.visitor = config.tries.length ? visitorKey() : undefined;
    this.greeting = config.tries.includes("greeting") ? "" : config.greeting; // one that is tried is asked for when seen
    this.isOpen = !this.bridge.isEmbedded;
    this.isEnded = false;
    this.unread = 0;
    this.wroteAt = 0;
    this.listen();
  }

  listen() {
    this.line.addEventListener("frame", (event) => this.receive(event.detail));
    this.line.addEventListener("refused", () => this.forget());
    this.line.addEventListener("state", (event) => {
      this.status.line(event.detail);
      if (event.detail !== "down") this.resend();
    });
    addEventListener("online", () => this.resend());
    this.bridge.addEventListener("hello", () => this.bridge.post("unread", { count: this.unread }));
    this.bridge.addEventListener("open", () => this.opened());
    this.bridge.addEventListener("close", () => { this.isOpen = false; });
    document.addEventListener("visibilitychange", () => this.isOpen && !document.hidden && this.seen());
    byId("person").addEventListener("click", () => this.say(say("ask_person")));
    byId("again").addEventListener("click", () => this.restart());
  }

  async start() {
    if (!this.bridge.isEmbedded) document.body.classList.add("alone");
    this.greet();
    this.moveSeat();
    if (this.isHandedOver) await this.arrive();
    else if (this.session.read()) await this.resume();
    if (this.isOpen) this.opened();
  }

  /** The greeting needs no request: no row is written for somebody who only looks. */
  greet() {
    if (!this.greeting) return;
    this.transcript.begin({ id: "greeting", role: "agent", text: this.greeting, sequence: 0, quick_replies: config.starters });
  }

  /** Which greeting this visitor sees is told once somebody looks: only then they have seen it. */
  async learnGreeting() {
    if (this.greeting) return;
    const told = this.api.greeting(this.visitor, config.locale, config.seat?.token);
    this.greeting = await told.then((answer) => answer.greeting).catch(() => config.greeting);
    this.greet();
    if (this.transcript.last) this.transcript.retireReplies();
  }

  /** Whoever has scanned the code of a table begins there: an earlier conversation was held somewhere else. */
  moveSeat() {
    if (config.seat && this.session.read()?.table !== config.seat.table) this.session.forget();
  }

  get isHandedOver() {
    return new URLSearchParams(location.hash.slice(1)).has("handover");
  }

  /** What the directory's link brought along, once: it leaves the address before anything is sent. */
  takeHandover() {
    if (!this.isHandedOver) return undefined;
    const handover = new URLSearchParams(location.hash.slice(1)).get("handover");
    history.replaceState(null, "", location.pathname + location.search);
    return handover;
  }

  /** Whoever comes from the directory begins anew, with what they said there. */
  async arrive() {
    this.session.forget();
    await this.begin().then(() => this.line.catchUp()).catch((problem) => this.announcer.say(problem.message));
  }

  async resume() {
    this.line.connect();
    await this.line.catchUp().catch((problem) => {
      if (GONE.has(problem.status)) this.forget();
    });
  }

  /** Staff see that something is being written; the conversation is there when it is sent. */
  writing() {
    this.begin();
    if (Date.now() - this.wroteAt < TYPING_MS) return;
    this.wroteAt = Date.now();
    this.line.signal({ type: "typing" });
  }

  /** One conversation per visitor, made at the first sign of interest. */
  begin() {
    if (this.session.read() || this.isEnded) return this.starting || Promise.resolve();
    this.starting ??= this.api
      .create(config.locale, config.seat?.token, this.takeHandover(), this.visitor)
      .then((made) => {
        this.session.write({ id: made.id, token: made.token, seen: 0, table: config.seat?.table });
        if (!this.greeting) { this.greeting = made.greeting; this.greet(); }
        this.line.connect();
      })
      .finally(() => { this.starting = null; });
    this.starting.catch(() => {}); // a failure shows on the message that needed it
    return this.starting;
  }

  say(text) {
    if (this.isEnded) return;
    const id = crypto.randomUUID ? crypto.randomUUID() : `${Date.now()}-${Math.random()}`;
    this.outbox.set(id, text);
    this.transcript.pend(id, text);
    this.deliver(id);
  }

  /** Send in the order written; a retry carries the same id, so it is the same message. */
  deliver(id) {
    this.failed.delete(id);
    this.transcript.mark(id, "sending");
    this.queue = this.queue.then(async () => {
      try {
        if (!this.status.isWithStaff) this.transcript.startTyping(config.name);
        await this.transmit(this.outbox.get(id), id);
        this.transcript.mark(id, "sent");
        this.outbox.delete(id);
      } catch (problem) {
        this.transcript.stopTyping();
        if (!("status" in problem)) throw problem;
        if (problem.status === 409) this.ended();
        if (problem.status === 0) this.failed.add(id);
        this.transcript.mark(id, "failed", problem.isTemporary ? "" : problem.message);
        this.announcer.say(problem.isTemporary ? say("failed") : problem.message);
      }
    });
  }

  /** The connection is back: what did not get through goes again, in order. */
  resend() {
    [...this.failed].forEach((id) => this.deliver(id));
  }

  async transmit(text, id) {
    await this.begin();
    this.line.isExpecting = true;
    try {
      await this.line.send(text, id);
    } catch (problem) {
      if (!GONE.has(problem.status)) throw problem;
      this.line.disconnect();
      this.session.forget();
      await this.begin();
      await this.line.send(text, id);
    }
  }

  receive(frame) {
    this.follow(frame.locale || frame.conversation?.locale);
    const act = {
      history: () => this.catchUp(frame),
      turn: () => this.turn(frame),
      ack: () => this.acknowledged(frame),
      message: () => this.show(frame.message || frame),
      delta: () => this.transcript.stream(frame.text),
      typing: () => (frame.is_typing === false ? this.transcript.stopTyping() : this.transcript.startTyping(frame.name || config.name)),
      presence: () => this.status.presence(frame),
      booking: () => this.booked(frame.booking || frame),
      order: () => this.transcript.showOrder(frame.order),
      error: () => this.refused(frame),
    }[frame.type];
    if (act) act();
  }

  /** The page speaks as the conversation does, from the reply on that changes its language. */
  follow(locale) {
    if (speak(locale)) this.status.write();
  }

  acknowledged(frame) {
    if (frame.message) this.show({ ...frame.message, client_message_id: frame.client_message_id });
    (frame.bookings || []).forEach((booking) => this.transcript.refreshBooking(booking));
    (frame.orders || []).forEach((order) => this.transcript.showOrder(order));
    if (frame.conversation?.status === "ended") this.ended();
  }

  turn(turn) {
    if (turn.message) this.show({ ...turn.message, client_message_id: turn.client_message_id });
    if (turn.reply) this.show(turn.reply);
    else this.transcript.stopTyping();
    if (turn.booking) this.booked(turn.booking);
    if (turn.order) this.transcript.showOrder(turn.order);
  }

  booked(booking) {
    this.transcript.showBooking(booking);
    if (booking.status === "confirmed") this.askRating();
  }

  /** Once a conversation, of who has said something. */
  askRating() {
    const conversation = this.session.read();
    if (!conversation || conversation.asked || !this.transcript.last) return;
    this.session.write({ ...conversation, asked: true });
    this.transcript.append(ratingCard((stars, word) => this.api.rate(conversation, stars, word)));
  }

  catchUp({ messages, booking, presence, status, rating }) {
    const conversation = this.session.read();
    if (rating && conversation) this.session.write({ ...conversation, asked: true });
    messages.forEach((message) => this.show(message));
    if (booking) this.transcript.showBooking(booking);
    if (presence) this.status.presence(presence);
    if (status === "ended") this.ended();
    this.transcript.toEnd();
  }

  show(message) {
    const isFirstLook = !this.transcript.entries.has(message.id);
    if (message.role === "customer") this.transcript.retireReplies();
    this.transcript.show(message);
    if (message.role === "customer" || !isFirstLook) return;
    this.line.isExpecting = false;
    const seen = this.session.read()?.seen || 0;
    if (message.sequence <= seen) this.announcer.skip(message.id);
    else this.announcer.say(`${this.transcript.speaker(message)}: ${message.text}`, message.id);
    if (this.isOpen && !document.hidden) this.seen();
    else if (message.sequence > seen) this.bridge.post("unread", { count: ++this.unread });
  }

  refused(frame) {
    this.transcript.stopTyping();
    const canRetry = frame.code === "too-many-messages";
    if (frame.client_message_id) this.transcript.mark(frame.client_message_id, "failed", frame.detail, canRetry);
    else this.announcer.say(frame.detail);
  }

  async opened() {
    this.isOpen = true;
    await this.learnGreeting();
    this.announcer.say(this.greeting, "greeting"); // only now: before, nobody is listening
    this.seen();
    this.transcript.toEnd();
    this.composer.focus();
  }

  seen() {
    this.session.see(this.transcript.last);
    this.line.signal({ type: "seen", sequence: this.transcript.last });
    this.unread = 0;
    this.bridge.post("unread", { count: 0 });
  }

  async end() {
    const conversation = this.session.read();
    if (conversation) await this.api.end(conversation).catch(() => {});
    this.ended();
  }
  ended() {
    this.isEnded = true;
    this.line.disconnect();
    this.transcript.retireReplies();
    this.transcript.stopTyping();
    document.body.classList.add("ended");
    this.askRating();
    this.announcer.say(say("ended"));
    byId("again").focus();
  }

  async restart() {
    const conversation = this.session.read();
    if (conversation && !this.isEnded) this.api.end(conversation).catch(() => {});
    this.forget();
    this.composer.focus();
  }
  forget() {
    this.line.disconnect();
    this.session.forget();
    this.outbox.clear();
    this.failed.clear();
    this.isEnded = false;
    document.body.classList.remove("ended");
    this.status.reset();
    this.transcript.clear();
    this.greet();
  }
}

new Conversation().start();
