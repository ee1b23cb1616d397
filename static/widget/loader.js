// The loader: everything a customer's page downloads before somebody shows interest.
// A classic script, because `async` and `document.currentScript` must work on any page.
// The server writes the business's own values where CONFIG stands.
((config) => {
  "use strict";
  const script = document.currentScript;
  const queue = (window.XSeven = window.XSeven || []);
  if (queue.loaded) return; // a second tag on the same page changes nothing
  queue.loaded = true;

  const options = (script && script.dataset) || {};
  const locale = options.locale || config.locale;
  const words = config.words[locale] || config.words[locale.split("-")[0]] || config.words[""];
  const label = options.label || words.open;
  const phone = matchMedia("(max-width: 640px), (max-height: 420px)");
  const listeners = { open: [], close: [], unread: [] };
  const memory = "xseven:" + config.origin;
  let frame = null, isOpen = false, isReady = false, unread = 0, opener = null, covered = [];

  const host = document.createElement("div");
  host.id = "xseven-widget";
  const root = host.attachShadow({ mode: "closed" });
  const sheet = new CSSStyleSheet(); // constructed: a strict style-src on the host page does not block it
  sheet.replaceSync(config.css);
  root.adoptedStyleSheets = [sheet];

  const make = (tag, attributes, parent) => {
    const element = document.createElement(tag);
    for (const name in attributes) element.setAttribute(name, attributes[name]);
    return parent.appendChild(element);
  };
  const side = options.position === "left" ? "left" : "right";
  const stage = make("div", { class: "stage " + side }, root);
  const launcher = make("button", { type: "button", class: "launcher", "aria-haspopup": "dialog",
    "aria-controls": "panel", "aria-expanded": "false", "aria-label": label }, stage);
  const icon = (path) => {
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    const shape = document.createElementNS("http://www.w3.org/2000/svg", "path");
    svg.setAttribute("viewBox", "0 0 24 24");
    svg.setAttribute("aria-hidden", "true");
    shape.setAttribute("d", path);
    svg.appendChild(shape);
    return launcher.appendChild(svg);
  };
  icon("M4 5.5A2.5 2.5 0 0 1 6.5 3h11A2.5 2.5 0 0 1 20 5.5v8a2.5 2.5 0 0 1-2.5 2.5H11l-4.6 4.1c-.5.5-1.4.1-1.4-.6V15.7a2.5 2.5 0 0 1-1-2.2zM8 9.5h8M8 12.5h5").setAttribute("class", "chat");
  icon("M6 9.5l6 6 6-6").setAttribute("class", "down");
  if (options.label) make("span", { class: "label" }, launcher).textContent = label;
  const badge = make("span", { class: "badge", "aria-hidden": "true", hidden: "" }, launcher);
  const panel = make("div", { class: "panel", id: "panel", role: "dialog", "aria-label": words.title, hidden: "" }, stage);

  const remember = (value) => { try { sessionStorage.setItem(memory, value); } catch { /* storage is off: nothing to remember */ } };
  const remembered = () => { try { return sessionStorage.getItem(memory); } catch { return null; } };
  const launchers = () => (options.launcher ? [...document.querySelectorAll(options.launcher)] : []);
  const tell = (name, value) => listeners[name].forEach((listener) => listener(value));
  const post = (type) => { if (isReady) frame.contentWindow.postMessage({ xseven: 1, type, phone: phone.matches }, config.origin); };

  // The facade: no request for the conversation before a hover, a focus or an opening.
  const load = () => {
    if (frame) return;
    frame = make("iframe", { title: words.title, src: config.origin + config.path + "?locale=" + encodeURIComponent(locale),
      sandbox: "allow-scripts allow-same-origin allow-forms allow-popups allow-popups-to-escape-sandbox allow-downloads" }, panel);
    frame.addEventListener("load", () => { isReady = true; post("hello"); if (isOpen) post("open"); });
  };

  const name = () => {
    const text = unread ? label + ", " + (unread === 1 ? words.unread_one : words.unread_many.replace("%d", unread)) : label;
    launcher.setAttribute("aria-label", isOpen ? words.close : text);
    launcher.setAttribute("aria-expanded", isOpen);
    launchers().forEach((element) => element.setAttribute("aria-expanded", isOpen));
    badge.hidden = !unread || isOpen;
    badge.textContent = unread > 9 ? "9+" : unread;
  };

  // On a phone the conversation covers the page, so the page behind it must not be reachable.
  const cover = () => {
    const isCovering = isOpen && phone.matches;
    panel.setAttribute("aria-modal", isCovering);
    stage.classList.toggle("phone", phone.matches);
    covered.forEach((element) => { element.inert = false; });
    covered = isCovering ? [...document.body.children].filter((element) => element !== host && !element.inert) : [];
    covered.forEach((element) => { element.inert = true; });
    document.documentElement.style.overflow = isCovering ? "hidden" : "";
    fit();
  };
  const fit = () => {
    const view = window.visualViewport; // shrinks when the on-screen keyboard opens; the layout viewport may not
    const isCovering = isOpen && phone.matches && view;
    panel.style.height = isCovering ? view.height + "px" : "";
    panel.style.top = isCovering ? view.offsetTop + "px" : "";
  };

  const api = {
    loaded: true,
    open: () => {
      if (isOpen) return;
      load();
      if (!opener && document.activeElement !== document.body && document.activeElement !== host) opener = document.activeElement;
      isOpen = true;
      panel.hidden = false;
      stage.classList.add("open");
      remember("open");
      name();
      cover();
      frame.focus();
      post("open");
      tell("open");
    },
    close: () => {
      if (!isOpen) return;
      isOpen = false;
      panel.hidden = true;
      stage.classList.remove("open");
      remember("closed");
      name();
      cover();
      post("close");
      (opener && opener.isConnected ? opener : launcher).focus();
      opener = null;
      tell("close");
    },
    toggle: () => (isOpen ? api.close() : api.open()),
    onopen: (listener) => listeners.open.push(listener),
    onclose: (listener) => listeners.close.push(listener),
    onunread: (listener) => { listeners.unread.push(listener); listener(unread); },
    push: (...calls) => calls.forEach((call) => {
      if (typeof call === "function") call(api);
      else if (Array.isArray(call) && typeof api[call[0]] === "function") api[call[0]](...call.slice(1));
    }),
  };

  addEventListener("message", (event) => {
    if (!frame || event.origin !== config.origin || event.source !== frame.contentWindow) return;
    const message = event.data;
    if (!message || message.xseven !== 1) return;
    if (message.type === "close") api.close();
    if (message.type === "unread" && Number.isInteger(message.count) && message.count !== unread) {
      unread = Math.max(0, message.count);
      name();
      tell("unread", unread);
    }
  });

  const start = () => {
    document.body.appendChild(host);
    launcher.addEventListener("click", api.toggle);
    launcher.addEventListener("pointerenter", load);
    launcher.addEventListener("focus", load);
    root.addEventListener("keydown", (event) => { if (event.key === "Escape") api.close(); });
    phone.addEventListener("change", cover);
    if (window.visualViewport) { visualViewport.addEventListener("resize", fit); visualViewport.addEventListener("scroll", fit); }
    const own = launchers();
    launcher.hidden = own.length > 0;
    own.forEach((element) => {
      element.setAttribute("aria-haspopup", "dialog");
      element.setAttribute("aria-controls", host.id);
      element.addEventListener("pointerenter", load);
      element.addEventListener("click", (event) => { event.preventDefault(); opener = element; api.toggle(); });
    });
    name();
    window.XSeven = api;
    if (Array.isArray(queue)) api.push(...queue);
    const before = remembered(); // a visitor who has talked here before: keep the unread count, and the window if it was open
    if (before === "open" && !phone.matches) api.open();
    else if (before) (window.requestIdleCallback || setTimeout)(load);
  };
  if (document.body) start();
  else addEventListener("DOMContentLoaded", start);
})(CONFIG);
