"""Asks for pages again and again, and counts time and statements."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import cycle, islice
from statistics import quantiles
from time import process_time

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from coach.bench.requests import Asked
from coach.bench.site import Site
from coach.clock import stopwatch

WARM = 2
DOWNLOADS = 3  # rounds: a file of ten thousand lines is no page
TOKEN = re.compile(r'name="csrf-token" content="([^"]+)"')
GOOD = frozenset({200, 204, 302})  # 302: some lead on to their newest version


@dataclass(frozen=True, slots=True)
class Measured:
    """One page. ``half``, ``most``: p50 and p95 in milliseconds. ``statements``: for one look. ``file``: it is a download.

    ``busy``: p95 of what this process itself computed (with SQLite everything), which tells more where others use the machine too.
    ``status``: how it answered.
    """

    name: str
    half: float
    most: float
    busy: float
    statements: int
    file: bool = False
    status: int = 200

    @property
    def broken(self) -> bool:
        """Whether it did not answer as it should."""
        return self.status not in GOOD


class Counter:
    """Counts statements while it is told of them."""

    def __init__(self) -> None:
        self.heard: list[str] = []

    def __call__(self, statement: str) -> None:
        """One more."""
        self.heard.append(statement)


class Browsers:
    """One for everybody who looks, signed in."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._open: dict[str, tuple[FlaskClient, str]] = {}

    def ask(self, one: Asked, address: str) -> TestResponse:
        """Ask for a page, or post a form."""
        client, token = self._open.get(one.who.id) or self._begin(one)
        if one.form is None:
            return client.get(address, buffered=True)
        return client.post(address, data={**one.form, "csrf_token": token}, buffered=True)

    def _begin(self, one: Asked) -> tuple[FlaskClient, str]:
        client = self._site.signed_in(one.who)
        found = TOKEN.search(client.get("/console/").text)
        self._open[one.who.id] = (client, found[1] if found else "")
        return self._open[one.who.id]


def measured(site: Site, wanted: Iterable[Asked], counter: Counter, rounds: int) -> Iterator[Measured]:
    """Each of these, asked for ``rounds`` times."""
    browsers = Browsers(site)
    for one in wanted:
        answer, statements = _looked(browsers, one, counter)
        file = answer.mimetype not in ("text/html", "")
        yield _timed(browsers, one, statements, DOWNLOADS if file else rounds, answer.status_code, file=file)


def counted(site: Site, wanted: Iterable[Asked], counter: Counter) -> dict[str, tuple[int, int]]:
    """How each of these answers, and how many statements it takes."""
    browsers = Browsers(site)
    looked = ((one.name, _looked(browsers, one, counter)) for one in wanted)
    return {name: (answer.status_code, statements) for name, (answer, statements) in looked}


def _looked(browsers: Browsers, one: Asked, counter: Counter) -> tuple[TestResponse, int]:
    """The second look, when whatever is only done once has been done; and its statements."""
    for address in islice(cycle(one.addresses), WARM):
        counter.heard.clear()
        answer = browsers.ask(one, address)
    return answer, len(counter.heard)


def _timed(browsers: Browsers, one: Asked, statements: int, rounds: int, status: int, *, file: bool) -> Measured:
    times, busy = [], []
    for address in islice(cycle(one.addresses), rounds):
        began, computed = stopwatch(), process_time()
        browsers.ask(one, address)
        times.append((stopwatch() - began) * 1000)
        busy.append((process_time() - computed) * 1000)
    return Measured(one.name, _cut(times, 50), _cut(times, 95), _cut(busy, 95), statements, file, status)


def _cut(times: list[float], percent: int) -> float:
    """That percentile; of a single time the time itself."""
    return quantiles(times * 2, n=100, method="inclusive")[percent - 1]
