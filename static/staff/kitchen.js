import { bell } from "./bell.js";
import { keepingFocus, reconcile, showNotices } from "./keyed.js";
import { fetchPage, gently, listen, sendForm } from "./live.js";

const MINUTE = 60_000;
const HOUR = 60;
const LONG_WAIT = 10;
const NOTES = [880, 1174.66];
const kitchen = document.getElementById("kitchen");
const words = JSON.parse(document.getElementById("kitchen-words").textContent);
const told = document.getElementById("kitchen-told");

/** Minutes to the time each timer runs to; amber when it comes near, red when it has passed. What waits: how long. */
function tick() {
  for (const timer of kitchen.querySelectorAll(".timer")) {
    const left = Math.round((new Date(timer.dataset.due) - Date.now()) / MINUTE);
    const [late, waits] = [left < 0, "waits" in timer.dataset]; // what is ready waits for somebody: it is not late
    const form = late ? (waits ? words.waits : words.late) : words.minutes;
    timer.textContent = left > HOUR ? "" : left === 0 ? words.now : form.replace("%(n)s", Math.abs(left));
    timer.classList.toggle("red", late && !waits);
    timer.classList.toggle("amber", waits ? left < -LONG_WAIT : !late && left <= Number(timer.dataset.amber));
  }
}

function count() {
  for (const counter of kitchen.querySelectorAll("[data-count]")) {
    const cards = kitchen.querySelectorAll(`[data-cards="${counter.dataset.count}"] > .order`).length;
    counter.textContent = cards;
    counter.toggleAttribute("data-none", cards === 0);
  }
  const waiting = kitchen.querySelectorAll('[data-cards="new"] > .order').length;
  document.title = document.title.replace(/^(\(\d+\) )?/, waiting ? `(${waiting}) ` : "");
  for (const badge of document.querySelectorAll("[data-waiting-orders]")) {
    badge.textContent = waiting;
    badge.hidden = waiting === 0;
  }
}

/**
 * Shows what the fresh page shows: cards that are as they were keep their element, and the focus stays. One that is
 * older than what is on show, for answers overtake each other, shows nothing.
 */
function show(fresh) {
  if (!fresh) return; // and the person has been told why
  const there = fresh.getElementById("kitchen");
  if (!there) return location.reload();
  showNotices(fresh);
  if (Number(there.dataset.stamp) < Number(kitchen.dataset.stamp)) return;
  kitchen.dataset.stamp = there.dataset.stamp;
  const rows = [...document.querySelectorAll("#kitchen [data-key], #kitchen-done [data-key]")];
  const known = new Map(rows.map((row) => [row.dataset.key, row]));
  keepingFocus(() => {
    for (const list of kitchen.querySelectorAll("[data-cards]")) {
      reconcile(list, fresh.querySelector(`[data-cards="${list.dataset.cards}"]`), known);
    }
    reconcile(document.getElementById("kitchen-done"), fresh.getElementById("kitchen-done"), known);
  });
  kitchen.querySelector(".later-title").hidden = !kitchen.querySelector('[data-cards="later"] > .order');
  const arrived = [...kitchen.querySelectorAll('[data-cards="new"] > .order')].filter((card) => !known.has(card.dataset.key));
  for (const card of arrived) card.classList.add("arrived");
  if (arrived.length) {
    told.textContent = words.arrived;
    ring();
  }
  document.querySelector(".kitchen-clock").replaceWith(fresh.querySelector(".kitchen-clock"));
  showUndo(fresh.getElementById("kitchen-undo"));
  count();
  tick();
}

function showUndo(fresh) {
  const place = document.getElementById("kitchen-undo");
  if (place.contains(document.activeElement) && place.firstElementChild?.dataset.key === fresh.firstElementChild?.dataset.key) return;
  place.replaceChildren(...fresh.children);
  fadeUndo();
}

let fading = null;

/** After its seconds a move is not taken back any more: the customer has been told. */
function fadeUndo() {
  const undo = document.querySelector("#kitchen-undo .undo");
  clearTimeout(fading);
  if (undo) fading = setTimeout(() => undo.remove(), Number(undo.dataset.seconds) * 1000);
}

const redraw = gently(() => fetchPage().then(show).catch(() => {})); // away for a moment: the socket says so

const SECOND_TAP = { ms: 600, pixels: 30 };
let tapped = { at: -Infinity, x: 0, y: 0 };

/** Whether a finger has come down twice: the first tap has moved the card, and another may lie there now. */
function isSecondTap({ timeStamp, clientX, clientY }) {
  const last = tapped;
  tapped = { at: timeStamp, x: clientX, y: clientY };
  const isNear = Math.hypot(clientX - last.x, clientY - last.y) < SECOND_TAP.pixels;
  return isNear && timeStamp - last.at < SECOND_TAP.ms;
}

function onClick(event) {
  if (event.detail && event.target.closest(".order-moves button") && isSecondTap(event)) event.preventDefault();
}

async function send(event) {
  const form = event.target.closest("form");
  if (!form || form.method !== "post" || !form.closest("#kitchen, #kitchen-undo")) return;
  event.preventDefault();
  if (form.closest(".order")?.ariaBusy) return; // on its way already
  form.closest(".order")?.setAttribute("aria-busy", "true");
  show(await sendForm(form, event.submitter)); // what was not sent leaves the card where it is
  form.closest(".order")?.removeAttribute("aria-busy");
}

function columns() {
  return [...kitchen.querySelectorAll(".column")].map((column) => [...column.querySelectorAll(".order")]).filter((cards) => cards.length);
}

/** From card to card: up and down in a column, left and right to the card beside it. */
function step(card, key) {
  const all = columns();
  const column = all.findIndex((cards) => cards.includes(card));
  const place = all[column].indexOf(card);
  const across = { ArrowLeft: -1, ArrowRight: 1 }[key] ?? 0;
  const down = { ArrowUp: -1, ArrowDown: 1 }[key] ?? 0;
  const cards = all[column + across] ?? all[column];
  cards[Math.min(Math.max(place + down, 0), cards.length - 1)].focus();
}

function onKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
  const card = event.target;
  if (!card.matches(".order")) return;
  const pressed = { Enter: ".order-next", p: "[data-print]", r: ".sure summary" }[event.key];
  if (event.key.startsWith("Arrow")) step(card, event.key);
  else if (event.key === "u") document.querySelector("[data-undo]")?.click();
  else if (pressed) card.querySelector(pressed)?.click();
  else return;
  event.preventDefault();
}

document.addEventListener("click", onClick, { capture: true });
document.addEventListener("submit", send);
kitchen.addEventListener("keydown", onKey);
const ring = bell(document.getElementById("sound"), "kitchen-sound", NOTES);
setInterval(tick, 1000);
listen((event) => {
  if (event.type === "order" || event.type === "reconnected") redraw();
});
count();
tick();
fadeUndo();
