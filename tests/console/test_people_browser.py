"""The list of participants in a real browser: by keyboard and by mouse, both themes, narrow and wide."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from coach.core.effects import AlertKind
from coach.core.model import Phase
from coach.store.coaches_found import Role
from coach.store.roster import NOBODY, Wanted
from coach.store.rows import ConsentRow
from tests.console.live_server import THEMES, WIDTHS, Site, assert_accessible, serving
from tests.console.world import NOW, World

PEOPLE = "/console/participants"
NAMES = ("Sam", "Kim", "Lee", "Zoe", "Max", "Ida", "Tom", "Eva", "Jon", "Mia", "Ben", "Ute")
STAGES = ("clean-slate", "own-it", "give-space", "befriend", "first-trust", "build-trust", "the-talk")


@pytest.fixture
def site(console: World) -> Iterator[Site]:
    with serving(console) as running:
        yield running


@pytest.fixture
def full(site: Site) -> Site:
    """Sixty people in every state, with alerts, coaches and kept lists."""
    world, ana = site.world, site.world.account(Role.COACH)
    world.account(Role.COACH, "Ben")
    for nth in range(60):
        fields = {"stage": STAGES[nth % 7], "stage_since": NOW - timedelta(days=nth % 40), "heard_at": NOW - timedelta(hours=nth * nth / 3)}
        match nth % 10:
            case 3:
                fields |= {"phase": Phase.PAUSED, "paused_until": NOW + timedelta(days=9), "wake_at": NOW + timedelta(days=9)}
            case 5:
                fields |= {"phase": Phase.HELD, "hold": "danger"}
            case 7:
                fields |= {"phase": Phase.STOPPED, "wake_at": None}
            case 8:
                fields |= {"silent_since": NOW - timedelta(days=4), "no_contact": nth == 8}
        name = f"{NAMES[nth % 12]}{nth // 12 or ''}"
        world.begun(name, f"+1202555{4000 + nth * 7}", coach=(ana.id, "c-ben", None)[nth % 3] if nth % 3 != 1 else ana.id, **fields)
    world.alert(AlertKind.DANGER_A, "+12025554035")
    world.alert(AlertKind.WANTS_COACH, "+12025554014")
    world.alert(AlertKind.MILESTONE, "+12025554014")
    world.alert(AlertKind.DELIVERY, "+12025554063")
    with world.store.transaction() as work:
        work.save_view(ana.id, "Paused, longest silent", "phase=paused&sort=quiet")
        work.record_consent("+12025550102", ConsentRow("revoked", "keyword", NOW))
    return site


def watched(page: Page) -> Page:
    """The page; whatever its scripts or its Content-Security-Policy complain of fails the test."""
    troubles: list[str] = []
    page.on("console", lambda told: troubles.append(told.text) if told.type in {"error", "warning"} else None)
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.context.on("close", lambda _: pytest.fail("\n".join(troubles)) if troubles else None)
    return page


@pytest.fixture
def list_file(tmp_path: Path) -> Path:
    """A file with good rows and bad ones."""
    path = tmp_path / "people.csv"
    bad = "12,Bad,form\n+12025554000,Again,form\n+12025550102,Kim,form\n+12025555001,Twice,form\n+12025550109,Nina,\n"
    path.write_text("number,name,evidence\n" + "".join(f"+1202555{nth},N,form A of 3 March\n" for nth in range(5000, 5060)) + bad)
    return path


def drafted(page: Page, file: Path) -> None:
    page.goto(f"{PEOPLE}/import")
    page.get_by_label("A CSV file").set_input_files(file)
    page.get_by_role("button", name="Dry run").click()
    expect(page.get_by_role("heading", name="Dry run")).to_be_visible()


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("theme", THEMES)
def test_axe_finds_nothing_on_any_page(full: Site, browser: Browser, list_file: Path, theme: str, width: str) -> None:
    page = full.open(browser, Role.COACH, width, theme).new_page()
    page.goto(f"{PEOPLE}?sort=alert")
    assert_accessible(page)
    page.locator(".keep summary").click()
    assert_accessible(page)
    page.get_by_label("Whole name or number").fill("nobody of this name")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Nobody you may see")).to_be_visible()
    assert_accessible(page)
    page.goto(f"{PEOPLE}/add")
    page.get_by_role("button", name="Invite").click()
    expect(page.get_by_text("Nobody was invited yet")).to_be_visible()
    assert_accessible(page)
    page.goto(f"{PEOPLE}/import")
    assert_accessible(page)
    drafted(page, list_file)
    assert_accessible(page)
    page.get_by_role("button", name="Invite 60 people").click()
    expect(page.get_by_role("heading", name="Done", exact=True)).to_be_visible(timeout=20_000)
    assert_accessible(page)
    page.goto(PEOPLE)
    page.locator('input[name="journey"]').nth(1).check()
    page.locator('input[name="journey"]').nth(3).check()
    page.get_by_role("button", name="Pause…").click()
    assert_accessible(page)
    page.context.close()


def test_a_filter_changes_the_list_and_the_address_without_reloading(full: Site, browser: Browser) -> None:
    page = watched(full.open(browser, Role.COACH).new_page())
    page.goto(PEOPLE)
    page.evaluate("window.stayed = true")
    page.locator("#f-phase").select_option("Paused")
    page.wait_for_url("**?phase=paused**")
    expect(page.locator("#told")).to_have_text(re.compile(r"\d+ people"))
    expect(page.locator("table.people tbody .phase")).to_have_text(["Paused"] * page.locator("table.people tbody tr").count())
    page.locator("#f-sort").select_option("Longest silent")
    page.wait_for_url("**sort=quiet**")
    expect(page.get_by_role("link", name="Paused, longest silent")).to_have_attribute("aria-current", "page")
    assert page.evaluate("window.stayed")
    page.context.close()


def test_people_are_ticked_and_assigned_by_keyboard_alone(full: Site, browser: Browser) -> None:
    page = watched(full.open(browser, Role.COACH).new_page())
    page.goto(f"{PEOPLE}?coach=nobody")
    page.get_by_label("Tick everybody on this page").focus()
    page.keyboard.press("Space")
    count = page.locator("table.people tbody tr").count()
    expect(page.locator("[data-ticked]")).to_have_text(f"{count} ticked")
    for key in ("Tab", "Enter"):
        page.keyboard.press(key)
    expect(page.get_by_role("heading", name=f"Assign {count} people")).to_be_visible()
    page.get_by_label("To whom").select_option("Ben")
    page.get_by_role("button", name=f"Assign {count} people").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text(f"{count} of {count} assigned")).to_be_visible(timeout=10_000)
    with full.world.store.reading() as view:
        assert view.roster(Wanted(coach=NOBODY), None, 1)[1] == 0
    page.context.close()


def test_a_file_is_imported_while_a_bar_shows_how_far_it_is(full: Site, browser: Browser, list_file: Path) -> None:
    page = watched(full.open(browser, Role.COACH).new_page())
    drafted(page, list_file)
    for said in ("No whole phone number", "There already", "Opted out: only", "first on line 3", "No evidence that they agreed"):
        expect(page.get_by_role("region", name="Left out, with reasons")).to_contain_text(said)
    page.get_by_role("button", name="Invite 60 people").click()
    expect(page.get_by_role("progressbar")).to_be_visible()
    expect(page.get_by_text("60 of 60 invited")).to_be_visible(timeout=20_000)
    expect(page.get_by_role("heading", name="Rejected 5")).to_be_visible()
    page.context.close()


def test_without_scripts_everything_that_matters_still_works(full: Site, browser: Browser) -> None:
    page = full.open(browser, Role.COACH, java_script_enabled=False).new_page()
    page.goto(PEOPLE)
    page.get_by_label("Phase").select_option("Active")
    page.get_by_role("button", name="Show").click()
    page.locator('input[name="journey"]').first.check()
    page.get_by_role("button", name="Pause…").click()
    page.get_by_label("No prompts until the morning of").fill("2026-03-20")
    page.get_by_role("button", name="Pause 1 person").click()
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_text("1 of 1 paused")).to_be_visible()
    page.context.close()
