"""The browser the page tests use is real, and its absence is never silent where it matters."""

from __future__ import annotations

import http.server
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser_support import chromium, needed

GREETING = b"<!doctype html><title>hello</title><button onclick=\"document.title = 'pressed'\">Press</button>"


class Greeter(http.server.BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(GREETING)

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Say nothing."""


@pytest.fixture
def address() -> Iterator[str]:
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Greeter) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def test_a_page_is_opened_and_a_button_pressed(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_role("button", name="Press").press("Enter")
    assert page.title() == "pressed"


def test_the_first_chromium_on_the_path_is_found(tmp_path: Path) -> None:
    for name in ("google-chrome", "chromium-browser"):
        (tmp_path / name).write_text("#!/bin/sh\n")
        (tmp_path / name).chmod(0o755)
    assert chromium(str(tmp_path)) == str(tmp_path / "chromium-browser")
    assert chromium(str(tmp_path / "nowhere")) is None


def test_what_is_missing_skips_by_name_on_a_laptop() -> None:
    with pytest.raises(pytest.skip.Exception, match="no browser on this machine: apt install chromium"):
        needed(None, "browser", "apt install chromium", {})


def test_what_is_missing_fails_in_continuous_integration() -> None:
    with pytest.raises(pytest.fail.Exception, match="no browser on this machine: apt install chromium"):
        needed(None, "browser", "apt install chromium", {"CI": "true"})
