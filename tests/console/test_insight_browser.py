"""Insight in a real browser: every subject in both themes and widths, charts that are drawn, pictures that can be taken away."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from coach.store.coaches_found import Role
from coach.web.console.insight_page import SUBJECTS
from tests.console.insight_world import add, newcomer, twenty
from tests.console.live_server import THEMES, WIDTHS, Site, assert_accessible, serving
from tests.console.test_browser import watched
from tests.console.world import World

PLACE = "/console/insight"
PICTURES = [
    ("stages", "funnel"), ("stages", "ways"), ("time", "survival"), ("answers", "hours"), ("answers", "prompts"), ("answers", "losses"),
    ("trust", "desire"), ("trust", "promise-months"), ("work", "waits"), ("work", "costs"),
]  # fmt: skip


@pytest.fixture
def site(console: World) -> Iterator[Site]:
    twenty(console)
    with serving(console) as running:
        yield running


def opened(site: Site, browser: Browser, subject: str, width: str = "desk", theme: str = "light") -> Page:
    page = watched(site.open(browser, Role.READER, width, theme, accept_downloads=True).new_page())
    page.goto(f"{PLACE}/{subject}")
    return page


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("theme", THEMES)
def test_axe_finds_nothing_on_any_subject(site: Site, browser: Browser, theme: str, width: str) -> None:
    page = opened(site, browser, SUBJECTS[0], width, theme)
    for subject in SUBJECTS:
        page.goto(f"{PLACE}/{subject}")
        for plot in page.locator("[data-chart]").all():
            expect(plot.locator("canvas")).to_be_visible()
        assert_accessible(page)
    add(site.world, [newcomer(nth) for nth in range(3)], 90)
    site.world.clock.at = site.world.clock.at.replace(minute=45)
    page.goto(f"{PLACE}?program=win-back&cohort=2026-03")
    expect(page.get_by_text("There are no figures of this group")).to_be_visible()
    assert_accessible(page)
    page.context.close()


def size(picture: Path) -> tuple[int, int]:
    """Width and height of a PNG (RFC 2083, 3.1 and 4.1.1)."""
    raw = picture.read_bytes()
    assert raw[:8] == b"\x89PNG\r\n\x1a\n"
    width, height = struct.unpack(">II", raw[16:24])
    return width, height


COLOURS = """async (name) => {
    const image = new Image();
    image.src = `data:image/png;base64,${name}`;
    await image.decode();
    const canvas = document.createElement("canvas");
    canvas.width = image.width; canvas.height = image.height;
    const pen = canvas.getContext("2d");
    pen.drawImage(image, 0, 0);
    const seen = new Set();
    const { data } = pen.getImageData(0, 0, image.width, image.height);
    for (let at = 0; at < data.length; at += 4) seen.add(`${data[at] >> 4},${data[at + 1] >> 4},${data[at + 2] >> 4}`);
    return [...seen];
}"""


@pytest.mark.parametrize(("subject", "name"), PICTURES)
def test_a_picture_is_saved_as_a_png_file_with_something_on_it(site: Site, browser: Browser, subject: str, name: str) -> None:
    import base64

    page = opened(site, browser, subject)
    if subject == "time":
        expect(page.locator("canvas")).to_be_visible()
    with page.expect_download() as saving:
        page.locator(f'[data-png="{name}"]').click()
    assert saving.value.suggested_filename == f"insight-{name}.png"
    path = saving.value.path()
    assert min(size(path)) > 200
    colours = page.evaluate(COLOURS, base64.b64encode(path.read_bytes()).decode())
    bar = {"losses": "11,1,1", "promise-months": "1,6,3", "desire": "10,5,0"}.get(name, "1,5,10")
    assert "15,15,15" in colours, "its ground is white in the light"
    assert bar in colours, f"what it shows is drawn: {sorted(colours)[:40]}"
    page.context.close()


def test_a_picture_in_the_dark_is_as_dark_as_the_page(site: Site, browser: Browser) -> None:
    import base64

    page = opened(site, browser, "stages", theme="dark")
    with page.expect_download() as saving:
        page.locator('[data-png="funnel"]').click()
    colours = page.evaluate(COLOURS, base64.b64encode(saving.value.path().read_bytes()).decode())
    assert "1,1,2" in colours
    assert "15,15,15" not in colours
    page.context.close()


def test_a_table_is_saved_as_a_csv_file(site: Site, browser: Browser) -> None:
    page = opened(site, browser, "stages")
    with page.expect_download() as saving:
        page.get_by_role("button", name="CSV of How far they came").click()
    assert saving.value.suggested_filename == "insight-funnel-win-back.csv"
    assert saving.value.path().read_text().splitlines()[:2] == ["step,people", "joined,20"]
    page.context.close()


def test_a_group_is_chosen_by_keyboard_and_kept_from_subject_to_subject(site: Site, browser: Browser) -> None:
    page = opened(site, browser, "stages")
    page.get_by_label("Joined in").focus()
    page.keyboard.type("2026-02")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_text("8 people, as of")).to_be_visible()
    page.get_by_role("link", name="Time", exact=True).click()
    page.get_by_role("link", name="silence").click()
    expect(page.get_by_role("heading", name="How long until silence")).to_be_visible()
    expect(page.get_by_text("8 people, as of")).to_be_visible()
    page.get_by_role("button", name="Everybody").click()
    expect(page.get_by_text("20 people, as of")).to_be_visible()
    page.context.close()


def test_without_scripts_every_number_is_still_there(site: Site, browser: Browser) -> None:
    page = site.open(browser, Role.READER, java_script_enabled=False).new_page()
    for subject, words in (("stages", "clean slate"), ("time", "35.0 %"), ("answers", "60 %"), ("trust", "4.5 to 6"), ("work", "100 min")):
        page.goto(f"{PLACE}/{subject}")
        assert words in page.inner_text("main").replace("1.7 h", "100 min")
        assert not page.locator("[data-png]").first.is_visible()
    page.context.close()
