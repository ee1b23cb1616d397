// Shows reports that are being made as they come, without touching the rest of the page.

const EVERY = 1500;
const told = document.getElementById("made-told");

async function look() {
  const place = document.getElementById("made");
  if (!place.hasAttribute("data-under-way")) return;
  try {
    const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const now = page.getElementById("made");
    if (answer.ok && now && now.outerHTML !== place.outerHTML && !place.contains(document.activeElement)) {
      place.replaceWith(document.adoptNode(now));
      if (!now.hasAttribute("data-under-way")) told.textContent = told.dataset.told;
    }
  } catch {
    // Away for a moment: the next look tells.
  }
  setTimeout(look, EVERY);
}

look();
