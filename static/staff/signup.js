// Fills in what the browser knows: where the owner is, and an address from the name. Both stay theirs to change.
const form = document.querySelector("form");
const [name, slug, timezone] = ["name", "slug", "timezone"].map((field) => form.elements.namedItem(field));
const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
if (!timezone.value && [...timezone.options].some((option) => option.value === here)) timezone.value = here;
let isTheirs = Boolean(slug.value);
slug.addEventListener("input", () => { isTheirs = Boolean(slug.value); });
name.addEventListener("input", () => {
  if (isTheirs) return;
  const plain = name.value.normalize("NFKD").toLowerCase().replace(/[^a-z0-9\s-]/g, "");
  slug.value = plain.trim().replace(/[\s-]+/g, "-").slice(0, 40).replace(/^-+|-+$/g, "");
});
