// Puts the fresh rows of a part of the page in place by their keys: what has not changed keeps its element, so that
// whoever is in the middle of it (focus, an open form, a half-typed word) stays there while the rest moves on.

const isSame = (here, there) => here.dataset.version === there.dataset.version && here.className === there.className;

/** Makes ``list`` hold what ``fresh`` holds. ``known`` are elements of the whole page by key. Returns the new keys. */
export function reconcile(list, fresh, known) {
  const rows = [...fresh.children].map((there) => {
    const here = known.get(there.dataset.key);
    return here && isSame(withoutMarks(here), there) ? here : there;
  });
  if (rows.length === list.children.length && rows.every((row, place) => row === list.children[place])) return;
  const focused = document.activeElement;
  // Elements that stay in their list are not taken out of it: moving one would take the focus from what is in it.
  rows.forEach((row, place) => {
    if (list.children[place] !== row) list.insertBefore(row, list.children[place] ?? null);
  });
  while (list.children.length > rows.length) list.lastElementChild.remove();
  if (focused !== document.activeElement && focused.isConnected) focused.focus();
}

function withoutMarks(row) {
  row.classList.remove("arrived");
  return row;
}

/** What to focus again after ``work`` has replaced the row that had the focus: the same thing in the row of its key. */
export function keepingFocus(work) {
  const focused = document.activeElement;
  const row = focused?.closest("[data-key]");
  work();
  if (!row || focused.isConnected) return;
  const again = document.querySelector(`[data-key="${CSS.escape(row.dataset.key)}"]`);
  const { focus: name } = focused.dataset;
  const same = name && again?.querySelector(`[data-focus="${name}"]`);
  (same || again)?.focus();
}
