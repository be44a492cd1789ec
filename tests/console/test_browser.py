"""The frame in a real browser: sign-in, Today and the audit log; by keyboard, live, in both themes, narrow and wide."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from playwright.sync_api import Browser, Page, expect

from coach.core.effects import AlertKind
from coach.core.model import Phase
from coach.store.coaches_found import Role, Second
from tests.console.live_server import THEMES, WIDTHS, Site, assert_accessible, serving
from tests.console.world import NOW, PASSWORD, World

SAM, KIM, LEE, ZOE = "+12025550101", "+13125550142", "+12125550133", "+12125550136"


@pytest.fixture
def site(console: World) -> Iterator[Site]:
    with serving(console) as running:
        yield running


@pytest.fixture
def busy(site: Site) -> Site:
    """A day with something in every list."""
    world = site.world
    world.begun("Sam", SAM, coach=world.account(Role.COACH).id, phase=Phase.HELD, hold="danger", heard_at=NOW - timedelta(minutes=11))
    world.begun("Kim", KIM, silent_since=NOW - timedelta(days=3))
    world.begun("Lee", LEE, phase=Phase.PAUSED, unanswered=3, heard_at=NOW - timedelta(days=40), wake_at=None)
    world.begun("Zoe", ZOE, wake_at=NOW + timedelta(hours=2), next_on=NOW.date())
    world.alert(AlertKind.DANGER_A, SAM, timedelta(minutes=-6), "self_harm")
    world.alert(AlertKind.WANTS_COACH, KIM, timedelta(hours=3))
    world.alert(AlertKind.DELIVERY, ZOE, timedelta(minutes=9), "30003")
    world.alert(AlertKind.DANGER_B, "+12125550190", timedelta(hours=6), "violence_received")
    world.heard("I do not know whether I can go on like this. I keep writing and nothing comes back.", SAM)
    return site


def watched(page: Page) -> Page:
    """The page; whatever its scripts or its Content-Security-Policy complain of fails the test."""
    troubles: list[str] = []
    page.on("console", lambda told: troubles.append(told.text) if told.type in {"error", "warning"} else None)
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.context.on("close", lambda _: pytest.fail("\n".join(troubles)) if troubles else None)
    return page


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(
    ("address", "role"),
    [("/console/sign-in", None), ("/console/", Role.COACH), ("/console/audit", Role.OWNER)],
    ids=["sign-in", "today", "audit"],
)
def test_axe_finds_nothing(busy: Site, browser: Browser, address: str, role: Role | None, theme: str, width: str) -> None:
    page = busy.open(browser, role, width, theme).new_page()
    page.goto(address)
    for summary in page.locator("main details > summary").all():
        summary.click()
    assert_accessible(page)
    page.context.close()


def test_a_new_coach_signs_in_sets_everything_up_and_comes_back(site: Site, browser: Browser) -> None:
    site.world.account(Role.COACH, second=Second(), must_change=True)
    page = watched(site.open(browser, None).new_page())
    page.goto("/console/")
    page.get_by_label("E-mail address").fill("ana@example.org")
    page.get_by_label("Password").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Show the picture to scan").click()
    page.get_by_text("The app cannot scan?").click()
    assert_accessible(page)
    key = (page.locator("code.key").text_content() or "").replace("-", "")
    totp = site.world.app.extensions["security"].totp_factory._totp(key=key)
    page.get_by_label("The six digits it shows now").fill(totp.generate().token)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="A password of your own")).to_be_visible()
    assert_accessible(page)
    page.get_by_label("The password you have now").fill(PASSWORD)
    page.get_by_label("The new one, 12 characters at least").fill("another honest walk")
    page.get_by_label("The new one again").fill("another honest walk")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Make the codes").click()
    assert_accessible(page)
    code = page.locator(".codes code").first.text_content() or ""
    page.get_by_role("button", name="I have kept them").click()
    expect(page.get_by_role("heading", name="Today")).to_be_visible()
    page.get_by_text("Coach", exact=True).click()
    page.get_by_role("button", name="Sign out everywhere").click()
    page.get_by_label("E-mail address").fill("ana@example.org")
    page.get_by_label("Password").fill("another honest walk")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Use a recovery code instead").click()
    assert_accessible(page)
    page.get_by_label("One of the codes you were given").fill(code)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Today")).to_be_visible()
    page.context.close()


def test_an_alert_is_taken_by_keyboard_and_the_list_moves_up_without_reloading(busy: Site, browser: Browser) -> None:
    page = watched(busy.open(browser, Role.COACH).new_page())
    page.goto("/console/")
    expect(page).to_have_title(re.compile(r"^\(4\) Today"))
    page.evaluate("window.stayed = true")
    page.get_by_role("button", name=re.compile(r"Take it.*Danger now, \+1 ••• 0101")).focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Taken within a day (1)")).to_be_visible()
    expect(page).to_have_title(re.compile(r"^\(3\) Today"))
    assert page.evaluate("window.stayed")
    page.context.close()


def test_a_new_alert_appears_by_itself_and_is_announced(busy: Site, browser: Browser) -> None:
    page = watched(busy.open(browser, Role.COACH).new_page())
    page.goto("/console/")
    busy.world.alert(AlertKind.NO_CONTACT, LEE)
    expect(page.get_by_text("No contact", exact=True)).to_be_visible(timeout=10_000)
    expect(page.locator("#told")).to_have_text("New alert. 5.")
    page.context.close()


def test_a_note_somebody_is_typing_is_not_torn_away(busy: Site, browser: Browser) -> None:
    page = watched(busy.open(browser, Role.COACH).new_page())
    page.goto("/console/")
    page.locator("#alerts .take summary").first.click()
    note = page.get_by_placeholder("What you did or will do").first
    note.press_sequentially("I call")
    busy.world.alert(AlertKind.NO_CONTACT, LEE)
    with page.expect_response(lambda answer: "/today/now" in answer.url and answer.status == 200, timeout=10_000):
        pass
    note.press_sequentially(" her now")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Taken within a day (1)")).to_be_visible()
    with busy.world.store.reading() as view:
        assert [one.why for one in view.alerts(open_only=False) if one.why] == ["I call her now"]
    page.context.close()


def test_last_words_open_and_close(busy: Site, browser: Browser) -> None:
    page = watched(busy.open(browser, Role.COACH).new_page())
    page.goto("/console/")
    peek = page.get_by_role("button", name=re.compile(r"Last words.*0101"))
    peek.click()
    expect(page.get_by_text("I do not know whether I can go on like this.")).to_be_visible()
    expect(peek).to_have_attribute("aria-expanded", "true")
    assert_accessible(page)
    peek.click()
    expect(page.get_by_text("I do not know whether I can go on like this.")).to_have_count(0)
    assert len(busy.world.audited("words_seen")) == 1
    page.context.close()


def test_when_the_session_is_over_the_page_leaves_by_itself(busy: Site, browser: Browser) -> None:
    page = busy.open(browser, Role.COACH).new_page()
    page.goto("/console/")
    busy.world.sessions.at += timedelta(hours=2)
    page.wait_for_url("**/console/sign-in?why=expired", timeout=10_000)
    expect(page.get_by_role("status")).to_contain_text("You were signed out")
    page.context.close()


def test_without_scripts_everything_that_matters_still_works(busy: Site, browser: Browser) -> None:
    page = busy.open(browser, Role.COACH, java_script_enabled=False).new_page()
    page.goto("/console/")
    page.get_by_role("button", name=re.compile("Take it.*Danger now")).click()
    page.get_by_text("Taken within a day (1)").click()
    expect(page.get_by_text("Ana, under a minute ago")).to_be_visible()
    page.context.close()


@pytest.mark.parametrize("wide", [320, 360, 412])
def test_on_a_phone_every_place_is_in_reach_of_the_thumb(site: Site, browser: Browser, wide: int) -> None:
    page = watched(site.open(browser, Role.OWNER, "phone").new_page())
    page.set_viewport_size({"width": wide, "height": 640})
    page.goto("/console/participants")
    places = page.get_by_role("navigation", name="Console").get_by_role("link")
    assert places.all_inner_texts() == ["Today", "People", "Programs", "Insight", "Broadcast", "Settings", "Audit"]
    for place in places.all():
        expect(place).to_be_in_viewport(ratio=1)
        box = place.bounding_box()
        assert box is not None
        assert min(box["width"], box["height"]) >= 24  # WCAG 2.2, 2.5.8 Target Size (Minimum)
        assert place.evaluate("one => one.scrollWidth <= one.clientWidth")
    expect(places.and_(page.locator("[aria-current=page]"))).to_have_text("ParticipantsPeople")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.context.close()
