// Copies the line that shows the chat; where the browser does not let us, it is selected for whoever copies by hand.
const button = document.getElementById("copy");
const line = document.getElementById("script-line");

if (button && line) {
  const told = document.getElementById("copy-told");
  button.hidden = false;
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(line.textContent);
      told.textContent = button.dataset.copied;
    } catch {
      getSelection().selectAllChildren(line);
      told.textContent = button.dataset.failed;
    }
  });
}
