"""Inviting many by a file: first a dry run that says what becomes of every row, and only then the invitations."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from flask import Blueprint, Response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Answer

from coach.carrier.phones import parse
from coach.errors import BadRequest
from coach.store.batches import READY, REJECTED, BatchRow
from coach.store.coaches_found import Role
from coach.web.console.access import allowed
from coach.web.console.here import here, viewer
from coach.web.console.people_add import LONGEST_EVIDENCE, LONGEST_NAME, chosen_coach, coaches_to_choose
from coach.web.console.people_drafts import drafted
from coach.web.console.people_file import LARGEST, Listing, Unreadable, decoded, read_people
from coach.web.console.sheets import sheet

HERE = "participants.dry_run"
ROOM = 64 * 1024  # bytes for the rest of the form


def add(bp: Blueprint) -> None:
    """The form, its example, and the dry run."""
    bp.add_url_rule("/import", view_func=form, endpoint="import_form")
    bp.add_url_rule("/import", view_func=dry_run, endpoint="dry_run", methods=["POST"])
    bp.add_url_rule("/import/example.csv", view_func=example, endpoint="example")
    bp.url_value_preprocessor(_make_room)


def _make_room(endpoint: str | None, _values: dict[str, Any] | None) -> None:
    """A file may be larger than any other form; said before anything reads the form."""
    if endpoint == HERE:
        request.max_content_length = LARGEST + ROOM
        request.max_form_memory_size = LARGEST + ROOM


@allowed(Role.COACH)
def form() -> str:
    """What to bring."""
    return _form({"coach": viewer().id}, "")


@allowed(Role.COACH)
def example() -> Response:
    """An empty file with the right columns."""
    return sheet("participants-to-invite.csv", ("number", "name", "evidence"), [])


@allowed(Role.COACH)
def dry_run() -> Answer | tuple[str, int]:
    """Look at every row and keep what was found; nobody is invited yet."""
    given = {key: request.form.get(key, "").strip() for key in ("pasted", "evidence", "coach")}
    given["evidence"] = given["evidence"][:LONGEST_EVIDENCE]
    try:
        people = read_people(_text() or given["pasted"])
    except Unreadable as wrong:
        return _form(given, str(wrong)), 422
    with here().parts.store.reading() as view:
        coach_id = chosen_coach(view, given["coach"])
    rows = checked([replace(one, evidence=one.evidence or given["evidence"]) for one in people])
    batch_id = drafted("import", rows, {"coach": coach_id or ""})
    return redirect(url_for("participants.batch", batch_id=batch_id), 303)


def checked(people: Sequence[Listing]) -> list[BatchRow]:
    """What becomes of every row: ready, or rejected for the first reason that stands against it."""
    phones = [_phone(one.number) for one in people]
    with here().parts.store.reading() as view:
        barred = view.barred({phone for phone in phones if phone})
    first: dict[str, int] = {}
    rows = []
    for one, phone in zip(people, phones, strict=True):
        rows.append(_row(one, phone, barred.get(phone, ""), first.get(phone, 0)))
        first.setdefault(phone, one.line)
    return rows


def _row(one: Listing, phone: str, barred: str, first: int) -> BatchRow:
    against = (
        ("bad_number", not phone),
        ("duplicate", bool(phone and first)),
        (barred, bool(barred)),
        ("no_evidence", not one.evidence),
        ("name_long", len(one.name) > LONGEST_NAME),
    )
    reason = next((code for code, stands in against if stands), "")
    given = {"number": one.number[:40], "phone": phone, "name": one.name[:80], "evidence": one.evidence[:LONGEST_EVIDENCE]}
    return BatchRow(one.line, None, given | ({"first": str(first)} if reason == "duplicate" else {}), REJECTED if reason else READY, reason)


def _phone(written: str) -> str:
    try:
        return parse(written)
    except BadRequest:
        return ""


def _text() -> str:
    """The file's text; empty: none was chosen."""
    file = request.files.get("file")
    if not file or not file.filename:
        return ""
    with file.stream as stream:  # a large one lies on the disk until it is closed
        return decoded(stream.read(LARGEST + 1))


def _form(given: dict[str, str], wrong: str) -> str:
    with here().parts.store.reading() as view:
        coaches = coaches_to_choose(view)
    return render_template("console/participants/import.html", given=given, wrong=wrong, coaches=coaches)
