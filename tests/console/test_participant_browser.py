"""The page of one participant in a real browser: every act by hand and by keyboard, live, in both themes, narrow and wide."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from coach.core.effects import AlertKind
from coach.core.events import CoachTookOver
from coach.core.model import Phase
from coach.store.coaches_found import Role
from tests.console.live_server import THEMES, WIDTHS, Site, assert_accessible, serving
from tests.console.participant_life import NUMBER, lived
from tests.console.test_browser import watched
from tests.console.world import World

TABS = ("texts", "where", "trust", "coming", "record", "notes", "why", "manage")
PAGE = "/console/participants/j-sam"


@pytest.fixture
def site(console: World) -> Iterator[Site]:
    """Somebody with half a year behind them."""
    lived(console, coach=console.account(Role.COACH).id)
    with serving(console) as running:
        yield running


def opened(site: Site, browser: Browser, role: Role = Role.COACH, width: str = "desk", more: str = "") -> Page:
    page = watched(site.open(browser, role, width).new_page())
    page.goto(PAGE + more)
    return page


def phase(site: Site) -> Phase:
    with site.world.store.reading() as view:
        return view.load_journeys(journey_ids=["j-sam"])[0].state.phase


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("theme", THEMES)
def test_axe_finds_nothing_on_any_tab(site: Site, browser: Browser, theme: str, width: str) -> None:
    site.world.alert(AlertKind.DANGER_B, NUMBER, detail="self_harm")
    page = watched(site.open(browser, Role.OWNER, width, theme).new_page())
    for tab in TABS:
        page.goto(f"{PAGE}?tab={tab}")
        if tab == "trust":
            expect(page.locator(".chart canvas")).to_be_visible()
        assert_accessible(page)
    site.world.desk.engine.door.act("j-sam", CoachTookOver("Ana"))
    page.goto(PAGE)
    page.get_by_text("Replies kept ready").click()
    assert_accessible(page)
    page.context.close()


def test_writing_by_keyboard_alone(site: Site, browser: Browser) -> None:
    page = opened(site, browser)
    page.evaluate("window.stayed = true")
    page.get_by_label("Your words to them").focus()
    page.keyboard.type("I saw it. Well done.")
    expect(page.locator("#preview")).to_contain_text("1 segment, 140 left")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#thread")).to_contain_text("I saw it. Well done.")
    expect(page.locator("#said")).to_contain_text("Ana wrote a text.")
    expect(page.get_by_label("Your words to them")).to_have_value("")
    expect(page.get_by_label("Your words to them")).to_be_focused()
    assert page.evaluate("window.stayed")
    page.context.close()


def test_a_reply_kept_ready_is_put_into_the_field_to_be_changed(site: Site, browser: Browser) -> None:
    page = opened(site, browser)
    page.get_by_text("Replies kept ready").click()
    page.get_by_role("link", name=re.compile("^Well done")).click()
    expect(page.get_by_label("Your words to them")).to_have_value(re.compile("you kept your word"))
    expect(page.locator("#preview")).to_contain_text("1 segment")
    page.context.close()


def test_taking_over_and_handing_back_without_reloading(site: Site, browser: Browser) -> None:
    page = opened(site, browser)
    page.evaluate("window.stayed = true")
    page.get_by_role("button", name="Take over").click()
    expect(page.locator("#head")).to_contain_text("Ana has taken over")
    expect(page.locator("#head")).to_contain_text("and next goes")
    assert phase(site) is Phase.HELD
    page.get_by_label("Why now").fill("all calm again")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Take over")).to_be_visible()
    assert phase(site) is Phase.ACTIVE
    assert page.evaluate("window.stayed")
    page.context.close()


def test_a_text_that_comes_in_appears_by_itself_and_what_is_typed_stays(site: Site, browser: Browser) -> None:
    page = opened(site, browser)
    page.get_by_label("Your words to them").fill("I was just about to")
    site.world.heard("are you there? it is bad tonight", NUMBER)
    expect(page.locator("#thread")).to_contain_text("are you there? it is bad tonight", timeout=10_000)
    expect(page.get_by_label("Your words to them")).to_have_value("I was just about to")
    newest = page.locator("#thread .said-by").last
    expect(newest).to_be_in_viewport()
    page.context.close()


def test_tabs_change_in_place_and_have_addresses(site: Site, browser: Browser) -> None:
    page = opened(site, browser)
    page.evaluate("window.stayed = true")
    page.get_by_role("link", name="Trust").click()
    expect(page.locator(".chart canvas")).to_be_visible()
    expect(page).to_have_url(re.compile(r"\?tab=trust$"))
    page.get_by_role("link", name="Why", exact=True).focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Every decision, and why")).to_be_visible()
    assert page.evaluate("window.stayed")
    page.context.close()


def test_on_a_phone_the_texts_are_the_first_tab(site: Site, browser: Browser) -> None:
    page = opened(site, browser, width="phone")
    expect(page.locator("#thread .said-by").last).to_be_in_viewport()
    expect(page.get_by_role("heading", name="What the gate still needs")).to_be_hidden()
    page.get_by_role("link", name="Where").click()
    expect(page.get_by_role("heading", name="What the gate still needs")).to_be_visible()
    expect(page.locator("#thread")).to_be_hidden()
    page.get_by_role("link", name="Texts").click()
    expect(page.locator("#thread .said-by").last).to_be_in_viewport()
    page.context.close()


def test_on_a_phone_who_it_is_stays_in_sight_over_the_texts(site: Site, browser: Browser) -> None:
    page = opened(site, browser, width="phone")
    expect(page.locator("#who")).not_to_be_in_viewport()
    brief = page.get_by_role("link", name=re.compile("^Sam first trust [0-9:]{5} their time"))
    expect(brief).to_be_in_viewport(ratio=1)
    site.world.desk.engine.door.act("j-sam", CoachTookOver("Ana"))
    expect(brief).to_have_count(0, timeout=10_000)
    page.get_by_role("link", name=re.compile("^Sam Held")).click()
    expect(page.locator("#who")).to_be_in_viewport()
    expect(page.locator("#brief")).to_be_hidden()
    page.context.close()


def test_every_change_by_its_form(site: Site, browser: Browser) -> None:
    page = opened(site, browser, Role.OWNER, more="?tab=manage")
    said = page.locator("#said")
    page.get_by_label("Name").fill("Samuel")
    page.get_by_role("button", name="Correct").click()
    expect(page.get_by_role("heading", name="Samuel")).to_be_visible()
    page.get_by_label("From first trust to").select_option("build-trust")
    page.get_by_label("Why; it stands in the journal").fill("she asked for it")
    page.get_by_role("button", name="Move").click()
    expect(said).to_contain_text("An override is needed")
    page.get_by_label("From first trust to").select_option("build-trust")
    page.get_by_label("Why; it stands in the journal").fill("she asked for it")
    page.get_by_label("Even before the least time").check()
    page.get_by_role("button", name="Move").click()
    expect(said).to_contain_text("Olga moved it to build trust")
    page.get_by_label("No prompts until").fill("2026-03-20")
    page.get_by_role("button", name="Pause").click()
    expect(page.locator("#head")).to_contain_text("Paused")
    page.get_by_label("Who said so, and how").fill("her lawyer called")
    page.get_by_role("button", name="Set no-contact").click()
    expect(page.locator("#head")).to_contain_text("No contact")
    page.get_by_label("What shows that contact").fill("order lifted, seen")
    page.get_by_role("button", name="Lift no-contact").click()
    expect(said).to_contain_text("lifted no-contact")
    page.get_by_label("Whose journey it is").select_option("")
    page.get_by_role("button", name="Assign", exact=True).click()
    expect(page.locator("#head")).to_contain_text("nobody's yet")
    page.get_by_role("link", name="Notes").click()
    page.get_by_label("For coaches only").fill("Mornings are best")
    page.get_by_role("button", name="Keep the note").click()
    expect(page.locator(".notes")).to_contain_text("Mornings are best")
    page.get_by_role("link", name="Change").click()
    page.get_by_label("When and how they asked").fill("by phone to me")
    page.get_by_role("button", name="Opt them out").click()
    expect(page.locator("#write")).to_contain_text("Only a START from their phone")
    page.get_by_label("Type the last four digits").fill("0101")
    page.get_by_role("button", name="Erase for good").click()
    page.wait_for_url("**/console/")
    page.context.close()


def test_without_scripts_everything_that_matters_still_works(site: Site, browser: Browser) -> None:
    page = site.open(browser, Role.COACH, java_script_enabled=False).new_page()
    page.goto(PAGE)
    page.get_by_role("button", name="Take over").click()
    expect(page.locator("#head")).to_contain_text("Ana has taken over")
    page.get_by_label("Your words to them").fill("I am here now")
    page.get_by_role("button", name="Send").click()
    expect(page.locator("#thread")).to_contain_text("I am here now")
    page.get_by_role("link", name="Record").click()
    expect(page.get_by_role("heading", name="Promises")).to_be_visible()
    page.get_by_label("Why now").fill("all calm")
    page.get_by_role("button", name="Hand back").click()
    expect(page.get_by_role("button", name="Take over")).to_be_visible()
    page.context.close()
