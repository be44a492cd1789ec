"""The pages about programs in a real browser: in both themes and both widths, by keyboard, and without a complaint of axe."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from coach.core.model import Phase
from coach.store.coaches_found import Role
from tests.console.live_server import THEMES, WIDTHS, Site, assert_accessible, serving
from tests.console.world import World

PROGRAMS = "/console/programs"
VERSION = f"{PROGRAMS}/win-back/1"
PAGES = (
    PROGRAMS,
    VERSION,
    f"{VERSION}/stages/first-trust",
    f"{VERSION}/stages/rebuilt?discreet=yes",
    f"{VERSION}/search?q=hope",
    f"{VERSION}/checks",
    f"{PROGRAMS}/texts/common",
)


@pytest.fixture
def site(console: World) -> Iterator[Site]:
    """A console with people in several stages."""
    for nth, stage in enumerate(("mirror", "befriend", "befriend", "befriend", "rebuilt", "letting-go")):
        console.begun(f"P{nth}", f"+1202555{4000 + nth}", stage=stage, phase=Phase.PAUSED if nth == 2 else Phase.ACTIVE)
    with serving(console) as running:
        yield running


def watched(page: Page) -> list[str]:
    """What its scripts or its Content-Security-Policy complain of."""
    troubles: list[str] = []
    page.on("console", lambda told: troubles.append(told.text) if told.type in {"error", "warning"} else None)
    page.on("pageerror", lambda error: troubles.append(str(error)))
    return troubles


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("width", WIDTHS)
def test_every_page_is_accessible(site: Site, browser: Browser, width: str, theme: str) -> None:
    window = site.open(browser, Role.READER, width, theme)
    page = window.new_page()
    troubles = watched(page)
    for address in PAGES:
        page.goto(address)
        for more in page.locator("details.rest summary").all()[:3]:
            more.click()
        assert_accessible(page)
    assert troubles == []
    window.close()


def test_the_drawing_can_be_read_on_a_phone_and_no_words_run_into_its_lines(site: Site, browser: Browser) -> None:
    window = site.open(browser, Role.READER, "phone")
    page = window.new_page()
    page.goto(VERSION)
    found = page.evaluate("""() => {
        const box = one => one.getBoundingClientRect()
        const graph = document.querySelector('svg.graph'), stage = box(graph.querySelector('.stage rect'))
        const size = one => parseFloat(getComputedStyle(one).fontSize) * box(graph).width / 360
        return {
            letters: Math.min(...[...graph.querySelectorAll('text')].map(size)),
            right: Math.max(...[...graph.querySelectorAll('text.gate')].map(one => box(one).right)) - stage.right,
            pill: Math.min(...[...graph.querySelectorAll('.people rect')].map(one => Math.min(box(one).width, box(one).height))),
            names: Math.max(...[...graph.querySelectorAll('text.name')].map(one => box(one).right)) - stage.right,
        }
    }""")
    assert found["letters"] >= 10, "pixels"
    assert found["right"] <= 0, "a gate's words end before the lines on the right begin"
    assert found["names"] < -54
    assert found["pill"] >= 24, "large enough to be tapped (WCAG 2.2, 2.5.8)"
    window.close()


def test_from_the_drawing_to_the_people_of_a_stage_by_keyboard(site: Site, browser: Browser) -> None:
    window = site.open(browser, Role.OWNER)
    page = window.new_page()
    page.goto(VERSION)
    pill = page.get_by_role("link", name="3 people in befriend now")
    page.get_by_role("link", name="befriend 30 days at least").focus()
    page.keyboard.press("Tab")
    expect(pill).to_be_focused()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("version=1.*stage=befriend"))
    expect(page.locator("#people tbody tr")).to_have_count(3)
    expect(page.locator("#f-phase")).to_have_value("under_way")
    page.locator("#f-version").select_option("")
    expect(page.locator("#people tbody tr")).to_have_count(3)
    window.close()


def test_a_text_is_found_and_read_where_it_is_said(site: Site, browser: Browser) -> None:
    window = site.open(browser, Role.COACH, "phone")
    page = window.new_page()
    page.goto(VERSION)
    page.get_by_label("Which text says").fill("good company")
    page.keyboard.press("Enter")
    expect(page.locator("mark").first).to_have_text("good company")
    page.get_by_role("link", name="befriend › opening").first.click()
    expect(page.locator("#opening .sms").first).to_contain_text("good company")
    page.get_by_role("link", name="Discreet").click()
    expect(page.get_by_role("link", name="Discreet")).to_have_attribute("aria-current", "true")
    expect(page.locator("#opening .lock")).to_be_visible()
    window.close()
