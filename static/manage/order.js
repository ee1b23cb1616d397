// Keeps an open order's page up to date: a page in sight asks again every few seconds and shows what has changed.
const EVERY = 8000;

async function look() {
  const here = document.getElementById("order");
  if (!here?.hasAttribute("data-open") || document.visibilityState !== "visible") return;
  const response = await fetch(location.href, { headers: { Accept: "text/html" }, credentials: "same-origin" });
  if (!response.ok) return;
  const fresh = new DOMParser().parseFromString(await response.text(), "text/html").getElementById("order");
  if (!fresh) return location.reload(); // the proof has run out: back to the door
  if (fresh.dataset.version === here.dataset.version) return;
  for (const alert of document.querySelectorAll("main > .alert")) alert.remove();
  here.replaceWith(fresh);
}

setInterval(() => look().catch(() => {}), EVERY); // away for a moment: the next look shows it
document.addEventListener("visibilitychange", () => look().catch(() => {}));
