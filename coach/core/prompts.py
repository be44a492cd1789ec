"""Which prompt comes next, and how long until the one after it: rotation, thinning, pace and silence."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import lru_cache

from coach.core.caps import free_day
from coach.core.conditions import all_hold, is_timed
from coach.core.decision import Case, Decision, changed, stage_of
from coach.core.effects import TextKind
from coach.core.program import Program, Prompt
from coach.core.promises import days_of_follow_up
from coach.core.speaking import FRESH_DAYS, last_said, last_wording, open_question, send
from coach.core.state import About, Question, State, Use
from coach.core.timing import planned, to_utc, today

LATE = timedelta(hours=6)
DAY = timedelta(days=1)
LOOK_AHEAD = timedelta(days=35)
REASK_DAYS = 2
UNANSWERED_DAYS = 14  # a question that is put once a visit and was never answered comes again: a gate may hang on it
UNANSWERED_AT_MOST = 3
PACE = {-2: 2.0, -1: 1.5, 0: 1.0, 1: 0.75, 2: 0.5}
NEVER_USED = Use()


def spacing(state: State, program: Program, step: int) -> int:
    """Days until the next prompt: this step of the stage's rhythm, stretched by pace and by half for each unanswered prompt."""
    rhythm = stage_of(state, program).rhythm
    days = rhythm[min(max(step, 0), len(rhythm) - 1)] * PACE[state.profile.pace] * 1.5 ** min(state.unanswered, 4)
    return max(1, min(30, int(days + 0.5)))


@lru_cache(maxsize=512)
def _days(number: int) -> timedelta:
    return timedelta(days=number)


def due_from(prompt: Prompt, use: Use, entered: date) -> date | None:
    """The first local date on which it is a prompt's turn, as its use stands; None: no turn in this visit."""
    if use.again_on is not None:
        return use.again_on
    if use.last is None:
        return None if prompt.on_demand else entered + _days(prompt.after)
    if prompt.every is not None:
        return use.last + _days(prompt.every)
    return None if prompt.asked is None or use.answered else use.last + timedelta(days=UNANSWERED_DAYS)


def _turns(state: State, program: Program) -> list[tuple[date, Prompt]]:
    """Every prompt of the stage that has a turn, with the first date of it."""
    stage, used = stage_of(state, program), state.used
    entered = today(state.stage_since, state.profile) if state.stage_since else date.min
    found = []
    for prompt in stage.prompts:
        on = due_from(prompt, used.get(prompt.key, NEVER_USED), entered)
        if on is not None and not (prompt.contact and state.no_contact):
            found.append((on, prompt))
    return found


def fresh_from(state: State, key: str, program: Program) -> date:
    """The first local date on which some wording was not said within the last 60 days."""
    said = min(last_said(state, key, program))
    return said if said == date.min else said + timedelta(days=FRESH_DAYS + 1)


def _asked_last(state: State, prompts: Mapping[str, Prompt]) -> bool:
    """Whether the prompt sent last was a recurring question: then something else has its turn first."""
    used = [(use.last, key) for key, use in state.used.items() if use.last is not None]
    if not used:
        return False
    prompt = prompts[max(used)[1]]
    return prompt.every is not None and prompt.asked is not None


def _rank(prompt: Prompt, use: Use, asked_last: bool) -> tuple[int, int, date]:
    kind = 2 if asked_last else 3  # once a visit
    if prompt.opening:
        kind = 0
    elif use.again_on is not None:
        kind = 1
    elif prompt.every is not None:
        kind = 4 if prompt.asked is None else 5 - kind
    return kind, -prompt.weight, use.last or date.min


def _first(due: Iterable[Prompt], state: State, program: Program, day: date) -> Prompt | None:
    """The first in rank of those whose turn it is, that has a fresh wording and whose needs hold."""
    asked_last = _asked_last(state, program.prompts)
    moment = to_utc(day, program.at, state.profile.zones[0])
    used = state.used.get
    for prompt in sorted(due, key=lambda prompt: _rank(prompt, used(prompt.key, NEVER_USED), asked_last)):
        if all_hold(prompt.needs, state, moment) and fresh_from(state, prompt.key, program) <= day:
            return prompt
    return None


def choose(state: State, program: Program, day: date) -> Prompt | None:
    """The prompt that would be sent on a local date, or None when nothing is due."""
    return _first([prompt for on, prompt in _turns(state, program) if on <= day], state, program, day)


