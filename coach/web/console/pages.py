"""The list of pages: what stands in the navigation, and the blueprints that make them. A new page is added here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from flask import Blueprint

from coach.store.coaches_found import Role


@dataclass(frozen=True, slots=True)
class Place:
    """A place in the navigation. ``key``: a page that sets ``{% set place = key %}`` is shown as the one you are on."""

    key: str
    address: str
    least: Role


NAV = (
    Place("today", "/console/", Role.READER),
    Place("audit", "/console/audit", Role.OWNER),
)


def blueprints() -> Iterator[Blueprint]:
    """Every page. Imported here, so that one page never needs another to be imported first."""
    from coach.web.console import audit_page, today_page

    yield today_page.pages()
    yield audit_page.pages()
