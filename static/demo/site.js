// The demo sites' own script: a link marked data-chat opens the widget; where there is none it leads to the form.
window.XSeven = window.XSeven || [];
document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-chat]");
  if (!link || !window.XSeven.loaded) return;
  event.preventDefault();
  window.XSeven.push(["open"]);
});
