"""What came of a simulation, as data, as a page of plain text, and one person's thread."""

from __future__ import annotations

from collections import Counter
from statistics import fmean, median
from typing import Any

from coach.carrier.simulated import By
from coach.core.timing import local
from coach.errors import BadRequest
from coach.sim.crowd import Crowd
from coach.sim.people import Person


def summary(crowd: Crowd, seed: int) -> dict[str, Any]:
    """Figures of a simulation; nothing in them depends on how fast it ran."""
    people = crowd.people
    staying = [person for person in people if person.stayed or person.finished]
    return {
        "program": f"{crowd.program.name}.{crowd.program.version}",
        "people": len(people),
        "days": crowd.days,
        "seed": seed,
        "personas": dict(sorted(Counter(person.persona.name for person in people).items())),
        "phases": dict(sorted(Counter(_phase(person) for person in people).items())),
        "stages_reached": {stage: sum(stage in person.stages for person in people) for stage in crowd.program.stages},
        "median_day_reached": {stage: _median_day(people, stage) for stage in crowd.program.stages},
        "texts_out": sum(person.texts_out for person in people),
        "texts_in": sum(person.texts_in for person in people),
        "segments": sum(person.segments for person in people),
        "staying": len(staying),
        "texts_out_per_staying": _mean([person.texts_out for person in staying]),
        "texts_in_per_staying": _mean([person.texts_in for person in staying]),
        "least_out_of_staying": min((person.texts_out for person in staying), default=0),
        "least_in_of_staying": min((person.texts_in for person in staying), default=0),
        "decisions": crowd.decisions,
        "laws_broken": [f"{broken.law}: {broken.what} ({_place(crowd, journey)})" for journey, broken in crowd.broken],
    }


def _place(crowd: Crowd, journey: str) -> str:
    """Whose journey it was, for ``--transcript``."""
    return next((f"person {person.index + 1}" for person in crowd.people if person.journey == journey), "nobody known")


def _phase(person: Person) -> str:
    return person.state.phase.value if person.state is not None else "never joined"


def _mean(numbers: list[int]) -> float:
    return round(fmean(numbers), 1) if numbers else 0.0


def _median_day(people: list[Person], stage: str) -> int | None:
    days = [(person.stages[stage] - person.joins).days for person in people if stage in person.stages]
    return round(median(days)) if days else None


def page(figures: dict[str, Any]) -> str:
    """The figures in plain text."""
    lines = [f"{figures['program']}: {figures['people']} people, {figures['days']} days, seed {figures['seed']}", ""]
    lines.append("stage           reached  median day")
    for stage, reached in figures["stages_reached"].items():
        day = figures["median_day_reached"][stage]
        lines.append(f"{stage:<15} {reached:>7}  {'-' if day is None else day:>10}")
    lines.append("")
    lines.append("phases: " + ", ".join(f"{name} {number}" for name, number in figures["phases"].items()))
    lines.append(
        f"texts out {figures['texts_out']}, in {figures['texts_in']}, segments {figures['segments']}, decisions {figures['decisions']}"
    )
    lines.append(
        f"of {figures['staying']} who stay: {figures['texts_out_per_staying']} out and {figures['texts_in_per_staying']} in on average"
    )
    lines.append(f"laws broken: {len(figures['laws_broken'])}")
    lines += [f"  {broken}" for broken in figures["laws_broken"][:20]]
    return "\n".join(lines)


def transcript(crowd: Crowd, wanted: str) -> str:
    """One person's thread, by their place in the crowd (from 1). Raises: ``BadRequest``."""
    if not wanted.isdigit() or not 1 <= int(wanted) <= len(crowd.people):
        raise BadRequest(f"--transcript {wanted}: name a person by number, 1 to {len(crowd.people)}")
    person = crowd.people[int(wanted) - 1]
    zone = person.state.profile.zones[0] if person.state is not None else "UTC"
    lines = [f"# person {wanted}, {person.persona.name}, {zone}"]
    for text in crowd.world.network.handset(person.number).shown():
        at = local(text.arrived or text.created, zone)
        who = {By.PERSON: "person", By.APP: "bot", By.CARRIER: "carrier"}[text.by]
        lines.append(f"{at:%a %d %b %Y %H:%M}  {who:<7} {text.body}")
    return "\n".join(lines)
