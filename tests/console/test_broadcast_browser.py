"""One text to many in a real browser: written, looked at, tried, confirmed, stopped; by keyboard too, in both themes, narrow and wide."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from playwright.sync_api import Browser, Page, expect

from coach.core.model import Phase
from coach.store.coaches_found import Role
from tests.console.broadcast_world import CASTS, QUIET, TEXT, one, passes, some, texts_to
from tests.console.live_server import THEMES, WIDTHS, Site, assert_accessible, serving
from tests.console.world import NOW, World


@pytest.fixture
def site(console: World) -> Iterator[Site]:
    with serving(console) as running:
        yield running


@pytest.fixture
def full(site: Site) -> Site:
    """Twenty-four who will get it, and some of every kind who will not."""
    world = site.world
    some(world, 24)
    one(world, "Zoe", 31, discreet=True)
    one(world, "Eva", 32, language="es")
    one(world, "Kim", 33, phase=Phase.PAUSED, paused_until=NOW + timedelta(days=9), wake_at=NOW + timedelta(days=9))
    one(world, "Max", 34, phase=Phase.HELD, hold="danger")
    one(world, "Ida", 35, silent_since=NOW - timedelta(days=2))
    return site


def watched(page: Page) -> Page:
    """The page; whatever its scripts or its Content-Security-Policy complain of fails the test."""
    troubles: list[str] = []
    page.on("console", lambda told: troubles.append(told.text) if told.type in {"error", "warning"} else None)
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.context.on("close", lambda _: pytest.fail("\n".join(troubles)) if troubles else None)
    return page


def written(page: Page, text: str = TEXT) -> None:
    """The form, filled in."""
    page.goto(CASTS)
    page.get_by_role("button", name="Write to several").click()
    page.get_by_label("The text").fill(text)
    page.get_by_label("Discreet wording").fill(QUIET)


def looked_at(page: Page) -> None:
    page.get_by_role("button", name="Look at it").click()
    expect(page.get_by_role("heading", name="Look before it goes")).to_be_visible()


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("theme", THEMES)
def test_axe_finds_nothing_on_any_page(full: Site, browser: Browser, theme: str, width: str) -> None:
    page = watched(full.open(browser, Role.COACH, width, theme).new_page())
    page.goto(CASTS)
    assert_accessible(page)
    written(page, "{name}, shall we meet? \U0001f33b")
    expect(page.locator("#glance")).to_contain_text("Do not ask anything")
    page.locator("details summary").last.click()
    assert_accessible(page)
    looked_at(page)
    assert_accessible(page)
    page.get_by_label("Type how many").fill("3")
    page.get_by_role("button", name="Send to 25 people").click()
    expect(page.locator(".told")).to_contain_text("not the number")
    assert_accessible(page)
    page.get_by_label("Type how many").fill("25")
    page.get_by_role("button", name="Send to 25 people").click()
    expect(page.get_by_role("button", name="Stop at once")).to_be_visible()
    assert_accessible(page)
    passes(full.world, seconds=75)
    page.get_by_role("button", name="Stop at once").click()
    expect(page.get_by_role("heading", name="Stopped by Ana")).to_be_visible()
    assert_accessible(page)
    page.goto(CASTS)
    assert_accessible(page)
    page.context.close()


def test_the_preview_follows_what_one_writes_without_reloading(full: Site, browser: Browser) -> None:
    page = watched(full.open(browser, Role.COACH).new_page())
    written(page)
    page.evaluate("window.stayed = true")
    glance = page.locator("#glance")
    expect(glance).to_contain_text("Alexandra, the group meets on Friday at 6.")
    expect(glance).to_contain_text("29 people pass the filter")
    page.get_by_label("Phase").select_option("Active")
    expect(glance).to_contain_text("27 people pass the filter")
    page.get_by_label("Discreet wording").fill("Tell your partner")
    expect(glance).to_contain_text("must not say “partner”")
    assert page.evaluate("window.stayed")
    page.context.close()


def test_by_keyboard_alone_it_is_written_confirmed_and_its_progress_comes_by_itself(full: Site, browser: Browser) -> None:
    page = watched(full.open(browser, Role.COACH).new_page())
    page.goto(f"{CASTS}/new")
    page.get_by_label("The text").focus()
    page.keyboard.type("{name}, we are closed on Friday.")
    page.get_by_role("button", name="Look at it").focus()
    page.keyboard.press("Enter")
    page.get_by_label("Type how many").focus()
    page.keyboard.type("24")
    page.keyboard.press("Enter")
    expect(page.locator("#broadcast-progress")).to_contain_text("Under way")
    page.evaluate("window.stayed = true")
    passes(full.world, seconds=65)
    expect(page.locator("#broadcast-progress")).to_contain_text("6 of 29", timeout=10_000)
    assert page.evaluate("window.stayed")
    passes(full.world, minutes=3)
    expect(page.get_by_text("Done", exact=True)).to_be_visible(timeout=10_000)
    expect(page.locator("#who")).to_contain_text("Got it")
    assert len(texts_to(full.world, 0)) == 1
    page.context.close()


def test_it_is_tried_on_ones_own_phone_and_changed_before_it_goes(full: Site, browser: Browser) -> None:
    page = watched(full.open(browser, Role.COACH, "phone").new_page())
    written(page, "{name}, we are closed on Fridya.")
    looked_at(page)
    page.get_by_label("Your number").fill("+1 202 555 0177")
    page.get_by_role("button", name="Send it to me").click()
    expect(page.get_by_role("status").filter(has_text="ending in 77")).to_be_visible()
    page.get_by_role("button", name="Change it").click()
    expect(page.get_by_label("The text")).to_have_value("{name}, we are closed on Fridya.")
    page.get_by_label("The text").fill("{name}, we are closed on Friday.")
    looked_at(page)
    expect(page.locator(".reads .bubble").first).to_contain_text("closed on Friday")
    page.get_by_role("link", name="Left out 4").click()
    expect(page.locator("#who")).to_contain_text("Paused")
    page.get_by_role("button", name="Throw away").click()
    expect(page.get_by_role("heading", name="Broadcast", exact=True)).to_be_visible()
    page.context.close()


def test_without_scripts_it_works_too(full: Site, browser: Browser) -> None:
    page = full.open(browser, Role.COACH, java_script_enabled=False).new_page()
    written(page)
    looked_at(page)
    page.get_by_label("Type how many").fill("25")
    page.get_by_role("button", name="Send to 25 people").click()
    page.get_by_role("button", name="Stop at once").click()
    expect(page.get_by_text("Nobody had it before the stop")).to_be_visible()
    page.context.close()
