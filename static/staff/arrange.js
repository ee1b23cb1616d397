// Places on the plan are dragged or moved by arrow keys; the figures beside them are what is saved, and move them too.
// Those that stand nowhere wait below the plan, and go back there.
const COLUMNS = 8;
const ROWS = 12;
const told = document.getElementById("arrange-told");

for (const plan of document.querySelectorAll("[data-plan]")) {
  plan.hidden = false;
  for (const figures of plan.parentElement.querySelectorAll("[data-place]")) plan.append(placeOf(plan, figures));
  draw(plan);
}

/** A button on the plan for one row of figures. */
function placeOf(plan, figures) {
  const item = document.createElement("li");
  const button = Object.assign(document.createElement("button"), { type: "button", textContent: figures.dataset.name });
  button.className = "quiet";
  button.setAttribute("aria-describedby", "arrange-how");
  item.append(button);
  [item.column, item.row] = figures.querySelectorAll("select");
  for (const each of [item.column, item.row]) each.addEventListener("change", () => draw(plan));
  button.addEventListener("keydown", (event) => onKey(event, plan, item));
  button.addEventListener("pointerdown", (event) => onGrab(event, plan, item));
  return item;
}

function stands(item) {
  return item.column.value && item.row.value;
}

/** Every place where its figures say, and the others below in order. */
function draw(plan) {
  let waiting = 0;
  for (const item of plan.children) {
    const [column, row] = stands(item) ? [item.column.value - 1, item.row.value - 1] : [waiting % COLUMNS, ROWS + Math.floor(waiting / COLUMNS)];
    if (!stands(item)) waiting += 1;
    item.className = `col-${column} row-${row}${stands(item) ? "" : " off-plan"}`;
    const where = stands(item) ? `${item.column.value}, ${item.row.value}` : "–";
    item.firstChild.setAttribute("aria-label", `${item.firstChild.textContent}: ${where}`);
  }
}

function isTaken(plan, item, column, row) {
  const stand = (each) => Number(each.column.value) === column && Number(each.row.value) === row;
  return [...plan.children].some((each) => each !== item && stand(each));
}

function move(plan, item, column, row) {
  const isOff = row > ROWS;
  if (column < 1 || column > COLUMNS || row < 1 || (!isOff && isTaken(plan, item, column, row))) return;
  [item.column.value, item.row.value] = isOff ? ["", ""] : [column, row];
  draw(plan);
  told.textContent = item.firstChild.getAttribute("aria-label");
}

/** From below the plan the first arrow leads to the first spot that is free. */
function onKey(event, plan, item) {
  const step = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
  if (!step) return;
  event.preventDefault();
  if (stands(item)) return move(plan, item, Number(item.column.value) + step[0], Number(item.row.value) + step[1]);
  const spots = Array.from({ length: COLUMNS * ROWS }, (_, place) => [(place % COLUMNS) + 1, Math.floor(place / COLUMNS) + 1]);
  const free = spots.find(([column, row]) => !isTaken(plan, item, column, row));
  if (free) move(plan, item, ...free);
}

function onGrab(event, plan, item) {
  const button = event.currentTarget;
  const first = item.getBoundingClientRect();
  const height = first.height + parseFloat(getComputedStyle(plan).rowGap);
  button.setPointerCapture(event.pointerId);
  button.onpointermove = ({ clientX, clientY }) => {
    const area = plan.getBoundingClientRect();
    const column = Math.floor(((clientX - area.left) / area.width) * COLUMNS) + 1;
    move(plan, item, column, Math.floor((clientY - area.top) / height) + 1);
  };
  button.onpointerup = button.onpointercancel = () => (button.onpointermove = null);
}
