"""Every golden transcript, played twice: by the core alone, and through everything there is."""

from __future__ import annotations

from itertools import chain
from pathlib import Path

import pytest

from coach.clock import StillClock
from coach.core.timing import to_utc
from coach.programs.library import Library
from coach.settings import Settings
from coach.store.sealing import Sealer
from coach.web.reasons import Reasons
from tests.transcripts import page as pages
from tests.transcripts.core_alone import CoreAlone
from tests.transcripts.page import Page
from tests.transcripts.player import Player
from tests.transcripts.whole_stack import standing

PAGES = sorted(Path(__file__).parent.glob("*.txt"))
ON_POSTGRES = ("intake-discreet", "danger-a", "promises", "stop-and-start")

every_page = pytest.mark.parametrize("path", PAGES, ids=[path.stem for path in PAGES])


def journey_of(page: Page) -> str:
    """The journey's id: it decides which wordings come first, and the minute at which texts come."""
    return f"{int(page.head.get('seed', '0')):016x}"


def still(page: Page) -> StillClock:
    return StillClock(to_utc(page.start.date(), page.start.time(), page.zone))


def played_by_core(page: Page, library: Library, settings: Settings, reasons: Reasons) -> Page:
    clock = still(page)
    frame = lambda country: {"brand": settings.name, "contact": settings.contact, "lines": library.lines.lines_for(country)}  # noqa: E731
    return Player(page, CoreAlone(page, journey_of(page), library, frame, clock), clock, reasons).play()


def played_through_stack(page: Page, url: str, sealer: Sealer, settings: Settings, library: Library, reasons: Reasons) -> Page:
    clock = still(page)
    ids = chain(["participant", journey_of(page)], (f"later-{n}" for n in range(100)))
    with standing(page, ids, url, sealer, settings, library, clock) as service:
        return Player(page, service, clock, reasons).play()


@every_page
def test_the_core_alone_plays_it(path: Path, library: Library, settings: Settings, reasons: Reasons, accept: bool) -> None:
    if accept:
        pytest.skip("the page is being rewritten by the whole stack")
    page = pages.read(path)
    played = played_by_core(page, library, settings, reasons)
    assert pages.shown(played).splitlines() == pages.shown(page.without("carrier")).splitlines()


@every_page
def test_the_whole_stack_plays_it(
    path: Path, sqlite_url: str, sealer: Sealer, settings: Settings, library: Library, reasons: Reasons, accept: bool
) -> None:
    text = path.read_text(encoding="utf-8")
    played = pages.shown(played_through_stack(pages.parse(text, path.name), sqlite_url, sealer, settings, library, reasons))
    if accept:
        path.write_text(played, encoding="utf-8")
        return
    assert played.splitlines() == text.splitlines()


@pytest.mark.postgres
@pytest.mark.parametrize("name", ON_POSTGRES)
def test_the_whole_stack_plays_it_on_postgres(
    name: str, postgres_url: str, sealer: Sealer, settings: Settings, library: Library, reasons: Reasons
) -> None:
    page = pages.read(Path(__file__).parent / f"{name}.txt")
    played = played_through_stack(page, postgres_url, sealer, settings, library, reasons)
    assert pages.shown(played).splitlines() == pages.shown(page).splitlines()
