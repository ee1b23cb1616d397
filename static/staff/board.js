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

/** A booking is dragged over the grid: to another row, another quarter of an hour, or both. Who is here keeps the time. */
let dragged = null;
const QUARTER = HOUR / 4;

function onDrag(event) {
  const row = event.target.closest("tr[data-resource]");
  if (event.type === "dragstart") {
    const cell = event.target.closest("td[draggable]");
    dragged = cell && { cell, held: event.clientX - cell.getBoundingClientRect().left };
    if (dragged) event.dataTransfer.setData("text/plain", cell.dataset.reference);
    return;
  }
  for (const each of document.querySelectorAll(".drop-here")) each.classList.remove("drop-here");
  document.querySelector(".drop-line")?.remove();
  const start = dragged && row && quarterAt(event);
  const isElsewhere = start && (row !== dragged.cell.closest("tr") || start - new Date(dragged.cell.dataset.begins));
  if (isElsewhere) {
    event.preventDefault();
    if (event.type === "dragover") showDrop(row, start);
    else if (event.type === "drop") drop(dragged.cell, row, start);
  }
  if (event.type === "dragend") dragged = null;
}

/** The quarter of an hour at which the booking would begin if it were let go here. */
function quarterAt(event) {
  const { cell, held } = dragged;
  const keepsTime = cell.classList.contains("taken-arrived") || event.target.closest("th"); // let go over a row's name
  if (keepsTime) return new Date(cell.dataset.begins);
  const grid = cell.closest(".grid");
  const first = grid.querySelector("thead th").offsetWidth;
  const across = (event.clientX - held - grid.getBoundingClientRect().left - first) / (grid.offsetWidth - first);
  const quarters = Math.round(across * Number(grid.dataset.hours) * 4);
  const moved = quarters - quartersOf(cell, grid);
  return new Date(new Date(cell.dataset.begins).getTime() + moved * QUARTER); // five past stays five past
}

const quartersOf = (cell, grid) => Math.floor((new Date(cell.dataset.begins) - new Date(grid.dataset.begins)) / QUARTER);

function showDrop(row, start) {
  row.classList.add("drop-here");
  const grid = row.closest(".grid");
  const first = grid.querySelector("thead th").offsetWidth;
  const passed = (start - new Date(grid.dataset.begins)) / HOUR / Number(grid.dataset.hours);
  const line = Object.assign(document.createElement("div"), { className: "drop-line" });
  line.style.left = `${first + passed * (grid.offsetWidth - first)}px`;
  grid.after(line);
}

function drop(cell, row, start) {
  const form = document.getElementById("board-place");
  form.action = form.dataset.action.replace("REFERENCE", cell.dataset.reference);
  form.elements.resource.value = row.dataset.resource;
  form.elements.start.value = start.toISOString();
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
