"""A newcomer opens a demo in a real browser: one click lets them in, and Today says how far the demo is."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, expect

from coach.store.coaches_found import Role, Second
from tests.console.live_server import THEMES, WIDTHS, assert_accessible, serving
from tests.console.test_demo import shown
from tests.console.world import world


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("width", WIDTHS)
def test_one_click_leads_to_a_today_that_fills(sqlite_url: str, browser: Browser, width: str, theme: str) -> None:
    with world(sqlite_url, second_factor="optional") as console, serving(console) as site:
        console.account(Role.OWNER, second=Second())
        shown(console, 40)
        page = site.open(browser, None, width, theme).new_page()
        page.goto("/console/")
        assert_accessible(page)
        page.get_by_role("button", name="Olga Ruiz owner").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Today")
        expect(page.get_by_role("progressbar")).to_have_attribute("value", "40")
        assert_accessible(page)
        shown(console, 200)
        expect(page.get_by_role("progressbar")).to_have_count(0, timeout=15_000)
