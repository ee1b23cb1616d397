import { gently, listen, refresh } from "./live.js";

const log = document.getElementById("thread-log");
const form = document.getElementById("thread-reply");

function toTheEnd() {
  if (log) log.scrollTop = log.scrollHeight;
}

function showWaiting() {
  const badge = document.querySelector("[data-waiting]");
  const count = Number(document.getElementById("waiting-now").textContent);
  badge.textContent = String(count);
  badge.hidden = count === 0;
  document.title = document.title.replace(/^(\(\d+\) )?/, count ? `(${count}) ` : "");
}

/** Tells that the messages were seen: a page in the background has shown them to nobody. */
async function tellSeen() {
  const unread = document.getElementById("thread-seen");
  if (!unread || document.visibilityState !== "visible") return;
  await fetch(unread.action, { method: "POST", body: new FormData(unread), credentials: "same-origin" });
}

const redraw = gently(async () => {
  const wasAtEnd = log && log.scrollHeight - log.scrollTop - log.clientHeight < 80;
  await refresh("inbox-rows", "thread-log", "thread-head");
  showWaiting();
  await tellSeen();
  if (wasAtEnd) toTheEnd();
});

if (form) {
  const text = form.elements.text;
  const send = async (event) => {
    event.preventDefault();
    if (!text.value.trim()) return;
    form.elements.key.value ||= crypto.randomUUID();
    const body = new FormData(form);
    const response = await fetch(form.action, { method: "POST", body, credentials: "same-origin" });
    if (!response.ok) return form.submit();
    text.value = "";
    form.elements.key.value = "";
    await refresh("inbox-rows", "thread-log", "thread-head");
    toTheEnd();
    text.focus();
  };
  form.addEventListener("submit", send);
  text.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) send(event);
  });
}

listen(redraw);
document.addEventListener("visibilitychange", tellSeen);
showWaiting();
tellSeen();
toTheEnd();
