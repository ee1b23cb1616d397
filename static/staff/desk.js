// The times follow what is asked for at once, and what has been typed about the customer stays; without a script the
// form's button shows them.
let latest = 0;

async function show(form) {
  if (!form.reportValidity()) return;
  const mine = (latest += 1);
  const address = `${location.pathname}?${new URLSearchParams(new FormData(form))}`;
  const response = await fetch(address, { credentials: "same-origin" });
  if (mine !== latest) return;
  const fresh = new DOMParser().parseFromString(await response.text(), "text/html").getElementById("times");
  const here = document.getElementById("times");
  if (!response.ok || !fresh || !here) {
    form.submit();
    return;
  }
  here.replaceWith(fresh);
  history.replaceState(null, "", address);
}

for (const form of document.querySelectorAll("form[data-at-once]")) {
  form.querySelector("button").hidden = true;
  form.addEventListener("change", () => show(form));
}
