"""The chat as a person uses it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import FrameLocator, Locator, Page

# The launcher lives in a closed shadow root, which no test can look into: opened for the test, and only there.
OPEN_SHADOW_ROOTS = """
const attach = Element.prototype.attachShadow;
Element.prototype.attachShadow = function (options) { return attach.call(this, { ...options, mode: "open" }); };
"""
WITHOUT_SOCKETS = "window.WebSocket = class { constructor() { throw new Error('blocked'); } };"
LOSING_THE_SECOND_ANSWER = """
let asked = 0;
const whole = window.fetch;
window.fetch = async (address, ...rest) => {
  const answer = await whole(address, ...rest);
  if (String(address).endsWith("/message") && ++asked === 2) throw new TypeError("the answer was lost");
  return answer;
};
"""
REPLY_MS = 30_000


@dataclass(frozen=True)
class Widget:
    page: Page

    @property
    def launcher(self) -> Locator:
        return self.page.locator("#xseven-widget .launcher")

    @property
    def panel(self) -> Locator:
        return self.page.locator("#xseven-widget .panel")

    @property
    def inside(self) -> FrameLocator:
        return self.page.frame_locator("#xseven-widget iframe")

    @property
    def field(self) -> Locator:
        return self.inside.get_by_role("textbox")

    @property
    def replies(self) -> Locator:
        """Finished messages of the assistant, the greeting included; one that still streams is busy."""
        return self.inside.locator(".message.agent[data-sequence]:not(.typing):not([aria-busy])")

    def open(self) -> None:
        self.launcher.click()
        expect(self.field).to_be_focused()

    def say(self, text: str) -> str:
        """Type and send; the assistant's answer."""
        before = self.replies.count()
        self.field.fill(text)
        self.page.keyboard.press("Enter")
        expect(self.replies).to_have_count(before + 1)
        return self.replies.last.inner_text()

    def book_a_table(self) -> str:
        """The main job; the reference."""
        self.say("a table for 4 tomorrow at 7pm")
        self.say("Anna Rossi, +39 06 1234 5678")
        self.say("yes please")
        card = self.inside.locator(".card.booking.confirmed")
        expect(card).to_be_visible()
        return str(card.get_attribute("data-reference"))
