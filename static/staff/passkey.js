// Passkeys: a button with data-passkey="add" or "enter" asks the server what to have signed, the device to sign it, and
// hands that back. A browser that cannot is not shown the button.
(() => {
  "use strict";

  const able = window.PublicKeyCredential && PublicKeyCredential.parseCreationOptionsFromJSON;

  async function post(url, body) {
    const token = document.querySelector("[name=csrfmiddlewaretoken]").value;
    const headers = { "Content-Type": "application/json", "X-CSRFToken": token };
    const answer = await fetch(url, { method: "POST", headers, body: JSON.stringify(body) });
    if (answer.redirected) {
      location.assign(location.pathname); // proof has grown old: the page asks for it
      return new Promise(() => {});
    }
    const said = await answer.json();
    if (!answer.ok) throw new Error(said.refusal);
    return said;
  }

  async function signed(kind, options) {
    if (kind === "add") {
      return navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) });
    }
    return navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) });
  }

  async function use(button) {
    const told = document.getElementById("passkey-told");
    const name = document.getElementById("passkey-name");
    told.textContent = "";
    button.disabled = true;
    try {
      const options = await post(button.dataset.options, {});
      const credential = await signed(button.dataset.passkey, options);
      const more = { next: button.dataset.next || "", name: name ? name.value : "" };
      const said = await post(button.dataset.finish, { credential: credential.toJSON(), ...more });
      location.assign(said.next);
    } catch (error) {
      // The browser's own reasons (dismissed, timed out, known already) are in its words, not for people.
      told.textContent = error instanceof DOMException ? told.dataset.refused : error.message;
      button.disabled = false;
      button.focus();
    }
  }

  for (const box of document.querySelectorAll("[data-passkeys]")) box.hidden = !able;
  for (const button of document.querySelectorAll("[data-passkey]")) {
    button.addEventListener("click", () => use(button));
  }
})();
