// A question is answered as it comes, and what is being made is shown as it becomes ready, without a reload.
// Without a socket, or without this script, the forms do the same by loading the page.

const room = document.querySelector(".making-room");
const session = room.dataset.session;
const coming = document.getElementById("coming");
const write = document.getElementById("write");
const told = document.getElementById("made-told");
const EVERY = 2000;
let socket = null;
let waiting = false;

const latest = document.getElementById("latest");
if (latest) latest.scrollIntoView({ block: "nearest" });
const link = document.getElementById("new-link");
if (link) link.select();
const side = document.querySelector(".side-fold");
if (side && matchMedia("(max-width: 50rem)").matches) side.open = false;

function connect() {
  if (!session) return;
  const scheme = location.protocol === "https:" ? "wss" : "ws";
  socket = new WebSocket(`${scheme}://${location.host}/ws/assistant/${session}/`);
  socket.addEventListener("message", ({ data }) => hear(JSON.parse(data)));
  socket.addEventListener("close", () => {
    socket = null;
    if (waiting) write.submit();
  });
}

function hear(frame) {
  if (frame.type === "delta") {
    coming.hidden = false;
    coming.textContent += frame.text;
  } else if (frame.type === "message") {
    waiting = false;
    history.replaceState(null, "", `${location.pathname}#latest`);
    location.reload();
  } else if (frame.type === "artifact") {
    look();
  } else if (frame.type === "error") {
    waiting = false;
    coming.hidden = false;
    coming.textContent = frame.detail;
  }
}

async function look() {
  try {
    const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
    if (answer.ok) swap(new DOMParser().parseFromString(await answer.text(), "text/html"));
  } catch {
    // Away for a moment: the next look tells.
  }
}

function swap(page) {
  const files = document.getElementById("attached");
  const read = page.getElementById("attached");
  if (files && read && files.outerHTML !== read.outerHTML) files.replaceWith(document.adoptNode(read));
  const log = document.querySelector(".talk-log");
  const said = page.querySelector(".talk-log");
  if (log && said && log.outerHTML !== said.outerHTML && !log.contains(document.activeElement)) {
    log.replaceWith(document.adoptNode(said));
  }
  const place = document.getElementById("made");
  const now = page.getElementById("made");
  if (!place || !now || place.contains(document.activeElement) || now.outerHTML === place.outerHTML) return;
  const was = place.hasAttribute("data-under-way");
  place.replaceWith(document.adoptNode(now));
  const list = document.querySelector(".side-list");
  const fresh = page.querySelector(".side-list");
  if (list && fresh) list.replaceWith(document.adoptNode(fresh));
  if (was && !now.hasAttribute("data-under-way")) told.textContent = told.dataset.told;
}

if (write && session) {
  write.addEventListener("submit", (event) => {
    if (!socket || socket.readyState !== WebSocket.OPEN) return;
    event.preventDefault();
    const field = write.elements.text;
    waiting = true;
    coming.textContent = "";
    socket.send(JSON.stringify({ type: "message", text: field.value, client_message_id: write.elements.key.value }));
  });
}

setInterval(() => {
  const made = document.getElementById("made");
  const attached = document.querySelector("#attached[data-reading]");
  if (attached || (made && made.hasAttribute("data-under-way"))) look();
}, EVERY);
connect();
