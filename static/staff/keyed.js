// Puts the fresh rows of a part of the page in place by their keys: what has not changed keeps its element, so that
// whoever is in the middle of it (focus, an open form, a half-typed word) stays there while the rest moves on.

// A row that says its version is as old as that; one that says none is compared by what it holds.
const says = (row) => row.dataset.version ?? row.innerHTML;
const isSame = (here, there) => says(here) === says(there) && here.className === there.className;

/** Makes ``list`` hold what ``fresh`` holds. ``known`` are elements of the whole page by key. */
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
  if (!row.className) row.removeAttribute("class");
  return row;
}

const rowsOf = (part) => new Map([...part.querySelectorAll("[data-key]")].map((row) => [row.dataset.key, row]));

/** Puts the lists of these ids in place as the fresh page, if there is one, has them, and marks what has arrived. */
export function place(fresh, ...ids) {
  if (!fresh) return;
  keepingFocus(() => {
    for (const id of ids) {
      const [here, there] = [document.getElementById(id), fresh.getElementById(id)];
      if (!here || !there) continue;
      const known = rowsOf(here);
      reconcile(here, there, known);
      for (const [key, row] of rowsOf(here)) if (!known.has(key)) row.classList.add("arrived");
    }
  });
}

/** The notices of the page that an answer has led to, in place of those that are shown. */
export function showNotices(fresh) {
  const notices = fresh?.getElementById("notices");
  if (notices?.children.length) document.getElementById("notices").replaceChildren(...notices.children);
}

/** What to focus again after ``work`` has replaced the row that had the focus: the same thing in the row of its key. */
export function keepingFocus(work) {
  const focused = document.activeElement;
  const row = focused?.closest("[data-key]");
  work();
  if (!row || focused.isConnected) return;
  const again = document.querySelector(`[data-key="${CSS.escape(row.dataset.key)}"]`);
  const { focus: name } = focused.dataset;
  const same = name && again?.querySelector(`[data-focus="${CSS.escape(name)}"]`);
  (same || again)?.focus();
}
