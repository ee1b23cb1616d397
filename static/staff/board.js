import { place, showNotices } from "./keyed.js";
import { fetchPage, gently, listen, sendForm } from "./live.js";

const HOUR = 3_600_000;
const picker = document.getElementById("day-picked");

/** A line at the present time, where the day on show has it. */
function showNow() {
  document.querySelector(".now-line")?.remove();
  const grid = document.querySelector(".grid[data-begins]");
  if (!grid) return;
  const passed = (Date.now() - new Date(grid.dataset.begins)) / HOUR / Number(grid.dataset.hours);
  if (passed < 0 || passed > 1) return;
  const first = grid.querySelector("thead th").offsetWidth;
  const line = Object.assign(document.createElement("div"), { className: "now-line" });
  line.style.left = `${first + passed * (grid.offsetWidth - first)}px`;
  grid.after(line);
}

/** The grid comes anew as a whole: what was scrolled to stays in sight. */
function show(fresh) {
  const left = document.querySelector(".grid-scroll")?.scrollLeft;
  place(fresh, "board-undo", "board-facts", "board-grid", "board-agenda");
  fadeUndo();
  if (left) document.querySelector(".grid-scroll").scrollLeft = left;
  showNow();
}

let fading = null;

/** After its seconds a move is taken back by another move. */
function fadeUndo() {
  const undo = document.querySelector("#board-undo .undo");
  clearTimeout(fading);
  if (undo) fading = setTimeout(() => undo.remove(), Number(undo.dataset.seconds) * 1000);
}

async function send(form, submitter) {
  const fresh = await sendForm(form, submitter);
  if (!fresh) return; // and the person has been told
  showNotices(fresh);
  show(await fetchPage()); // the day that is on show, as it is shown
}

/** Forms of the list and of the undo bar go without a new page: what is open elsewhere on it stays. */
function onSubmit(event) {
  const form = event.target;
  if (form.method !== "post" || form.ariaBusy === "true") return;
  event.preventDefault();
  form.ariaBusy = "true"; // on its way already
  send(form, event.submitter).finally(() => form.removeAttribute("aria-busy"));
}

/** Keys of the booking that has the focus: to the one above or below, and what its buttons do. */
function onKey(event) {
  const stay = event.target;
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || !stay.matches(".stay")) return;
  const beside = { ArrowUp: stay.previousElementSibling, ArrowDown: stay.nextElementSibling }[event.key];
  const pressed = { Enter: "[data-next]", n: "[data-no-show]", l: "[data-late]" }[event.key];
  if (event.key === "u") document.querySelector("[data-undo]")?.click();
  else if (beside) beside.focus();
  else if (pressed) stay.querySelector(pressed)?.click();
  else return;
  event.preventDefault();
}

/** A booking is dragged from its row of the grid to another: its time stays. */
let dragged = null;

function onDrag(event) {
  const row = event.target.closest("tr[data-resource]");
  if (event.type === "dragstart") {
    dragged = event.target.closest("td[draggable]");
    if (dragged) event.dataTransfer.setData("text/plain", dragged.dataset.reference);
    return;
  }
  const isElsewhere = dragged && row && row !== dragged.closest("tr");
  for (const each of document.querySelectorAll(".drop-here")) each.classList.remove("drop-here");
  if (event.type === "dragend") dragged = null;
  if (!isElsewhere) return;
  event.preventDefault();
  if (event.type === "dragover") row.classList.add("drop-here");
  else if (event.type === "drop") drop(dragged, row);
}

function drop(cell, row) {
  const form = document.getElementById("board-place");
  form.action = form.dataset.action.replace("REFERENCE", cell.dataset.reference);
  form.elements.resource.value = row.dataset.resource;
  form.elements.version.value = cell.dataset.bookingVersion;
  send(form);
}

const form = document.getElementById("board-place");
if (form) {
  form.dataset.action = form.action;
  for (const name of ["dragstart", "dragover", "drop", "dragend"]) document.getElementById("board-grid").addEventListener(name, onDrag);
  for (const id of ["board-undo", "board-agenda"]) document.getElementById(id).addEventListener("submit", onSubmit);
  document.getElementById("board-agenda").addEventListener("keydown", onKey);
}
const redraw = gently(() => fetchPage().then(show).catch(() => {}));
picker.addEventListener("change", () => picker.value && picker.form.submit());
listen(({ type }) => ["booking", "reconnected"].includes(type) && redraw());
setInterval(showNow, 60_000);
window.addEventListener("resize", showNow);
showNow();
fadeUndo();
