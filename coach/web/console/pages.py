"""The list of pages: what stands in the navigation, and the blueprints that make them. A new page is added here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from flask import Blueprint, current_app, url_for

from coach.store.coaches_found import Role


@dataclass(frozen=True, slots=True)
class Place:
    """A place in the navigation. ``key``: a page that sets ``{% set place = key %}`` is shown as the one you are on."""

    key: str
    address: str
    least: Role


NAV = (
    Place("today", "/console/", Role.READER),
    Place("participants", "/console/participants", Role.READER),
    Place("programs", "/console/programs", Role.READER),
    Place("insight", "/console/insight", Role.READER),
    Place("broadcast", "/console/broadcast", Role.COACH),
    Place("settings", "/console/settings", Role.OWNER),
    Place("audit", "/console/audit", Role.OWNER),
)


def person_address(journey_id: str) -> str | None:
    """The page of one participant; None while there is none."""
    endpoint = "participant.page"
    return url_for(endpoint, journey_id=journey_id) if endpoint in current_app.view_functions else None


def blueprints() -> Iterator[Blueprint]:
    """Every page. Imported here, so that one page never needs another to be imported first."""
    from coach.web.console import (
        audit_page,
        broadcast_page,
        insight_page,
        participant_page,
        people_page,
        programs_page,
        settings_page,
        today_page,
    )

    yield today_page.pages()
    yield people_page.pages()
    yield participant_page.pages()
    yield programs_page.pages()
    yield insight_page.pages()
    yield broadcast_page.pages()
    yield settings_page.pages()
    yield audit_page.pages()