def next_prompt(state: State, program: Program, here: date) -> tuple[datetime, Prompt] | None:
    """The next prompt and its moment (UTC), as things stand on the local date ``here``; None when nothing is due within five weeks."""
    if state.next_on is None:
        return None
    turns, taken = _turns(state, program), days_of_follow_up(state, here)
    day = free_day(state, state.next_on, taken)
    prompt = _first([prompt for on, prompt in turns if on <= day], state, program, day)
    if prompt is None:
        return _look_ahead(state, program, turns, day, taken)
    return _moment(state, program, prompt, day), prompt


def _moment(state: State, program: Program, prompt: Prompt, day: date) -> datetime:
    at = state.profile.prompt_at or prompt.at or program.at
    return planned(day, at, state.profile, state.journey, prompt.key)


def _look_ahead(
    state: State, program: Program, turns: list[tuple[date, Prompt]], day: date, taken: Container[date]
) -> tuple[datetime, Prompt] | None:
    """The first prompt after ``day``: only those that time alone can bring, from the date it can."""
    now = to_utc(day, program.at, state.profile.zones[0])
    hopeful = [
        (max(on, fresh_from(state, prompt.key, program)), prompt)
        for on, prompt in turns
        if all_hold((need for need in prompt.needs if not is_timed(need)), state, now)
    ]
    last = day + LOOK_AHEAD
    while hopeful and (day := free_day(state, max(day + DAY, min(on for on, _ in hopeful)), taken)) <= last:
        prompt = _first([prompt for on, prompt in hopeful if on <= day], state, program, day)
        if prompt is not None:
            return _moment(state, program, prompt, day), prompt
    return None


def catch_up(d: Decision, case: Case) -> Decision:
    """Before anything is decided: after an outage, skip what is too late; else what could have come on a past date counts from today."""
    state = d.state
    if state.next_on is None or state.wake_at is None or state.silent_since is not None or state.unanswered >= UNANSWERED_AT_MOST:
        return d
    if case.now > state.wake_at + LATE:
        return skip_late(d, case)
    day = today(case.now, state.profile)
    return d.but(next_on=day) if state.next_on < day else d


def skip_late(d: Decision, case: Case) -> Decision:
    """Prompts more than six hours late are skipped with a reason; the next one comes as planned."""
    here, told = today(case.now, d.state.profile), set[str]()
    while (found := next_prompt(d.state, case.program, here)) is not None and case.now > found[0] + LATE:
        missed, key = today(found[0], d.state.profile), found[1].key
        if key not in told:  # what was not sent may have its turn again on the next date that is past
            told.add(key)
            d = d.because("skipped_late", key=key, hours=int((case.now - found[0]).total_seconds() // 3600))
        d = d.but(next_on=missed + timedelta(days=spacing(d.state, case.program, d.state.slot)))
    return d


def narrow(d: Decision, case: Case) -> Decision:
    """Answers have returned: the next prompt comes when it would have come without the silence, tomorrow at the earliest."""
    state = changed(d.state, unanswered=0)
    sent = [use.last for use in state.used.values() if use.last is not None]
    if state.next_on is None or not sent:
        return d
    usual = max(sent) + timedelta(days=spacing(state, case.program, state.slot - 1))
    return d.but(next_on=min(state.next_on, max(usual, today(case.now, state.profile) + DAY)))


def ask_prompt(d: Decision, case: Case, prompt: Prompt, kind: TextKind) -> Decision:
    """Send a prompt and count it; if it asks, its question becomes the open one, and is put again in two days."""
    d = send(d, case, prompt.key, kind, asks=prompt.asked is not None)
    day, use = today(case.now, d.state.profile), d.state.used.get(prompt.key, NEVER_USED)
    used = {**d.state.used, prompt.key: Use(use.times + 1, day)}
    if prompt.asked is None:
        return d.but(used=used)
    question = Question(About.PROMPT, prompt.key, prompt.asked, prompt.key, last_wording(d), case.now)
    return open_question(d, question, used=used, reask_on=day + timedelta(days=REASK_DAYS))


def send_prompt(d: Decision, case: Case, prompt: Prompt) -> Decision:
    """The program's next prompt, unsolicited; the rhythm takes its next step. If it asks, it counts as unanswered until they text."""
    days = spacing(d.state, case.program, d.state.slot)
    d = ask_prompt(d, case, prompt, TextKind.PROMPT)
    unanswered = d.state.unanswered + (prompt.asked is not None)
    return d.but(slot=d.state.slot + 1, next_on=today(case.now, d.state.profile) + timedelta(days=days), unanswered=unanswered)


def ask_again(d: Decision, case: Case, key: str, days: int) -> Decision:
    """Have the same prompt asked again so many days from now."""
    again_on = today(case.now, d.state.profile) + timedelta(days=days)
    use = replace(d.state.used.get(key, NEVER_USED), again_on=again_on)
    return d.but(used={**d.state.used, key: use}).because("again", key=key, days=days)
