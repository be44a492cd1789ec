"""Settings in a real browser: every form by hand, both themes, narrow and wide."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from coach.core.model import Bounds
from coach.store.coaches_found import Role
from tests.console.live_server import THEMES, WIDTHS, Site, assert_accessible, serving
from tests.console.world import World

SETTINGS = "/console/settings"
PAGES = ("", "/hours", "/alerts", "/lines", "/lines/US", "/lines/GB", "/replies", "/replies/2", "/coaches", "/coaches/c-ana", "/senders")


@pytest.fixture
def site(console: World) -> Iterator[Site]:
    for role in Role:
        console.account(role)
    console.begun("Sam", coach="c-ana")
    with serving(console) as running:
        yield running


def opened(site: Site, browser: Browser, address: str, width: str = "desk", theme: str = "light", **more: object) -> Page:
    """A page of Settings, as an owner sees it; whatever scripts or the Content-Security-Policy complain of fails the test."""
    page = site.open(browser, Role.OWNER, width, theme, **more).new_page()
    troubles: list[str] = []
    page.on(
        "console", lambda told: troubles.append(told.text) if told.type in {"error", "warning"} and "status of 4" not in told.text else None
    )
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.context.on("close", lambda _: pytest.fail("\n".join(troubles)) if troubles else None)
    page.goto(f"{SETTINGS}{address}")
    return page


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_stands_in_anybodys_way(site: Site, browser: Browser, width: str, theme: str) -> None:
    page = opened(site, browser, "", width, theme)
    for address in PAGES:
        page.goto(f"{SETTINGS}{address}")
        for more in page.locator("main details").all():
            more.locator("summary").click()
        assert_accessible(page)
    page.context.close()


@pytest.mark.parametrize("width", WIDTHS)
def test_hours_are_narrowed_and_a_wrong_one_is_told_at_its_field(site: Site, browser: Browser, width: str) -> None:
    page = opened(site, browser, "/hours", width, "dark")
    page.get_by_label("Not before", exact=True).fill("06:30")
    page.get_by_label("At most").fill("2")
    page.get_by_role("button", name="Keep").click()
    expect(page.get_by_role("alert").filter(has_text="Nothing was changed yet")).to_be_visible()
    expect(page.get_by_label("Not before", exact=True)).to_have_accessible_description(
        "Texts before 8:00 are forbidden. Choose 08:00 or later. 08:00 at the earliest, by law"
    )
    expect(page.get_by_label("At most")).to_have_value("2")
    assert_accessible(page)
    page.get_by_label("Not before", exact=True).fill("10:30")
    page.get_by_role("button", name="Keep").click()
    expect(page.get_by_role("status").filter(has_text="It holds from now on")).to_be_visible()
    bounds = site.world.parts.practice.now.bounds
    assert bounds is not None
    assert (bounds.start.isoformat("minutes"), bounds.week) == ("10:30", 2)
    page.get_by_role("button", name="Back to what the programs allow").click()
    expect(page.get_by_label("Not before", exact=True)).to_have_value("08:00")
    page.context.close()


def test_a_line_is_seen_on_the_phone_while_it_is_typed(site: Site, browser: Browser) -> None:
    page = opened(site, browser, "/lines/US")
    phone = page.get_by_role("region", name="As a phone shows it")
    crisis = page.get_by_role("group", name="Crisis line")
    crisis.get_by_label("What the text says").fill("call 1-800-273-8255")
    expect(phone.get_by_text("Please talk to someone now: call 1-800-273-8255.")).to_be_visible()
    expect(phone.get_by_text("All 10 danger texts fit")).to_be_visible()
    emergency = page.get_by_role("group", name="Emergency").get_by_label("What the text says")
    emergency.press_sequentially(", or go to the nearest open police or fire station")
    expect(phone.get_by_text("danger texts would not fit")).to_be_visible()
    assert_accessible(page)
    emergency.fill("911")
    crisis.get_by_label("I checked it today").check()
    page.get_by_role("button", name="Keep").click()
    expect(page.get_by_role("status").filter(has_text="The lines of US are kept")).to_be_visible()
    expect(page.get_by_text("checked 3 Mar 2026 by Olga")).to_be_visible()
    assert site.world.parts.lines_for("US")["crisis"] == "call 1-800-273-8255"
    page.context.close()


def test_a_country_gets_lines_of_its_own(site: Site, browser: Browser) -> None:
    page = opened(site, browser, "/lines", "phone")
    page.get_by_label("Code of the country").fill("gb")
    page.get_by_role("button", name="Write its lines").click()
    for kind, words in (
        ("Emergency", "999"),
        ("Crisis line", "call 116 123"),
        ("Violence at home", "0808 2000 247"),
        ("A child at risk", "0808 800 5000"),
    ):
        page.get_by_role("group", name=kind).get_by_label("What the text says").fill(words)
    page.get_by_role("button", name="Keep").click()
    expect(page.get_by_role("region", name="GB").get_by_text("0808 2000 247")).to_be_visible()
    page.context.close()


def test_an_alert_is_asked_for_sooner(site: Site, browser: Browser) -> None:
    page = opened(site, browser, "/alerts", "phone", "dark")
    page.get_by_label("Wants a human, hours").fill("1")
    page.get_by_role("button", name="Keep").click()
    expect(page.get_by_role("status").filter(has_text="Kept")).to_be_visible()
    assert site.world.parts.practice.now.deadlines == {"wants_coach": 3600}
    page.context.close()


@pytest.mark.parametrize("width", WIDTHS)
def test_a_reply_is_added_moved_retired_and_brought_back(site: Site, browser: Browser, width: str) -> None:
    page = opened(site, browser, "/replies", width)
    page.get_by_label("Title").fill("Sleep first")
    page.get_by_label("What it says").press_sequentially("Sleep on it; tomorrow it looks different.")
    expect(page.get_by_text("1 segment, 119 left")).to_be_visible()
    page.get_by_role("button", name="Add").click()
    english = page.get_by_role("region", name="English")
    expect(english.get_by_role("listitem").last).to_contain_text("Sleep first")
    page.get_by_role("button", name="Move up: Sleep first").click()
    expect(english.get_by_role("listitem").last).to_contain_text("Back to the program")
    page.get_by_role("button", name="Retire: Sleep first").click()
    expect(english).not_to_contain_text("Sleep first")
    assert_accessible(page)
    page.get_by_role("button", name="Bring back: Sleep first").click()
    expect(english).to_contain_text("Sleep first")
    english.get_by_role("button", name="Reword Sleep first").click()
    page.get_by_label("Title").fill("Sleep on it")
    page.get_by_role("button", name="Keep").click()
    expect(english).to_contain_text("Sleep on it")
    page.context.close()


def test_somebody_is_let_in_given_another_role_locked_out_and_let_in_again(site: Site, browser: Browser) -> None:
    page = opened(site, browser, "/coaches")
    page.get_by_label("Name").fill("Mia Park")
    page.get_by_label("E-mail address").fill("mia@example.org")
    page.get_by_role("radio", name="Reader").check()
    page.get_by_role("button", name="Let in").click()
    expect(page.get_by_text("This password is shown once, here.")).to_be_visible()
    assert_accessible(page)
    page.get_by_role("button", name="Done").click()
    page.get_by_role("link", name="Mia Park").click()
    page.get_by_role("radio", name="Coach").check()
    page.get_by_role("button", name="Change the role").click()
    expect(page.get_by_text("It holds from their next click on.")).to_be_visible()
    page.get_by_label("Number").fill("202 555 0177")
    page.get_by_role("button", name="Keep the number").click()
    expect(page.get_by_label("Number")).to_have_value("+12025550177")
    page.get_by_role("button", name="Lock out").click()
    expect(page.get_by_text("They are locked out")).to_be_visible()
    assert_accessible(page)
    page.get_by_role("button", name="Let in again").click()
    expect(page.get_by_text("Hand this over to Mia Park")).to_be_visible()
    page.context.close()


def test_without_scripts_everything_still_works(site: Site, browser: Browser) -> None:
    page = opened(site, browser, "/hours", java_script_enabled=False)
    page.get_by_label("Not after").fill("19:00")
    page.get_by_role("button", name="Keep").click()
    expect(page.get_by_label("Not after")).to_have_value("19:00")
    assert site.world.parts.practice.now.bounds != Bounds()
    page.context.close()
