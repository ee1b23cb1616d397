// Shows how far a source is, without loading the page anew; what was read is shown once all of it is there.

const EVERY = 1500;

async function look() {
  const place = document.getElementById("source-state");
  if (!place.hasAttribute("data-under-way")) return;
  try {
    const answer = await fetch(location.href, { headers: { Accept: "text/html" }, credentials: "same-origin" });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const now = page.getElementById("source-state");
    if (answer.ok && now && !now.hasAttribute("data-under-way")) return location.reload();
    if (answer.ok && now && now.innerHTML !== place.innerHTML) place.replaceChildren(...document.adoptNode(now).childNodes);
  } catch {
    // Away for a moment: the next look tells.
  }
  setTimeout(look, EVERY);
}

setTimeout(look, EVERY);
