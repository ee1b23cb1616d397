import { place } from "./keyed.js";
import { fetchPage, gently, listen } from "./live.js";

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
  place(fresh, "board-facts", "board-grid", "board-agenda");
  if (left) document.querySelector(".grid-scroll").scrollLeft = left;
  showNow();
}

const redraw = gently(() => fetchPage().then(show).catch(() => {}));
picker.addEventListener("change", () => picker.value && picker.form.submit());
listen(({ type }) => ["booking", "reconnected"].includes(type) && redraw());
setInterval(showNow, 60_000);
window.addEventListener("resize", showNow);
showNow();
