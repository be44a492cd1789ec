"""What the players need, made once a run: the programs and words, the console's sentences, and ``--accept``."""

from __future__ import annotations

import pytest

from coach.engine.assembly import library_of
from coach.programs.library import Library
from coach.settings import Settings
from coach.web.reasons import Reasons


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--accept", action="store_true", help="rewrite the golden transcripts as the whole stack plays them now")


@pytest.fixture(scope="session")
def settings() -> Settings:
    return Settings("sqlite://", name="CoachLine", contact="coach@example.org")


@pytest.fixture(scope="session")
def library(settings: Settings) -> Library:
    return library_of(settings)


@pytest.fixture(scope="session")
def reasons(settings: Settings) -> Reasons:
    return Reasons(settings.templates)


@pytest.fixture
def accept(request: pytest.FixtureRequest) -> bool:
    """Whether pages are to be rewritten. Named when pytest began in this folder; from elsewhere pass ``tests/transcripts`` too."""
    return bool(request.config.getoption("--accept", default=False))
