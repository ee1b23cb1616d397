// Who is here and whether the line holds: the header's second row, the banner and the footer.
import { say } from "./words.js";

const byId = (id) => document.getElementById(id);
const QUIET_MS = 1_500;

export class Status {
  constructor(announcer) {
    this.announcer = announcer;
    this.isWithStaff = false;
    this.state = "live";
    addEventListener("offline", () => this.line("down"));
    addEventListener("online", () => this.line("http"));
  }

  /** @param {"live" | "http" | "down"} state HTTP carries everything, so only "down" is worth a word */
  line(state) {
    this.state = state;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.banner(this.state === "down" ? say("offline") : ""), state === "down" ? QUIET_MS : 0);
  }
  banner(text) {
    const banner = byId("banner");
    if (banner.textContent === text) return;
    banner.textContent = text;
    banner.hidden = !text;
  }

  /** @param {{who: string, name?: string}} presence who answers: "agent", "waiting" or "staff" */
  presence({ who, name }) {
    const before = byId("presence").textContent;
    this.present = { who, name };
    this.isWithStaff = who === "staff";
    this.write();
    byId("person").hidden = who === "staff" || who === "waiting";
    document.body.dataset.who = who;
    if (byId("presence").textContent !== before) this.announcer.say(byId("presence").textContent);
  }

  /** Who is here, in the conversation's language. */
  write() {
    const { who, name } = this.present || {};
    const text = { staff: say("with_staff", { name: name || say("staff") }), waiting: say("waiting") }[who] || say("with_ai");
    byId("presence").textContent = text;
    byId("disclosure").textContent = this.isWithStaff ? text : say("disclosure");
  }

  reset() {
    if (document.body.dataset.who) this.presence({ who: "agent" });
    this.write();
  }
}
