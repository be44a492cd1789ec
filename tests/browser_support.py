"""Finds a real browser for the tests that drive pages; knows nothing of what they do with it.

A test that needs something of the machine asks ``needed``: on a laptop the test is then skipped by name, in continuous integration
(``CI=true``) it fails, so that nothing is ever skipped there unseen.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Mapping

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def needed(found: str | None, what: str, mend: str, environment: Mapping[str, str] = os.environ) -> str:
    """``found`` itself; where it is empty the test is skipped, naming ``what`` and the ``mend``, and fails where ``CI=true``."""
    if found:
        return found
    if environment.get("CI") == "true":
        pytest.fail(f"no {what} on this machine: {mend}")
    pytest.skip(f"no {what} on this machine: {mend}")


def chromium(search_path: str | None = None) -> str | None:
    """Path of the first Chromium found in ``search_path`` (the environment's PATH by default), or None."""
    return next((found for name in BROWSERS if (found := shutil.which(name, path=search_path))), None)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A headless Chromium of the machine's own, one for the whole session."""
    path = needed(chromium(), "browser", "apt install chromium")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-dev-shm-usage"])
        yield opened
        opened.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A fresh page of a phone's size, with no memory of other tests."""
    context = browser.new_context(viewport={"width": 390, "height": 844})
    yield context.new_page()
    context.close()
