"""Parts of a page that stay current without reloading it: the page asks every few seconds, and only what changed is sent.

A part is a template that renders one element with an id, and puts ``{{ live.stamp(part) }}`` inside it (``console/live.html``).
The page holds ``{{ live.poller(url) }}`` once. Ages and countdowns are kept current by the page's script, so that time alone
changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b
from typing import Any

from flask import Response, make_response, render_template, request

from coach.web.console.here import here


@dataclass(frozen=True)
class Part:
    """One part. ``key``: the id of its element. ``values``: for its template, as ``part.values``; its stamp is made of their ``repr``."""

    key: str
    template: str
    values: Any

    @cached_property
    def stamp(self) -> str:
        """The same for the same values."""
        return f"{self.key}:{blake2b(repr(self.values).encode(), digest_size=8).hexdigest()}"


def changed(parts: Iterable[Part]) -> Response:
    """The parts whose stamps the page did not send, each to be put in its place; 204 when there are none."""
    seen = set(request.args.getlist("seen"))
    news = [part for part in parts if part.stamp not in seen]
    answer = make_response(parts_html(news) if news else "", 200 if news else 204)
    answer.headers["Coach-Now"] = here().now.isoformat(timespec="seconds")
    return answer


def parts_html(parts: Iterable[Part]) -> str:
    """Parts to be put each in its own place of a page that is open (out-of-band, as htmx calls it)."""
    return "\n".join(render_template(part.template, part=part, apart=True) for part in parts)
