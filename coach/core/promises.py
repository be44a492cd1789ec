"""The promise ledger of one person: caught from their words, confirmed in one text, followed up when due: kept, broken or moved."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta

from coach.core.caps import free_day
from coach.core.conditions import run_kept, settled
from coach.core.decision import Case, Decision, stage_of
from coach.core.effects import RecordPromise, TextKind
from coach.core.model import Asked, AskKind, Profile, Reading, SpokenPromise, Value
from coach.core.program import Program
from coach.core.speaking import close_question, last_wording, open_question, quoted, say, send
from coach.core.state import About, Kept, Promise, Question, State
from coach.core.timing import allowed, hours, local, today

OPEN_AT_MOST = 5
REMEMBERED = 40
EVENING = time(18, 30)
AFTER_DUE = timedelta(minutes=30)
FOLLOW_UP_REASK_DAYS = 3
STALE = timedelta(days=7)  # a follow-up that could not be asked for so long (a pause, an outage) is let go
FARTHEST = timedelta(days=366)
UNSETTLED = (Kept.PROPOSED, Kept.OPEN)
YES_NO = Asked(AskKind.YES_NO)
YES_NO_OR_NOT_YET = Asked(AskKind.YES_NO, choices=("not yet",))
WHEN = Asked(AskKind.WHEN)


def of_id(state: State, promise_id: str) -> Promise | None:
    """The promise of that id, if it is still remembered."""
    return next((promise for promise in state.promises if promise.id == promise_id), None)


def keep(d: Decision, promise: Promise) -> Decision:
    """Write a promise into the ledger as it now stands."""
    others = tuple(p for p in d.state.promises if p.id != promise.id)
    return d.but(promises=(*others, promise)[-REMEMBERED:]).do(RecordPromise(promise))


def due_of(value: Value, now: datetime, zone: str) -> str | None:
    """A due time as ISO local date or date-time; a length (seconds) counts from now; None when past, too far, or no time at all."""
    here = local(now, zone).replace(tzinfo=None)
    if isinstance(value, int | float) and 0 < value <= FARTHEST.total_seconds():
        return local(now + timedelta(seconds=value), zone).replace(tzinfo=None, microsecond=0).isoformat()
    try:
        named = datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:  # words, such as "unsure"
        named = None
    if named is None or named > here + FARTHEST or named < (here if "T" in str(value) else datetime.combine(here, time())):
        return None
    return str(value)


def follow_up(promise: Promise, profile: Profile) -> tuple[date, time]:
    """The local date and time to ask how a promise went: the evening of its day, or half an hour after its hour, inside the window."""
    due = promise.due or promise.made_at.date().isoformat()
    if "T" not in due:
        return date.fromisoformat(due), EVENING
    moment = datetime.fromisoformat(due) + AFTER_DUE
    if moment.time() >= hours(allowed(profile), moment.date())[1]:
        return moment.date() + timedelta(days=1), allowed(profile).start
    return moment.date(), moment.time()


def awaiting(state: State) -> list[Promise]:
    """Open promises that nobody has asked about yet, soonest first."""
    found = [p for p in state.promises if p.kept is Kept.OPEN and p.asked_at is None]
    return sorted(found, key=lambda promise: promise.due or "")


def days_of_follow_up(state: State, here: date) -> frozenset[date]:
    """The dates that belong to promises falling due: neither a prompt nor asking again may use up that day's one text.

    One that is overdue ``here``, the local date, takes the first free day.
    """
    if not state.promises:
        return frozenset()
    due_on = [follow_up(promise, state.profile)[0] for promise in awaiting(state)]
    return frozenset(day if day > here else free_day(state, here) for day in due_on)


def may_note(state: State, program: Program) -> bool:
    """Whether promises are caught at all here: in a stage that coaches them, and never under no-contact."""
    return not state.no_contact and stage_of(state, program).promises


def note(d: Decision, case: Case, spoken: SpokenPromise) -> Decision:
    """Catch a promise from someone's own words and ask for what is missing: the time, or their confirmation."""
    if sum(p.kept is Kept.OPEN for p in d.state.promises) >= OPEN_AT_MOST:
        return say(d, case, "promise/many").because("promise_not_noted", open=OPEN_AT_MOST)
    due = due_of(spoken.due, case.now, d.state.profile.zones[0])
    before = sum(promise.made_at == case.now for promise in d.state.promises)
    number = f"{d.state.journey}-{int(case.now.timestamp())}-{before}"
    promise = Promise(number, spoken.what[:100], d.state.stage, case.now, due)
    d = keep(d, promise).because("promise_caught", id=promise.id)
    return confirm(d, case, promise) if due is not None else ask_due(d, case, promise, "promise/when")


def ask(d: Decision, case: Case, promise: Promise, about: About, key: str, asked: Asked, **values: str | int) -> Decision:
    """Put a question about one promise as part of a reply."""
    d = say(d, case, key, asks=True, **values)
    return open_question(d, Question(about, promise.id, asked, key, last_wording(d), case.now)).but(reask_on=None)


def confirm(d: Decision, case: Case, promise: Promise) -> Decision:
    """Read a promise back once, and ask whether it is right."""
    return ask(d, case, promise, About.PROMISE_CONFIRM, "promise/confirm", YES_NO, quote=quoted(promise.what), due=promise.due or "")


