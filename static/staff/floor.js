// The floor plan keeps itself up to date, its forms go without a new page, and who sits somewhere is dragged elsewhere.
import { place, showNotices } from "./keyed.js";
import { fetchPage, gently, listen, sendForm } from "./live.js";

const floor = document.getElementById("floor");
const panel = document.getElementById("floor-panel");
const seating = document.getElementById("board-place");

/** The plan comes anew where it has changed; what has the focus there keeps it by its key. */
function show(fresh) {
  if (!fresh) return;
  const focused = document.activeElement?.closest("[data-resource]")?.dataset.resource;
  place(fresh, "board-undo", "floor", "floor-panel");
  if (focused) floor.querySelector(`[data-resource="${focused}"]`)?.focus();
}

async function send(form, submitter) {
  const fresh = await sendForm(form, submitter);
  if (!fresh) return; // and the person has been told
  showNotices(fresh);
  show(await fetchPage());
}

function onSubmit(event) {
  const form = event.target;
  if (form.method !== "post" || form.ariaBusy === "true") return;
  event.preventDefault();
  form.ariaBusy = "true"; // on its way already
  send(form, event.submitter).finally(() => form.removeAttribute("aria-busy"));
}

let dragged = null;

function onDrag(event) {
  const spot = event.target.closest(".spot");
  for (const each of floor.querySelectorAll(".drop-here")) each.classList.remove("drop-here");
  if (event.type === "dragstart") {
    dragged = spot?.dataset.reference ? spot : null;
    if (dragged) event.dataTransfer.setData("text/plain", dragged.dataset.reference);
  } else if (event.type === "dragend") dragged = null;
  else if (dragged && spot && spot !== dragged) {
    event.preventDefault();
    if (event.type === "dragover") spot.classList.add("drop-here");
    else drop(spot);
  }
}

function drop(spot) {
  seating.action = seating.dataset.action.replace("REFERENCE", dragged.dataset.reference);
  seating.elements.resource.value = spot.dataset.resource;
  seating.elements.version.value = dragged.dataset.bookingVersion;
  send(seating);
}

/** Arrow keys go to the place that is nearest in that direction. */
function onKey(event) {
  const towards = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
  const from = event.target.closest(".spot")?.getBoundingClientRect();
  if (!towards || !from) return;
  const [x, y] = towards;
  const distance = (spot) => {
    const to = spot.getBoundingClientRect();
    const [across, down] = [to.left - from.left, to.top - from.top];
    const along = across * x + down * y;
    return along > 4 ? along + 3 * Math.abs(across * y + down * x) : Infinity;
  };
  const nearest = [...floor.querySelectorAll(".spot")].reduce((one, other) => (distance(other) < distance(one) ? other : one));
  if (distance(nearest) === Infinity) return;
  nearest.focus();
  event.preventDefault();
}

floor.addEventListener("keydown", onKey);
if (seating) {
  seating.dataset.action = seating.action;
  for (const name of ["dragstart", "dragover", "drop", "dragend"]) floor.addEventListener(name, onDrag);
  panel.addEventListener("submit", onSubmit);
  document.getElementById("board-undo").addEventListener("submit", onSubmit);
}
const redraw = gently(() => fetchPage().then(show).catch(() => {}));
listen(({ type }) => ["booking", "reconnected"].includes(type) && redraw());
