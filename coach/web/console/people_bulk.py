"""Doing something to several at once: who was ticked, whom it would be done to, the coach's word for it, and how far it is."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

from flask import Blueprint, abort, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Answer

from coach.core.timing import local
from coach.store.batches import DONE, READY, REFUSED, REJECTED, TRYING, Batch, BatchRow
from coach.store.coaches_found import Role
from coach.store.work import View
from coach.web.console.access import allowed
from coach.web.console.acting import after
from coach.web.console.auditing import entry
from coach.web.console.here import here, seen_by, viewer
from coach.web.console.people_add import LONGEST_EVIDENCE, chosen_coach, coaches_to_choose
from coach.web.console.people_batch import go_on
from coach.web.console.people_drafts import drafted, rehearsed
from coach.web.console.people_list import address_of, given_in, query_of, wanted
from coach.web.console.today import People, Person

AT_MOST = 2000
SHOWN = 200  # rows of each list
TO_PEOPLE = ("assign", "pause", "invite")
LONGEST_PAUSE = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Told:
    """A row, and whom it is about; None: somebody who is not a participant (yet)."""

    row: BatchRow
    person: Person | None


@dataclass(frozen=True, slots=True)
class Progress:
    """How far it is. ``reasons``: why some were left out, rejected or refused, and how many."""

    one: Batch
    ready: int
    done: int
    refused: int
    rejected: int
    reasons: Counter[str]

    @property
    def total(self) -> int:
        """All that are to be done, or were."""
        return self.ready + self.done + self.refused


def add(bp: Blueprint) -> None:
    """From the list to the end."""
    bp.add_url_rule("/bulk", view_func=bulk, endpoint="bulk", methods=["POST"])
    bp.add_url_rule("/batches/<batch_id>", view_func=batch, endpoint="batch")
    bp.add_url_rule("/batches/<batch_id>/start", view_func=start, endpoint="start", methods=["POST"])
    bp.add_url_rule("/batches/<batch_id>/go-on", view_func=further, endpoint="go_on", methods=["POST"])
    bp.add_url_rule("/batches/<batch_id>/stop", view_func=stop, endpoint="stop", methods=["POST"])


@allowed(Role.COACH)
def bulk() -> Answer:
    """Draft it for those who were ticked, or for all who pass the filter. Nothing is done yet."""
    kind, query = request.form.get("act", ""), request.form.get("query", "")
    if kind not in TO_PEOPLE:
        abort(400)
    ids = _everybody(query) if request.form.get("whom") == "all" else list(dict.fromkeys(request.form.getlist("journey")))
    if not ids or len(ids) > AT_MOST:
        why = "too_many" if ids else "nobody"
        return redirect(address_of(given_in(query), why=why), 303)
    batch_id = drafted(kind, rehearsed(kind, ids), {"query": query_of(given_in(query))})
    return redirect(url_for("participants.batch", batch_id=batch_id), 303)


def _everybody(query: str) -> list[str]:
    with here().parts.store.reading() as view:
        return view.roster(wanted(given_in(query), here().now), seen_by(), AT_MOST + 1)[0]


@allowed(Role.COACH)
def batch(batch_id: str) -> str:
    """What would be done and to whom; how far it is; what came of it."""
    one = _mine(batch_id)
    with here().parts.store.reading() as view:
        states = (READY,) if one.state == "draft" else (DONE,)
        ready, left_out = told(view, one, states, SHOWN), told(view, one, (REJECTED, REFUSED), _left_out_at_most(one))
        coaches, shown = coaches_to_choose(view), progress_of(view, one)
    today = local(here().now, here().zone.key).date()
    days = {"first_day": today + timedelta(days=1), "last_day": today + LONGEST_PAUSE}
    lists = {"ready": ready, "left_out": left_out, "coaches": coaches}
    return render_template("console/participants/batch.html", one=one, progress=shown, **lists, **days)


def _left_out_at_most(one: Batch) -> int:
    """Every rejected row of a file is shown: somebody has to mend it."""
    return 10_000 if one.kind == "import" else SHOWN


@allowed(Role.COACH)
def start(batch_id: str) -> Answer:
    """Confirmed: from now on it is done."""
    one = _mine(batch_id)
    given = {**one.given, **_given(one)}
    with here().parts.store.transaction() as work:
        count = work.tally(one.id)[READY, ""]
        if count and work.start_batch(one.id, given):
            act = "imported" if one.kind == "import" else "batch_started"
            work.audit([entry(act, subject=one.id, detail=f"{one.kind} {count}")])
    return redirect(url_for("participants.batch", batch_id=one.id), 303)


def _given(one: Batch) -> dict[str, str]:
    """What a coach has to say for this kind of thing. Raises: 400 when it will not do."""
    if one.kind == "assign":
        with here().parts.store.reading() as view:
            return {"coach": chosen_coach(view, request.form.get("coach", "")) or ""}
    if one.kind == "pause":
        return {"until": _day(request.form.get("until", "")), "reason": request.form.get("reason", "").strip()[:LONGEST_EVIDENCE]}
    if one.kind == "invite":
        evidence = request.form.get("evidence", "").strip()[:LONGEST_EVIDENCE]
        return {"evidence": evidence or abort(400)}
    return {}


def _day(words: str) -> str:
    try:
        day = date.fromisoformat(words)
    except ValueError:
        abort(400)
    today = local(here().now, here().zone.key).date()
    return day.isoformat() if today < day <= today + LONGEST_PAUSE else abort(400)


@allowed(Role.COACH, live=True)
def further(batch_id: str) -> Answer:
    """Do the next few, and say how far it is; the page asks again by itself."""
    one = _mine(batch_id)
    go_on(one)
    answer = make_response(after(lambda: _progress(one.id), url_for("participants.batch", batch_id=one.id)))
    with here().parts.store.reading() as view:
        now = view.batch(one.id)
    if now is None or now.state != "running":
        answer.headers["HX-Refresh"] = "true"  # what came of it stands on the page
    return answer


@allowed(Role.COACH)
def stop(batch_id: str) -> Answer:
    """Do no more of it. What was done stays done."""
    one = _mine(batch_id)
    with here().parts.store.transaction() as work:
        if work.stop_batch(one.id):
            work.audit([entry("batch_stopped", subject=one.id, detail=one.kind)])
    return redirect(url_for("participants.batch", batch_id=one.id), 303)


def _progress(batch_id: str) -> str:
    one = _mine(batch_id)
    with here().parts.store.reading() as view:
        shown = progress_of(view, one)
    return render_template("console/participants/progress.html", one=one, progress=shown)


def _mine(batch_id: str) -> Batch:
    """One's own, or anybody's for an owner; 404 otherwise."""
    with here().parts.store.reading() as view:
        one = view.batch(batch_id)
    if one is None or (one.coach_id != viewer().id and viewer().role is not Role.OWNER):
        abort(404)
    return one


def progress_of(view: View, one: Batch) -> Progress:
    """The counts."""
    tally = view.tally(one.id)
    by_state: Counter[str] = Counter()
    for (state, _), count in tally.items():
        by_state[state] += count
    reasons = Counter({reason: count for (state, reason), count in tally.items() if state in {REJECTED, REFUSED}})
    return Progress(one, by_state[READY] + by_state[TRYING], by_state[DONE], by_state[REFUSED], by_state[REJECTED], reasons)


def told(view: View, one: Batch, states: tuple[str, ...], limit: int) -> list[Told]:
    """The rows in these states, with the people they are about: as many statements for two hundred as for two."""
    rows = view.batch_rows(one.id, states, limit)
    people = People(view, set(view.seen_among([row.journey_id for row in rows if row.journey_id], seen_by())))
    return [Told(row, people.found(row.journey_id)) for row in rows]