def ask_due(d: Decision, case: Case, promise: Promise, key: str) -> Decision:
    """Ask by when."""
    return ask(d, case, promise, About.PROMISE_DUE, key, WHEN)


def ask_kept(d: Decision, case: Case, promise: Promise, kind: TextKind) -> Decision:
    """Ask how a promise went. The follow-up comes unasked, so it never quotes their words."""
    d = keep(d, replace(promise, asked_at=case.now))
    d = send(d, case, "promise/kept-yet", kind, asks=True)
    d = open_question(d, Question(About.PROMISE_KEPT, promise.id, YES_NO_OR_NOT_YET, "promise/kept-yet", last_wording(d), case.now))
    day = today(case.now, d.state.profile)
    # A yes that comes late must find no newer yes-or-no question: the day after stays free.
    free = max(d.state.next_on, day + timedelta(days=2)) if d.state.next_on is not None else None
    return d.but(reask_on=day + timedelta(days=FOLLOW_UP_REASK_DAYS), next_on=free)


def take_confirm(d: Decision, case: Case, promise: Promise, reading: Reading) -> Decision:
    """They confirmed it (it now counts), or took it back."""
    d = close_question(d)
    if reading.value is True:
        d = keep(d, replace(promise, kept=Kept.OPEN))
        return say(d, case, "promise/noted", due=promise.due or "").because("promise_confirmed", id=promise.id)
    if reading.value is False:
        d = keep(d, replace(promise, kept=Kept.DROPPED))
        return say(d, case, "promise/dropped").because("promise_taken_back", id=promise.id)
    return ask_due(d, case, promise, "promise/when")


def take_due(d: Decision, case: Case, promise: Promise, reading: Reading) -> Decision:
    """They named a time: a new promise is read back, an old one is moved."""
    due = due_of(reading.value, case.now, d.state.profile.zones[0])
    if due is None:
        return ask_due(d, case, promise, "promise/when-ahead").because("due_past")
    d = close_question(d)
    if promise.kept is Kept.PROPOSED:
        return confirm(keep(d, replace(promise, due=due)), case, replace(promise, due=due))
    moved = replace(promise, due=due, moved=promise.moved + 1, asked_at=None)
    return say(keep(d, moved), case, "promise/moved", due=due).because("promise_moved", id=promise.id, times=moved.moved)


def take_kept(d: Decision, case: Case, promise: Promise, reading: Reading) -> Decision:
    """They said how it went: kept, broken, or not yet, and then by when."""
    d = close_question(d)
    if not isinstance(reading.value, bool):
        return ask_due(d, case, promise, "promise/new-day")
    d = settle(d, case, promise, kept=reading.value)
    if not reading.value:
        return say(d, case, "promise/broken")
    run = run_kept(settled(d.state, d.state.run_since or d.state.stage_since))
    return say(d, case, "promise/kept-run", run=run) if run > 1 else say(d, case, "promise/kept")


def settle(d: Decision, case: Case, promise: Promise, *, kept: bool) -> Decision:
    """Write down how a promise went."""
    standing = Kept.KEPT if kept else Kept.BROKEN
    d = keep(d, replace(promise, kept=standing, settled_at=case.now))
    return d.because("promise_settled", id=promise.id, kept=standing.value)


def take_late(d: Decision, case: Case, question: Question, reading: Reading) -> Decision | None:
    """How a promise went, told late: written down, and the open question stays open. None: it does not say how."""
    promise = of_id(d.state, question.ref)
    if promise is None or promise.kept is not Kept.OPEN or not isinstance(reading.value, bool):
        return None
    return say(settle(d, case, promise, kept=reading.value).but(previous=None), case, "common/late")


TAKERS = {About.PROMISE_CONFIRM: take_confirm, About.PROMISE_DUE: take_due, About.PROMISE_KEPT: take_kept}


def take(d: Decision, case: Case, question: Question, reading: Reading) -> Decision:
    """Take an answer to a question about a promise; one that is no longer remembered is let go."""
    promise = of_id(d.state, question.ref)
    if promise is None:
        return say(close_question(d), case, "common/heard").because("promise_forgotten")
    return TAKERS[question.about](d, case, promise, reading)


def let_lie(d: Decision, promise: Promise) -> Decision:
    """Nobody answered for a promise: it counts neither as kept nor as broken."""
    return keep(d, replace(promise, kept=Kept.DROPPED)).because("promise_unanswered", id=promise.id)


def tidy(d: Decision) -> Decision:
    """Let every promise lie whose question nobody can answer any more; a proposed one counts only while it is being asked about."""
    question, previous = d.state.question, d.state.previous
    open_ref, late_ref = question.ref if question else None, previous.ref if previous else None
    for promise in d.state.promises:
        unconfirmed = promise.kept is Kept.PROPOSED and promise.id != open_ref
        unanswered = promise.kept is Kept.OPEN and promise.asked_at is not None and promise.id not in (open_ref, late_ref)
        d = let_lie(d, promise) if unconfirmed or unanswered else d
    return d


def drop_all(d: Decision) -> Decision:
    """Let every promise lie that is not settled: nobody will be asked about it."""
    for promise in d.state.promises:
        d = let_lie(d, promise) if promise.kept in UNSETTLED else d
    return d
