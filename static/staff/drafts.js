// What was being written, kept in this browser until it is sent: it outlives a reload and a lost session, and does not
// reach the server before somebody sends it. By person and conversation; a week at most; signing out forgets it.

const KEPT = "draft:";
const WEEK = 7 * 24 * 3_600_000;

/** Fills each field that has a draft, and keeps what is typed from then on. Gives the fields that were filled. */
export function keepDrafts(fields) {
  forgetOld();
  return [...fields].filter((field) => {
    const name = KEPT + field.dataset.draft;
    field.addEventListener("input", () => write(name, field.value));
    const draft = JSON.parse(localStorage.getItem(name) ?? "null");
    if (!draft || field.value) return false;
    field.value = draft.text;
    return true;
  });
}

export const dropDraft = (field) => localStorage.removeItem(KEPT + field.dataset.draft);

export function forgetDrafts() {
  for (const name of Object.keys(localStorage)) if (name.startsWith(KEPT)) localStorage.removeItem(name);
}

function write(name, text) {
  if (text.trim()) localStorage.setItem(name, JSON.stringify({ text, at: Date.now() }));
  else localStorage.removeItem(name);
}

function forgetOld() {
  for (const name of Object.keys(localStorage)) {
    if (name.startsWith(KEPT) && Date.now() - JSON.parse(localStorage.getItem(name)).at > WEEK) localStorage.removeItem(name);
  }
}
