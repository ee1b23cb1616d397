// Tells how far an import is, and shows the page anew when it has come to an end.

const EVERY = 700;
const place = document.getElementById("import-progress");
const bar = place.querySelector("progress");

async function look() {
  try {
    const answer = await fetch(place.dataset.url, { headers: { Accept: "application/json" } });
    if (answer.ok) show(await answer.json());
  } catch {
    // Away for a moment: the next look tells.
  }
  setTimeout(look, EVERY);
}

function show({ state, done, total }) {
  if (state !== place.dataset.state) return location.reload();
  if (!total) return;
  bar.max = total;
  bar.value = done;
  place.querySelector("[data-done]").textContent = done;
  place.querySelector("[data-total]").textContent = total;
}

look();
