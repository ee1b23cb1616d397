// The sound of a new order: two notes made here, so that there is no file to load. Kept on or off by this browser.

const KEPT = "kitchen-sound";
const NOTES = [880, 1174.66];
let context = null;

const isOn = () => localStorage.getItem(KEPT) === "on";

/** Browsers play nothing before somebody has touched the page. */
function wake() {
  if (!isOn()) return;
  context ??= new AudioContext();
  context.resume();
}

export function ring() {
  if (!isOn() || !context) return;
  NOTES.forEach((pitch, place) => {
    const [tone, loudness] = [context.createOscillator(), context.createGain()];
    const start = context.currentTime + place * 0.22;
    tone.frequency.value = pitch;
    loudness.gain.setValueAtTime(0.0001, start);
    loudness.gain.exponentialRampToValueAtTime(0.5, start + 0.02);
    loudness.gain.exponentialRampToValueAtTime(0.0001, start + 0.6);
    tone.connect(loudness).connect(context.destination);
    tone.start(start);
    tone.stop(start + 0.65);
  });
}

export function soundSwitch(button) {
  const show = () => {
    button.setAttribute("aria-pressed", String(isOn()));
    button.textContent = isOn() ? button.dataset.on : button.dataset.off;
  };
  button.hidden = false;
  button.addEventListener("click", () => {
    localStorage.setItem(KEPT, isOn() ? "off" : "on");
    wake();
    show();
    ring();
  });
  for (const touch of ["pointerdown", "keydown"]) document.addEventListener(touch, wake);
  show();
}
