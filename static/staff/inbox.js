import { cannedReplies } from "./canned.js";
import { dropDraft, keepDrafts } from "./drafts.js";
import { place, showNotices } from "./keyed.js";
import { fetchPage, gently, listen, sendForm } from "./live.js";
import { shortcuts } from "./shortcuts.js";

const LIVE = ["inbox-shows", "inbox-rows", "thread-head", "thread-log", "beside-rows"];
const NEAR_THE_END = 80;
const log = document.getElementById("thread-log");
const reply = document.getElementById("thread-reply");
const note = document.getElementById("thread-note");
const words = JSON.parse(document.getElementById("inbox-words")?.textContent ?? "{}");

function toTheEnd() {
  if (log) log.scrollTop = log.scrollHeight;
}

/** Tells that the messages were seen: a page in the background has shown them to nobody. */
async function tellSeen() {
  const unread = document.getElementById("thread-seen");
  if (!unread || document.visibilityState !== "visible") return;
  await fetch(unread.action, { method: "POST", body: new FormData(unread), credentials: "same-origin" }).catch(() => {});
}

/** Whether a reply can be written is part of the page: when that has changed, what was typed is in its draft. */
const isWritable = (page) => Boolean(page.getElementById("thread-reply"));

async function show(fresh) {
  if (!fresh) return;
  if (log && isWritable(fresh) !== isWritable(document)) {
    location.reload();
    return;
  }
  const wasAtEnd = log && log.scrollHeight - log.scrollTop - log.clientHeight < NEAR_THE_END;
  place(fresh, ...LIVE);
  const unread = fresh.getElementById("thread-unread");
  if (unread) document.getElementById("thread-unread")?.replaceChildren(...unread.childNodes);
  if (wasAtEnd) toTheEnd();
  await tellSeen();
}

const redraw = gently(() => fetchPage().then(show).catch(() => {})); // away for a moment: the socket says so

/** Sends without leaving the page; what was not taken stays in its box. */
async function send(form) {
  const fresh = await sendForm(form);
  if (!fresh) return;
  showNotices(fresh);
  if (!fresh.querySelector("#notices .notice-error")) {
    form.elements.text.value = "";
    form.elements.key.value = form === note ? crypto.randomUUID() : "";
    dropDraft(form.elements.text);
  }
  await fetchPage().then(show); // the list as it is filtered here
  toTheEnd();
  form.elements.text.focus();
}

function write(form, mayLeave = () => true) {
  const { text } = form.elements;
  let isUnderWay = false;
  const submit = async (event) => {
    event.preventDefault();
    if (isUnderWay || !text.value.trim() || !mayLeave()) return;
    isUnderWay = true;
    form.elements.key.value ||= crypto.randomUUID();
    await send(form).catch(() => {});
    isUnderWay = false;
  };
  form.addEventListener("submit", submit);
  text.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) submit(event);
  });
}

/** From row to row of the list, from the one that has the focus or is open. */
function step(by) {
  const rows = [...document.querySelectorAll("#inbox-rows .row")];
  const here = rows.findIndex((row) => row === document.activeElement);
  const from = here >= 0 ? here : rows.findIndex((row) => row.hasAttribute("aria-current"));
  rows[Math.min(Math.max(from + by, 0), rows.length - 1)]?.focus();
}

function openNote() {
  const box = document.getElementById("note-box");
  if (!box) return;
  box.open = true;
  note.elements.text.focus();
}

if (reply) {
  const hint = document.getElementById("reply-hint");
  const canned = cannedReplies(reply.elements.text, { hint, words });
  write(reply, () => !canned.isUnfilled());
}
if (note) write(note);
for (const field of keepDrafts(document.querySelectorAll("[data-draft]"))) {
  if (field.form === note) document.getElementById("note-box").open = true;
  else document.getElementById("reply-hint").textContent = words.draft;
}
shortcuts({
  j: () => step(1),
  k: () => step(-1),
  w: () => document.querySelector("#waiting-rows a")?.click(),
  "/": () => document.getElementById("inbox-q").focus(),
  t: () => document.getElementById("take-over")?.click(),
  r: () => reply?.elements.text.focus(),
  n: openNote,
  c: () => reply && document.getElementById("canned").showModal(),
});
listen(({ type }) => type !== "typing" && redraw());
document.addEventListener("visibilitychange", tellSeen);
tellSeen();
toTheEnd();
