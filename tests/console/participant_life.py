"""Somebody with half a year behind them: texts both ways, stages and a setback, readings, promises, a consent."""

from __future__ import annotations

from datetime import datetime, timedelta

from coach.core.effects import Reason, TextKind
from coach.core.model import Phase, Profile
from coach.core.state import Answer, Kept, Promise, State
from coach.store.rows import AnswerRow, Arrived, ConsentRow, Entry, Saved, TextRow
from coach.store.tables import Sending, inbound, outbound
from tests.console.world import ACCOUNT, NOW, World

NUMBER = "+12025550101"
DAY = timedelta(days=1)
STAGES = ((150, "mirror"), (146, "clean-slate"), (140, "own-it"), (128, "give-space"), (106, "befriend"), (70, "first-trust"))
STAGES += ((52, "own-it"), (41, "give-space"), (24, "befriend"), (9, "first-trust"))
READINGS = (
    (149, "desire", 8),
    (104, "contact_quality", 3), (96, "contact_quality", 4), (88, "contact_quality", 5), (80, "contact_quality", 6),
    (72, "contact_quality", 6), (66, "predictability", 3), (59, "predictability", 4), (20, "contact_quality", 5),
    (13, "contact_quality", 6), (10, "contact_quality", 6), (5, "predictability", 5),
    (120, "desire", 9), (60, "desire", 6), (4, "desire", 7),
)  # fmt: skip
PROMISES = ((66, "call the school about Leo by Friday", Kept.KEPT), (61, "be home by seven on Thursdays", Kept.BROKEN))
PROMISES += (
    (7, "tell her before I change the plan", Kept.KEPT),
    (4, "bring the boxes back on Sunday", Kept.KEPT),
    (1, "send the rent on time", Kept.OPEN),
)
TALK = (
    (4, "out", "first-trust/promise", "Sam, what small thing will you do this week, and by when? One that you can surely keep."),
    (4, "in", "", "I will bring the boxes back on Sunday"),
    (4, "out", "promise/noted", "Noted: bring the boxes back, Sunday. I will ask how it went."),
    (2, "out", "promise/kept-yet", "You wanted to bring the boxes back. Did you? Reply Y, N or NOT YET."),
    (2, "in", "", "Y. she even smiled"),
    (2, "out", "promise/kept-run", "2 promises kept in a row. That is how being predictable feels from her side."),
    (1, "out", "first-trust/tip-word", "A word kept when nobody would have noticed counts most."),
    (1, "in", "", "hard week honestly. I keep wanting to text her at night"),
    (1, "out", "common/low", "That sounds heavy. You kept from it, and that is work too. Text COACH if you want a person."),
)


def lived(console: World, name: str = "Sam", coach: str | None = None) -> str:
    """The journey's id."""
    journey = console.begun(name, NUMBER, coach=coach, stage="mirror", stage_since=NOW - 150 * DAY, began_at=NOW - 150 * DAY)
    with console.store.reading() as view:
        state = view.load_journeys(journey_ids=[journey])[0].state
    version, before = 0, ""
    for days, stage in STAGES:
        now, after = NOW - days * DAY, state_at(state, stage, NOW - days * DAY)
        keep(console, journey, version, after, entry(now, "TextReceived" if before else "Woken", before, stage))
        version, before, state = version + 1, stage, after
    for days, measure, value in READINGS:
        row = AnswerRow(measure, value, stage_on(days), f"win-back/{stage_on(days)}/{measure}", NOW - days * DAY, closed=True)
        keep(console, journey, version, state, entry(NOW - days * DAY, "TextReceived", state.stage, state.stage, "answer"), answers=(row,))
        version += 1
    state = with_past(state)
    for one in state.promises:
        keep(
            console,
            journey,
            version,
            state,
            entry(one.made_at, "TextReceived", state.stage, state.stage, "promise_caught"),
            promises=(one,),
        )
        version += 1
    words = AnswerRow(
        "costly_truth", "I told her about the loan before she asked", "first-trust", "win-back/first-trust/costly-truth", NOW - 3 * DAY
    )
    consent = ConsentRow("granted", "ready", NOW - 151 * DAY, wording="a1b2c3d4")
    keep(
        console,
        journey,
        version,
        state,
        entry(NOW - 3 * DAY, "TextReceived", state.stage, state.stage, "answer"),
        answers=(words,),
        consents=(consent,),
    )
    version += 1
    for nth, (days, way, key, body) in enumerate(TALK):
        at = NOW - days * DAY + timedelta(minutes=nth)
        version = say(console, journey, version, state, at, way, key, body)
    settled(console)
    return journey


