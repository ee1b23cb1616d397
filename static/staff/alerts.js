// On every page of staff: who waits for a person, with a badge, a sound and a notification where those are switched on;
// and the badge of orders nobody has answered.

import { bell } from "./bell.js";
import { forgetDrafts } from "./drafts.js";
import { place } from "./keyed.js";
import { fetchPage, gently, isStill, listen } from "./live.js";

const CALM = [659.25, 880];
const URGENT = [987.77, 783.99, 987.77, 783.99, 987.77, 783.99];
const MINUTE = 60_000;
const alerts = document.getElementById("alerts");
const told = document.getElementById("alerts-told");

const keysOf = (selector) => new Set([...document.querySelectorAll(selector)].map((row) => row.dataset.key));

function showCount() {
  const count = document.querySelectorAll("#waiting-rows > li[data-version]").length;
  for (const badge of document.querySelectorAll("[data-waiting]")) {
    badge.textContent = String(count);
    badge.hidden = count === 0;
  }
  alerts.classList.toggle("has-danger", Boolean(document.querySelector("#waiting-rows > .is-danger")));
  if (!document.getElementById("kitchen")) document.title = document.title.replace(/^(\(\d+\) )?/, count ? `(${count}) ` : "");
}

/** The notification's words name nobody: it may be read on a locked screen. */
function notify(text, address) {
  if (document.visibilityState === "visible" || !isNotifying()) return;
  const shown = new Notification(text, { tag: address });
  shown.addEventListener("click", () => {
    window.focus();
    location.href = address;
  });
}

const isNotifying = () => "Notification" in window && Notification.permission === "granted" && localStorage.getItem("inbox-notify") === "on";

function notifySwitch(button) {
  if (!("Notification" in window)) return;
  const show = () => {
    button.setAttribute("aria-pressed", String(isNotifying()));
    const refused = Notification.permission === "denied";
    button.textContent = refused ? button.dataset.refused : isNotifying() ? button.dataset.on : button.dataset.off;
  };
  button.hidden = false;
  button.addEventListener("click", async () => {
    const wanted = isNotifying() ? "off" : "on";
    if (wanted === "on") await Notification.requestPermission();
    localStorage.setItem("inbox-notify", wanted);
    show();
  });
  show();
}

function watchWaiting() {
  const ring = bell(document.getElementById("alerts-sound"), "inbox-sound", CALM);
  notifySwitch(document.getElementById("alerts-notify"));
  const load = async () => {
    const fresh = await fetchPage(alerts.dataset.address);
    const [known, endangered] = [keysOf("#waiting-rows > li"), keysOf("#waiting-rows > .is-danger")];
    place(fresh, "waiting-rows");
    showCount();
    const rows = [...document.querySelectorAll("#waiting-rows > li[data-version]")];
    const danger = rows.find((row) => row.matches(".is-danger") && !endangered.has(row.dataset.key));
    const news = danger ?? rows.find((row) => !known.has(row.dataset.key));
    tick();
    if (!news) return;
    const text = danger ? alerts.dataset.danger : alerts.dataset.told;
    told.textContent = text;
    ring(danger ? URGENT : CALM);
    notify(text, news.querySelector("a").href);
  };
  const reload = gently(() => load().catch(() => {})); // away for a moment: the socket says so
  listen(({ type }) => ["conversation", "message", "reconnected"].includes(type) && reload());
  showCount();
}

async function showWaitingOrders() {
  const badge = document.querySelector("[data-waiting-orders]");
  if (!badge || document.getElementById("kitchen")) return; // which counts its own
  const response = await fetch("/staff/kitchen/waiting/", { credentials: "same-origin" });
  if (!isStill(response)) return;
  const { waiting } = await response.json();
  badge.textContent = String(waiting);
  badge.hidden = waiting === 0;
}

/** How long everybody on the page has waited. */
function tick() {
  for (const each of document.querySelectorAll(".waits[data-since]")) {
    const minutes = Math.max(0, Math.floor((Date.now() - new Date(each.dataset.since)) / MINUTE));
    each.textContent = alerts.dataset.waits.replace("{n}", minutes);
  }
}

const countOrders = gently(() => showWaitingOrders().catch(() => {}));
listen(({ type }) => (type === "order" || type === "reconnected") && countOrders());
if (alerts) watchWaiting();
document.querySelector("[data-signs-out]")?.addEventListener("submit", forgetDrafts);
document.addEventListener("click", (event) => alerts?.open && !alerts.contains(event.target) && (alerts.open = false));
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || !alerts?.open) return;
  alerts.open = false;
  alerts.querySelector("summary").focus();
});
setInterval(tick, 15_000);
tick();
