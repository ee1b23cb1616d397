// What keeps a staff page up to date: one socket a page, reopened with growing pauses, and a poll behind it.  A part of
// the page is put in place by keyed.js.  Whoever has been signed out is told so, and nothing they typed is lost.

const FIRST_PAUSE = 500;
const LONGEST_PAUSE = 15_000;
const POLLED_EVERY = 30_000;
const NOT_A_MEMBER = 4403;
const listeners = [];
const status = document.getElementById("live-status");

let isOpen = false;
let pause = FIRST_PAUSE;

/** Calls ``onEvent`` with every frame of the socket, and with {type: "reconnected"} whenever something may be missed. */
export function listen(onEvent) {
  listeners.push(onEvent);
  if (isOpen) return;
  isOpen = true;
  open();
  setInterval(() => tell({ type: "reconnected" }), POLLED_EVERY);
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && tell({ type: "reconnected" }));
}

const tell = (event) => listeners.forEach((each) => each(event));

function open() {
  const scheme = location.protocol === "https:" ? "wss:" : "ws:";
  const socket = new WebSocket(`${scheme}//${location.host}/ws/staff/`);
  socket.addEventListener("open", () => {
    status.hidden = true;
    pause = FIRST_PAUSE;
    tell({ type: "reconnected" });
  });
  socket.addEventListener("message", (message) => tell(JSON.parse(message.data)));
  socket.addEventListener("close", ({ code }) => {
    if (code === NOT_A_MEMBER) fetchPage().catch(() => {}); // tells of it, if that is so
    status.hidden = false;
    setTimeout(open, pause * (0.5 + Math.random()));
    pause = Math.min(pause * 2, LONGEST_PAUSE);
    tell({ type: "reconnected" });
  });
}

/** Whether the answer is a page of staff and not the door: who has been signed out meanwhile is told. */
export function isStill(response) {
  const isOut = response.redirected && new URL(response.url).pathname.startsWith("/login/");
  document.getElementById("live-signed-out").hidden = !isOut;
  if (isOut) status.hidden = true;
  return response.ok && !isOut;
}

/** A page as it is now; null where there is none to show. Rejects where nothing can be reached. */
export async function fetchPage(address = location.href) {
  const response = await fetch(address, { headers: { Accept: "text/html" }, credentials: "same-origin" });
  return isStill(response) ? new DOMParser().parseFromString(await response.text(), "text/html") : null;
}

/**
 * Sends a form and gives the page it leads to; null where it was not taken: who is away or signed out has been told, and
 * a page whose forms the server refuses is behind, and comes anew.
 */
export async function sendForm(form, submitter) {
  try {
    const body = new FormData(form, submitter);
    const response = await fetch(form.action, { method: "POST", body, credentials: "same-origin" });
    if (!response.ok) location.reload();
    return isStill(response) ? new DOMParser().parseFromString(await response.text(), "text/html") : null;
  } catch {
    status.hidden = false;
    return null;
  }
}

/** Runs the work at most once per pause however often it is asked for, and once more after the last asking. */
export function gently(work, pauseMs = 150) {
  let waiting = null;
  return () => {
    if (waiting !== null) return;
    waiting = setTimeout(() => {
      waiting = null;
      work();
    }, pauseMs);
  };
}
