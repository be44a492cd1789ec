"""Which prompt comes next, and how long until the one after it: rotation, thinning, pace and silence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta

from coach.core.caps import free_day
from coach.core.conditions import all_hold
from coach.core.decision import Case, Decision, stage_of
from coach.core.effects import TextKind
from coach.core.program import Program, Prompt
from coach.core.speaking import is_fresh, last_wording, open_question, send
from coach.core.state import About, Question, State, Use
from coach.core.timing import local, planned, to_utc, today

LATE = timedelta(hours=6)
LOOK_AHEAD_DAYS = 36
REASK_DAYS = 2
PACE = {-2: 2.0, -1: 1.5, 0: 1.0, 1: 0.75, 2: 0.5}
NEVER_USED = Use()


def spacing(state: State, program: Program) -> int:
    """Days until the next prompt: the stage's rhythm, stretched by pace and by half for each unanswered prompt."""
    rhythm = stage_of(state, program).rhythm
    days = rhythm[min(max(state.slot - 1, 0), len(rhythm) - 1)] * PACE[state.profile.pace] * 1.5 ** min(state.unanswered, 4)
    return max(1, min(30, int(days + 0.5)))


def _is_due(prompt: Prompt, use: Use, days_in: int, day: date) -> bool:
    if use.again_on is not None:
        return day >= use.again_on
    if prompt.on_demand or days_in < prompt.after:
        return False
    if use.times == 0:
        return True
    return prompt.every is not None and use.last is not None and (day - use.last).days >= prompt.every


def _eligible(prompt: Prompt, state: State, program: Program, day: date, moment: datetime, days_in: int) -> bool:
    use = state.used.get(prompt.key, NEVER_USED)
    return (
        _is_due(prompt, use, days_in, day)
        and not (prompt.contact and state.no_contact)
        and all_hold(prompt.needs, state, moment)
        and is_fresh(state, prompt.key, day, program)
    )


def _asked_last(state: State, prompts: Mapping[str, Prompt]) -> bool:
    """Whether the prompt sent last was a recurring question: then something else has its turn first."""
    used = [(use.last, key) for key, use in state.used.items() if use.last is not None]
    if not used:
        return False
    prompt = prompts[max(used)[1]]
    return prompt.every is not None and prompt.asked is not None


def _rank(prompt: Prompt, state: State, turn: Mapping[str, int]) -> tuple[int, int, date]:
    use = state.used.get(prompt.key, NEVER_USED)
    kind = "recurring" if prompt.every is not None and prompt.asked is not None else "once"
    if prompt.opening:
        kind = "opening"
    elif use.again_on is not None:
        kind = "again"
    elif prompt.every is not None and prompt.asked is None:
        kind = "tell"
    return turn[kind], -prompt.weight, use.last or date.min


def choose(state: State, program: Program, day: date) -> Prompt | None:
    """The prompt that would be sent on a local date, or None when nothing is due."""
    stage = stage_of(state, program)
    zone = state.profile.zones[0]
    moment = to_utc(day, program.at, zone)
    days_in = (day - local(state.stage_since or moment, zone).date()).days
    found = [p for p in stage.prompts if _eligible(p, state, program, day, moment, days_in)]
    asked_last = _asked_last(state, program.prompts)
    turn = {"opening": 0, "again": 1, "recurring": 3 if asked_last else 2, "once": 2 if asked_last else 3, "tell": 4}
    return min(found, key=lambda prompt: _rank(prompt, state, turn), default=None)


def next_prompt(state: State, program: Program) -> tuple[datetime, Prompt] | None:
    """The next prompt and its moment (UTC), as things stand; None when nothing is due within five weeks."""
    day = state.next_on
    for _ in range(LOOK_AHEAD_DAYS):
        if day is None:
            return None
        day = free_day(state, day)
        prompt = choose(state, program, day)
        if prompt is not None:
            at = state.profile.prompt_at or prompt.at or program.at
            return planned(day, at, state.profile, state.journey, prompt.key), prompt
        day += timedelta(days=1)
    return None


def skip_late(d: Decision, case: Case) -> Decision:
    """After an outage: prompts more than six hours late are skipped with a reason; the next comes as planned."""
    day = today(case.now, d.state.profile)
    while (found := next_prompt(d.state, case.program)) is not None and case.now > found[0] + LATE:
        missed = today(found[0], d.state.profile)
        d = d.because("skipped_late", key=found[1].key, hours=int((case.now - found[0]).total_seconds() // 3600))
        d = d.but(next_on=max(min(missed + timedelta(days=spacing(d.state, case.program)), day), missed + timedelta(days=1)))
    return d


def count_use(d: Decision, case: Case, prompt: Prompt) -> Decision:
    """Count a prompt as sent today."""
    use = d.state.used.get(prompt.key, NEVER_USED)
    return d.but(used={**d.state.used, prompt.key: Use(use.times + 1, today(case.now, d.state.profile))})


def plan_next(d: Decision, case: Case) -> Decision:
    """Take the next step of the stage's rhythm."""
    d = d.but(slot=d.state.slot + 1)
    return d.but(next_on=today(case.now, d.state.profile) + timedelta(days=spacing(d.state, case.program)))


def ask_prompt(d: Decision, case: Case, prompt: Prompt, kind: TextKind) -> Decision:
    """Send a prompt; if it asks, its question becomes the open one and the one before it counts as unanswered."""
    state = d.state
    left_open = state.question is not None and prompt.asked is not None and kind is TextKind.PROMPT
    d = send(d, case, prompt.key, kind, asks=prompt.asked is not None)
    if prompt.asked is not None:
        d = open_question(d, Question(About.PROMPT, prompt.key, prompt.asked, prompt.key, last_wording(d), case.now))
        day = today(case.now, state.profile)
        d = d.but(unanswered=state.unanswered + left_open, reask_on=day + timedelta(days=REASK_DAYS))
    return d


def send_prompt(d: Decision, case: Case, prompt: Prompt) -> Decision:
    """The program's next prompt, unsolicited."""
    return plan_next(count_use(ask_prompt(d, case, prompt, TextKind.PROMPT), case, prompt), case)


def ask_again(d: Decision, case: Case, prompt: Prompt, days: int) -> Decision:
    """Have the same prompt asked again so many days from now."""
    again_on = today(case.now, d.state.profile) + timedelta(days=days)
    use = replace(d.state.used.get(prompt.key, NEVER_USED), again_on=again_on)
    return d.but(used={**d.state.used, prompt.key: use}).because("again", key=prompt.key, days=days)
