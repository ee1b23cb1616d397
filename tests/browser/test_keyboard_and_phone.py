from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import expect

from tests.browser.widget import OPEN_SHADOW_ROOTS, Widget

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from tenants.models import Business
    from tests.browser.server import Product


def focused(page: Page) -> str:
    """What has the focus, seen through shadow roots and frames: its accessible name or text."""
    for frame in reversed(page.frames):
        name = frame.evaluate(
            """() => {
              let at = document.activeElement;
              while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
              if (!at || at === document.body || at.tagName === "IFRAME") return "";
              return at.getAttribute("aria-label") || at.labels?.[0]?.innerText || at.innerText;
            }"""
        )
        if name:
            return str(name).strip()
    return ""


def test_everything_can_be_done_with_the_keyboard(demo: Widget) -> None:
    page = demo.page
    demo.launcher.focus()
    assert focused(page) == "Chat with us"
    expect(demo.launcher).to_have_attribute("aria-expanded", "false")
    page.keyboard.press("Enter")
    expect(demo.field).to_be_focused()
    expect(demo.launcher).to_have_attribute("aria-expanded", "true")
    page.keyboard.type("hello")
    page.keyboard.press("Shift+Enter")
    page.keyboard.type("there")
    expect(demo.field).to_have_value("hello\nthere")
    page.keyboard.press("Enter")
    expect(demo.replies).to_have_count(2)
    page.keyboard.press("Tab")
    assert focused(page) == "Talk to a person"
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Escape")
    expect(demo.panel).to_be_hidden()
    expect(demo.launcher).to_be_focused()


def test_quick_replies_are_reached_by_keyboard_and_stop_working_once_used(demo: Widget) -> None:
    demo.open()
    first = demo.inside.get_by_role("group", name="Suggested answers").get_by_role("button").first
    first.focus()
    demo.page.keyboard.press("ArrowRight")
    expect(demo.inside.get_by_role("button", name="See the menu")).to_be_focused()
    demo.page.keyboard.press("ArrowLeft")
    demo.page.keyboard.press("Enter")
    expect(demo.replies).to_have_count(2)
    expect(demo.inside.locator(".replies").first.locator("button:not(:disabled)")).to_have_count(0)


def test_escape_closes_the_menu_before_the_chat(demo: Widget) -> None:
    demo.open()
    demo.inside.get_by_role("button", name="More").click()
    expect(demo.inside.get_by_role("button", name="Start again")).to_be_focused()
    demo.page.keyboard.press("Escape")
    expect(demo.inside.locator("#menu")).to_be_hidden()
    expect(demo.panel).to_be_visible()


def test_each_finished_message_is_announced_once(demo: Widget) -> None:
    demo.open()
    answer = demo.say("when are you open?")
    heard = demo.inside.locator("#announcer p").all_inner_texts()
    assert len([line for line in heard if answer.splitlines()[-1] in line]) == 1
    expect(demo.inside.locator("#transcript")).to_have_attribute("aria-live", "off")


def test_on_a_phone_the_chat_covers_the_page(product: Product, restaurant: Business, browser: Browser) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    context.add_init_script(OPEN_SHADOW_ROOTS)
    page = context.new_page()
    page.goto(f"{product.platform}/demo/marios/")
    widget = Widget(page)
    widget.launcher.tap()
    expect(widget.field).to_be_focused()
    box = widget.panel.bounding_box()
    assert box == {"x": 0, "y": 0, "width": 390, "height": 844}
    expect(widget.panel).to_have_attribute("aria-modal", "true")
    assert page.evaluate("document.querySelector('main').inert")
    expect(widget.launcher).to_be_hidden()
    widget.inside.get_by_role("button", name="Close the chat").tap()
    expect(widget.launcher).to_be_visible()
    assert not page.evaluate("document.querySelector('main').inert")
    context.close()


def test_at_twice_the_text_size_nothing_is_cut_off(demo: Widget) -> None:
    demo.page.set_viewport_size({"width": 640, "height": 480})
    demo.open()
    width = demo.inside.locator("body").evaluate("body => body.scrollWidth - body.clientWidth")
    assert width <= 0
    expect(demo.inside.get_by_role("button", name="Talk to a person")).to_be_in_viewport()
