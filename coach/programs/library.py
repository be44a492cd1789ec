"""All programs there are, with their words and the lines of safety: loaded once, when the product starts.

Knows nothing of journeys; it hands out values.
"""

from __future__ import annotations

from pathlib import Path

from coach.core.program import Program
from coach.errors import BadRequest, BadSchedule
from coach.programs.lines import Lines
from coach.programs.load import load_program
from coach.programs.wording import Wording

LANGUAGE = "en"
"""The language whose texts a program is counted in; every other must have as many wordings."""


class Library:
    """Every ``*.yaml`` in ``programs_root``, with the texts below ``templates_root``.

    Raises: ``BadSchedule`` with everything wrong in any program, ``BadWording`` when texts cannot be used.
    """

    def __init__(self, programs_root: Path, templates_root: Path) -> None:
        self.wording = Wording(templates_root)
        self.lines = Lines(templates_root)
        self._programs = _loaded(programs_root, self.wording)

    def names(self) -> tuple[str, ...]:
        """The names of all programs, sorted."""
        return tuple(sorted({name for name, _ in self._programs}))

    @property
    def entrance(self) -> str:
        """The program that a JOIN leads to where the operator names none: the one marked so, else the first by name."""
        names = self.names()
        return next((name for name in names if self.program(name).entrance), names[0])

    def versions(self, name: str) -> tuple[int, ...]:
        """The versions of a program, oldest first; empty when it is not known."""
        return tuple(sorted(version for known, version in self._programs if known == name))

    def program(self, name: str, version: int | None = None) -> Program:
        """One version of a program; the newest when none is named.

        Raises: ``BadRequest`` naming what there is.
        """
        found = self._programs.get((name, version)) if version is not None else None
        if found is not None:
            return found
        versions = self.versions(name)
        if not versions:
            raise BadRequest(f'there is no program "{name}"; name one of {", ".join(self.names()) or "none yet"}')
        if version is not None:
            raise BadRequest(f'there is no version {version} of "{name}"; name one of {", ".join(map(str, versions))}')
        return self._programs[name, versions[-1]]


def _loaded(root: Path, wording: Wording) -> dict[tuple[str, int], Program]:
    programs: dict[tuple[str, int], Program] = {}
    problems: list[str] = []
    texts = wording.texts(LANGUAGE)
    for path in sorted(root.glob("*.yaml")):
        try:
            program = load_program(path, texts, wording.digest)
        except BadSchedule as found:
            problems += found.problems
            continue
        problems += _misfiled(path, program, programs)
        programs[program.name, program.version] = program
    if not programs and not problems:
        problems.append(f"{root}:1: there are no programs here; point COACH_PROGRAMS to the folder with their .yaml files")
    problems += _two_entrances(root, programs)
    if problems:
        raise BadSchedule(problems)
    return programs


def _two_entrances(root: Path, programs: dict[tuple[str, int], Program]) -> list[str]:
    names = sorted({name for (name, _), program in programs.items() if program.entrance})
    told = f"{root}:1: a JOIN cannot lead to all of {', '.join(names)}; keep entrance: true in one of them"
    return [told] if len(names) > 1 else []


def _misfiled(path: Path, program: Program, known: dict[tuple[str, int], Program]) -> list[str]:
    if (program.name, program.version) in known:
        return [f"{path}:1: version {program.version} of {program.name} stands in another file too; give this one its own version"]
    if path.name.split(".", 1)[0] != program.name:
        return [f'{path}:1: the file is named otherwise than its program; name it "{program.name}.yaml"']
    return []
