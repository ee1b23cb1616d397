// The staff socket: one connection a page, reopened with growing pauses, and a poll while it is away.

const FIRST_PAUSE = 500;
const LONGEST_PAUSE = 15000;

export function listen(onEvent) {
  const status = document.getElementById("live-status");
  let pause = FIRST_PAUSE;
  const countOrders = gently(showWaitingOrders);

  function tell(event) {
    if (event.type === "order" || event.type === "reconnected") countOrders();
    onEvent(event);
  }

  function open() {
    const scheme = location.protocol === "https:" ? "wss:" : "ws:";
    const socket = new WebSocket(`${scheme}//${location.host}/ws/staff/`);
    socket.addEventListener("open", () => {
      status.hidden = true;
      pause = FIRST_PAUSE;
      tell({ type: "reconnected" });
    });
    socket.addEventListener("message", (message) => tell(JSON.parse(message.data)));
    socket.addEventListener("close", () => {
      status.hidden = false;
      setTimeout(open, pause * (0.5 + Math.random()));
      pause = Math.min(pause * 2, LONGEST_PAUSE);
      tell({ type: "reconnected" });
    });
  }

  open();
}

/** The badge of the orders nobody has answered yet, where the page has one. */
async function showWaitingOrders() {
  const badge = document.querySelector("[data-waiting-orders]");
  if (!badge) return;
  const response = await fetch("/staff/kitchen/waiting/", { credentials: "same-origin" });
  if (!response.ok || response.redirected) return;
  const { waiting } = await response.json();
  badge.textContent = String(waiting);
  badge.hidden = waiting === 0;
}

/** Fetches the page again and puts the named parts of it in place, leaving focus and scroll where they are. */
export async function refresh(...ids) {
  const response = await fetch(location.href, { headers: { Accept: "text/html" }, credentials: "same-origin" });
  if (!response.ok || response.redirected) {
    location.reload();
    return;
  }
  const fresh = new DOMParser().parseFromString(await response.text(), "text/html");
  for (const id of ids) {
    const here = document.getElementById(id);
    const there = fresh.getElementById(id);
    if (!here || !there || here.innerHTML === there.innerHTML || here.contains(document.activeElement)) continue;
    const known = new Set([...here.querySelectorAll("[data-key]")].map((row) => row.dataset.key));
    here.replaceChildren(...there.childNodes);
    for (const row of here.querySelectorAll("[data-key]")) {
      if (!known.has(row.dataset.key)) row.classList.add("arrived");
    }
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
