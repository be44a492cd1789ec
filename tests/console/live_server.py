"""The console behind a real address, for a real browser; and axe, to judge what the browser shows."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page
from werkzeug.serving import make_server

from coach.store.coaches_found import Role
from tests.answering import Quiet, whole
from tests.console.world import World

WIDTHS = {"phone": (360, 780), "desk": (1440, 900)}
THEMES = ("light", "dark")
# Colours on their way to other colours are judged when they have arrived; what turns for ever is not waited for.
AT_REST = """() => Promise.all(document.getAnimations()
    .filter(one => one.effect.getComputedTiming().iterations !== Infinity).map(one => one.finished.catch(() => null)))"""
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


@dataclass(frozen=True)
class Site:
    """A console that answers at ``url``."""

    world: World
    url: str

    def open(self, browser: Browser, role: Role | None, width: str = "desk", theme: str = "light", **more: Any) -> BrowserContext:
        """A browser window of this width and theme; signed in where a role is given."""
        size = {"width": WIDTHS[width][0], "height": WIDTHS[width][1]}
        context = browser.new_context(base_url=self.url, viewport=size, color_scheme=theme, **more)  # type: ignore[arg-type]
        if role is not None:
            cookie = self.world.client(role).get_cookie("coach")
            assert cookie is not None
            context.add_cookies([{"name": "coach", "value": cookie.value, "url": self.url}])
        return context


@contextmanager
def serving(world: World) -> Iterator[Site]:
    """The console, listening, until the block ends."""
    server = make_server("127.0.0.1", 0, whole(world.app), threaded=True, request_handler=Quiet)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield Site(world, f"http://127.0.0.1:{server.server_port}")
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def assert_accessible(page: Page) -> None:
    """axe finds nothing to say about this page (WCAG 2.2 A and AA, and good practice); nothing sticks out sideways."""
    page.evaluate(AT_REST)
    found = Axe().run(page, options=RULES).response["violations"]
    told = [f"{one['id']}: {one['help']}: {[node['html'][:160] for node in one['nodes']][:4]}" for one in found]
    assert told == [], "\n".join(told)
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), (
        "the page is wider than the window"
    )
