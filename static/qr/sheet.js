// The sheet goes to paper with one button.
document.getElementById("print")?.addEventListener("click", () => print());
