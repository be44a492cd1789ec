"""Says in plain words what a condition, a reply or a prompt asks for: for the terminal and for coaches, never for a participant."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from coach.core.model import Asked, AskKind
from coach.core.program import Answered, Condition, InStage, KeptInRow, KeptRate, Level, Measured, Never, Prompt, Reply, Shares, Unanswered

KINDS = {
    AskKind.YES_NO: "yes or no",
    AskKind.NUMBER: "a number",
    AskKind.WHEN: "a day",
    AskKind.WORDS: "words",
    AskKind.PROMISE: "a promise",
}
ANY = "any answer"
_LEVELS: dict[Level, str] = {True: "yes", False: "no"}


def level(value: Level) -> str:
    """An answer as its author writes it."""
    return _LEVELS.get(value, str(value)) if isinstance(value, bool) else str(value)


def answer(equals: Level | None, least: float | None, most: float | None) -> str:
    """Which answers are meant."""
    if equals is not None:
        return level(equals)
    if least is not None and most is not None:
        return f"{least:g} to {most:g}"
    if least is None:
        return ANY if most is None else f"{most:g} or less"
    return f"{least:g} or more"


def named(measure: str) -> str:
    """A measure as words: ``would_take_back`` is "would take back"."""
    return measure.replace("_", " ")


def listed(measures: Iterable[str]) -> str:
    """Several of them: "regret", "repair" and "forgiveness"."""
    *first, last = (f'"{named(measure)}"' for measure in measures)
    return f"{', '.join(first)} and {last}" if first else last


def days(count: int) -> str:
    """So many days, in words."""
    return "1 day" if count == 1 else f"{count} days"


def condition(stated: Condition) -> str:
    """One condition."""
    match stated:
        case Measured():
            return _measured(stated)
        case Never(measure, equals, within):
            return f'no {level(equals)} to "{named(measure)}" within {days(within)}'
        case Answered() | Unanswered():
            return _told(stated)
        case Shares(things):
            return f"shares {' or '.join(things) or 'nothing'}"
        case KeptInRow() | KeptRate() | InStage():
            return _counted(stated)


def _told(stated: Answered | Unanswered) -> str:
    names, several = listed(stated.measures), len(stated.measures) > 1
    if isinstance(stated, Answered):
        return f"{names} {'are' if several else 'is'} answered" + (", at any time" if stated.ever else "")
    return (f"none of {names} is answered yet" if several else f"{names} is not answered yet") + ("" if stated.ever else " in this stage")


def _counted(stated: KeptInRow | KeptRate | InStage) -> str:
    match stated:
        case KeptInRow(times):
            return f"{times} promises kept in a row"
        case KeptRate(rate, within, least):
            return f"{rate:.0%} of the promises of {days(within)} kept, of at least {least}"
        case InStage(count):
            return f"{days(count)} in the stage"


def _measured(stated: Measured) -> str:
    value = answer(stated.equals, stated.least, stated.most)
    said = f"answered {value}" if stated.equals is not None else "answered" if value == ANY else value
    parts = [f'"{named(stated.measure)}" is {said}']
    if stated.count is not None:
        parts.append("at least once" if stated.count == 1 else f"at least {stated.count} times")
    elif stated.times > 1:
        parts.append(f"{stated.times} times in a row")
    parts += [f"within {days(stated.days)}"] if stated.days is not None else []
    parts += ["at any time"] if stated.ever else []
    return ", ".join(parts)


def asked(question: Asked | None) -> str:
    """What a prompt wants to hear."""
    if question is None:
        return "tells"
    wanted = f"{question.low} to {question.high}" if question.kind is AskKind.SCALE else KINDS.get(question.kind, question.kind)
    return f"asks for {wanted}"


def when(prompt: Prompt) -> str:
    """When a prompt may come."""
    if prompt.opening or prompt.on_demand:
        return "opens the stage" if prompt.opening else "when a reply asks it"
    parts = [f"every {days(prompt.every)} at most" if prompt.every else "once"]
    parts += [f"from day {prompt.after}"] if prompt.after else []
    parts += [f"at {prompt.at:%H:%M}"] if prompt.at else []
    parts += [f"if {condition(need)}" for need in prompt.needs]
    return ", ".join(parts)


def reply(stated: Reply) -> str:
    """One reply: which answers it takes, and what follows."""
    taken = ", if ".join([answer(stated.equals, stated.least, stated.most), *(condition(need) for need in stated.needs)])
    return f"{taken} -> {', '.join(_follows(stated))}"


def _follows(stated: Reply) -> Iterator[str]:
    named = (("say", stated.say), ("ask", stated.ask), ("go to", stated.go), ("alert", stated.alert), ("restart", stated.restart))
    for verb, what in named:
        if what is not None:
            yield f"{verb} {what.rsplit('/', 1)[-1]}"
    if stated.again is not None:
        yield f"ask again in {days(stated.again)}"
