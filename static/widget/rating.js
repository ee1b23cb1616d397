// How it was: five stars and, for who likes, a word. Asked once a conversation; what is given last counts.
import { element } from "./elements.js";
import { say } from "./words.js";

const MOST = 5;
const LONGEST = 500;

/** @param {(stars: number, word: string) => Promise<void>} send */
export function ratingCard(send) {
  const body = element("div");
  const card = element("section", { class: "card rating", "aria-label": say("rate") }, body);
  let given = { stars: 0, word: "" };

  function ask() {
    const problem = element("p", { class: "delivery", role: "alert" });
    const word = element("textarea", { rows: "1", maxlength: String(LONGEST), dir: "auto", placeholder: say("rate_word"), "aria-label": say("rate_word") });
    word.value = given.word;
    const button = element("button", { type: "submit", class: "action", disabled: !given.stars }, say("rate_send"));
    const form = element("form", { onsubmit: submit }, stars(button), word, element("div", { class: "actions" }, button), problem);
    body.replaceChildren(form);

    async function submit(event) {
      event.preventDefault();
      given = { stars: Number(new FormData(form).get("stars")), word: word.value.trim() };
      button.disabled = true;
      try {
        await send(given.stars, given.word);
        thank();
      } catch (found) {
        button.disabled = false;
        problem.textContent = found.message || say("failed");
      }
    }
  }

  function stars(button) {
    const choices = Array.from({ length: MOST }, (_, place) => {
      const count = place + 1;
      const input = element("input", { type: "radio", name: "stars", value: String(count), checked: count === given.stars, onchange: () => { button.disabled = false; } });
      return element("label", {}, input, element("span", { "aria-hidden": "true" }, "★"), element("span", { class: "hidden" }, say("rate_stars", { stars: count })));
    });
    return element("fieldset", { class: "stars" }, element("legend", { class: "title" }, say("rate")), ...choices);
  }

  function thank() {
    const again = element("button", { type: "button", class: "plain", onclick: () => { ask(); body.querySelector(":checked").focus(); } }, say("rate_change"));
    body.replaceChildren(element("p", { role: "status", tabindex: "-1" }, `${"★".repeat(given.stars)} ${say("rate_thanks")} `, again));
    body.firstChild.focus();
  }

  ask();
  return card;
}
