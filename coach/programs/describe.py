"""Says in plain words what a condition, a reply or a prompt asks for: for the terminal and for coaches, never for a participant."""

from __future__ import annotations

from collections.abc import Iterator

from coach.core.model import Asked, AskKind
from coach.core.program import Answered, Condition, InStage, KeptInRow, KeptRate, Level, Measured, Never, Prompt, Reply, Shares, Unanswered

_LEVELS: dict[Level, str] = {True: "yes", False: "no"}


def level(value: Level) -> str:
    """An answer as its author writes it."""
    return _LEVELS.get(value, str(value)) if isinstance(value, bool) else str(value)


def answer(equals: Level | None, least: float | None, most: float | None) -> str:
    """Which answers are meant."""
    if equals is not None:
        return f"is {level(equals)}"
    bounds = [f"at least {least:g}" if least is not None else "", f"at most {most:g}" if most is not None else ""]
    return " and ".join(filter(None, bounds)) or "any answer"


def condition(stated: Condition) -> str:
    """One condition."""
    match stated:
        case Measured():
            return _measured(stated)
        case Never(measure, equals, days):
            return f"{measure} never {level(equals)} in {days} d"
        case Answered() | Unanswered():
            return _told(stated)
        case Shares(things):
            return f"shares {' or '.join(things) or 'nothing'}"
        case KeptInRow() | KeptRate() | InStage():
            return _counted(stated)


def _told(stated: Answered | Unanswered) -> str:
    names, ever = " and ".join(stated.measures), ", ever" if stated.ever else ""
    return f"{names} answered{ever}" if isinstance(stated, Answered) else f"{names} not answered yet{ever}"


def _counted(stated: KeptInRow | KeptRate | InStage) -> str:
    match stated:
        case KeptInRow(times):
            return f"{times} promises kept in a row"
        case KeptRate(rate, days, least):
            return f"{rate:.0%} of promises kept over {days} d, of at least {least}"
        case InStage(days):
            return f"{days} d in the stage"


def _measured(stated: Measured) -> str:
    parts = [f"{stated.measure} {answer(stated.equals, stated.least, stated.most)}"]
    if stated.count is not None:
        parts.append("once" if stated.count == 1 else f"{stated.count} times")
    elif stated.times > 1:
        parts.append(f"{stated.times} times in a row")
    parts += [f"within {stated.days} d"] if stated.days is not None else []
    parts += ["ever"] if stated.ever else []
    return ", ".join(parts)


def asked(question: Asked | None) -> str:
    """What a prompt wants to hear."""
    if question is None:
        return "tells"
    return f"asks {question.low}-{question.high}" if question.kind is AskKind.SCALE else f"asks {question.kind}"


def when(prompt: Prompt) -> str:
    """When a prompt may come."""
    if prompt.opening or prompt.on_demand:
        return "opens the stage" if prompt.opening else "when a reply asks it"
    parts = [f"every {prompt.every} d" if prompt.every else "once"]
    parts += [f"from day {prompt.after}"] if prompt.after else []
    parts += [f"at {prompt.at:%H:%M}"] if prompt.at else []
    parts += [f"if {condition(need)}" for need in prompt.needs]
    return ", ".join(parts)


def reply(stated: Reply) -> str:
    """One reply: which answers it takes, and what follows."""
    taken = ", if ".join([answer(stated.equals, stated.least, stated.most), *(condition(need) for need in stated.needs)])
    return f"{taken}: {', '.join(_follows(stated))}"


def _follows(stated: Reply) -> Iterator[str]:
    named = (("say", stated.say), ("ask", stated.ask), ("go to", stated.go), ("alert", stated.alert), ("restart", stated.restart))
    for verb, what in named:
        if what is not None:
            yield f"{verb} {what.rsplit('/', 1)[-1]}"
    if stated.again is not None:
        yield f"ask again in {stated.again} d"
