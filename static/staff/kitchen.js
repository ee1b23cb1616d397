import { keepingFocus, reconcile } from "./keyed.js";
import { gently, listen } from "./live.js";
import { ring, soundSwitch } from "./bell.js";

const MINUTE = 60_000;
const HOUR = 60;
const POLLED_EVERY = 30_000;
const kitchen = document.getElementById("kitchen");
const words = JSON.parse(document.getElementById("kitchen-words").textContent);
const told = document.getElementById("kitchen-told");

/** Minutes to the time each timer runs to; amber when it comes near, red when it has passed. */
function tick() {
  for (const timer of kitchen.querySelectorAll(".timer")) {
    const left = Math.round((new Date(timer.dataset.due) - Date.now()) / MINUTE);
    const late = left < 0;
    timer.textContent = left > HOUR ? "" : left === 0 ? words.now : (late ? words.late : words.minutes).replace("%(n)s", Math.abs(left));
    timer.classList.toggle("red", late);
    timer.classList.toggle("amber", !late && left <= Number(timer.dataset.amber));
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

/** Shows what the fresh page shows: cards that are as they were keep their element, and the focus stays. */
function show(html) {
  const fresh = new DOMParser().parseFromString(html, "text/html");
  if (!fresh.getElementById("kitchen")) return location.reload();
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
  showNotices(fresh);
  showUndo(fresh.getElementById("kitchen-undo"));
  count();
  tick();
}

function showNotices(fresh) {
  const notices = [...fresh.querySelectorAll("#main > .notice[role=status]")];
  if (!notices.length) return;
  for (const old of document.querySelectorAll("#main > .notice[role=status]")) old.remove();
  document.getElementById("main").prepend(...notices);
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

async function load() {
  const response = await fetch(location.href, { headers: { Accept: "text/html" }, credentials: "same-origin" });
  if (response.redirected) return location.reload(); // signed out meanwhile
  if (response.ok) show(await response.text());
}

const redraw = gently(() => load().catch(() => {})); // away for a moment: the socket says so, and the poll tries again

const SECOND_TAP = 500;
let isSending = false;
let sentAt = -SECOND_TAP;

async function send(event) {
  const form = event.target.closest("form");
  if (!form || form.method !== "post" || !form.closest("#kitchen, #kitchen-undo")) return;
  event.preventDefault();
  // A second tap: on what is already on its way, or on the card that has moved under the finger.
  const isOfCard = form.closest(".order") !== null;
  if (isSending || (isOfCard && performance.now() - sentAt < SECOND_TAP)) return;
  isSending = true;
  const body = new FormData(form, event.submitter);
  form.closest(".order")?.setAttribute("aria-busy", "true");
  try {
    const response = await fetch(form.action, { method: "POST", body, credentials: "same-origin" });
    if (!response.ok) return location.reload();
    show(await response.text());
  } catch {
    document.getElementById("live-status").hidden = false; // nothing was sent: the card stays where it is
  } finally {
    isSending = false;
    sentAt = performance.now();
    form.closest(".order")?.removeAttribute("aria-busy");
  }
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
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const card = event.target;
  if (!card.matches(".order")) return;
  const pressed = { Enter: ".order-next", p: "[data-print]", r: ".sure summary" }[event.key];
  if (event.key.startsWith("Arrow")) step(card, event.key);
  else if (event.key === "u") document.querySelector("[data-undo]")?.click();
  else if (pressed) card.querySelector(pressed)?.click();
  else return;
  event.preventDefault();
}

document.addEventListener("submit", send);
kitchen.addEventListener("keydown", onKey);
soundSwitch(document.getElementById("sound"));
setInterval(tick, 1000);
setInterval(redraw, POLLED_EVERY);
listen((event) => {
  if (event.type === "order" || event.type === "reconnected") redraw();
});
document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && redraw());
count();
tick();
fadeUndo();
