// Sounds made here, so that there is no file to load. Each is kept on or off by this browser.

let context = null;
const kept = new Set();
const isOn = (name) => localStorage.getItem(name) === "on";

/** Browsers play nothing before somebody has touched the page. */
function wake() {
  if (![...kept].some(isOn)) return;
  context ??= new AudioContext();
  context.resume();
}

function play(notes) {
  notes.forEach((pitch, place) => {
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

/** What rings these notes (hertz) where ``button``, which remembers by ``name``, is switched on; or others, if told. */
export function bell(button, name, notes) {
  const ring = (others = notes) => isOn(name) && context && play(others);
  const show = () => {
    button.setAttribute("aria-pressed", String(isOn(name)));
    button.textContent = isOn(name) ? button.dataset.on : button.dataset.off;
  };
  kept.add(name);
  button.hidden = false;
  button.addEventListener("click", () => {
    localStorage.setItem(name, isOn(name) ? "off" : "on");
    wake();
    show();
    ring();
  });
  for (const touch of ["pointerdown", "keydown"]) document.addEventListener(touch, wake);
  show();
  return ring;
}