def state_at(state: State, stage: str, at: datetime) -> State:
    from dataclasses import replace

    return replace(state, stage=stage, stage_since=at, used={}, phase=Phase.ACTIVE)


def with_past(state: State) -> State:
    """What the machine itself remembers of readings and promises."""
    from dataclasses import replace

    answers = tuple(Answer(measure, value, NOW - days * DAY, stage_on(days), "") for days, measure, value in sorted(READINGS, reverse=True))
    promises = tuple(
        Promise(
            f"p{nth}",
            what,
            stage_on(days),
            NOW - days * DAY,
            (NOW - (days - 2) * DAY).date().isoformat(),
            kept,
            None if kept is Kept.OPEN else NOW - (days - 2) * DAY,
        )
        for nth, (days, what, kept) in enumerate(PROMISES)
    )
    profile = Profile(zones=("America/Chicago",), name=state.profile.name, zone_told=True, discreet=True)
    return replace(state, answers=answers, promises=promises, profile=profile, next_on=NOW.date() + DAY, wake_at=NOW + timedelta(hours=26))


def stage_on(days: int) -> str:
    """The stage they stood in so many days ago."""
    return next((stage for began, stage in reversed(STAGES) if began >= days), "mirror")


def entry(at: datetime, kind: str, before: str, after: str, code: str = "") -> Entry:
    facts = {"answer": {"measure": "a question"}, "promise_caught": {"id": "p1"}}.get(code, {"was": before, "now": after})
    reason = Reason(code or "stage", facts)
    return Entry(at, kind, '{"Woken":{}}', Phase.ACTIVE, Phase.ACTIVE, before, after, (), (reason,))


def keep(console: World, journey: str, version: int, state: State, one: Entry, **rows: tuple[object, ...]) -> None:
    with console.store.transaction() as work:
        work.save([Saved(journey, version, state, (one,), **rows)])  # type: ignore[arg-type]


def say(console: World, journey: str, version: int, state: State, at: datetime, way: str, key: str, body: str) -> int:
    """One text either way; answers the version after it."""
    if way == "in":
        with console.store.transaction() as work:
            work.file_inbound([Arrived(f"SM{at.timestamp():.0f}", NUMBER, ACCOUNT.from_ or "", body, at, {})])
        return version
    kind = TextKind.PROMPT if key.startswith("first") else TextKind.REPLY
    text = TextRow(kind, f"win-back/{key}" if key.startswith("first") else key, 0, body, 1, at, asks=body.endswith("."))
    sent = Entry(
        at,
        "Woken",
        '{"Woken":{}}',
        Phase.ACTIVE,
        Phase.ACTIVE,
        state.stage,
        state.stage,
        (f"SendText {kind.value} {key}#0",),
        (Reason("sent", {"key": key, "kind": kind.value}),),
    )
    keep(console, journey, version, state, sent, texts=(text,))
    return version + 1


def settled(console: World) -> None:
    """Everything that went out arrived; everything that came in was decided."""
    with console.store.transaction() as work:
        rows = work.connection.execute(outbound.select().where(outbound.c.state == "pending")).all()
        for row in rows:
            gone = {"state": Sending.DELIVERED.value, "sid": f"SMout{row.id}", "accepted_at": row.due_at, "settled_at": row.due_at}
            work.connection.execute(outbound.update().where(outbound.c.id == row.id).values(**gone))
        work.connection.execute(inbound.update().values(decided_at=inbound.c.received_at))
