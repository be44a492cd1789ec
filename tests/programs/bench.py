"""The fixture program, whole or with one thing changed: what every test of this wing works on."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

from coach.core.program import Program
from coach.programs.checks import Finding, check
from coach.programs.load import load_program
from coach.programs.wording import Wording

FIXTURES = Path(__file__).parent / "fixtures"


@dataclass(frozen=True)
class Bench:
    """A copy of the fixture that may be changed."""

    root: Path

    @property
    def schedule(self) -> Path:
        return self.root / "schedules" / "steps.yaml"

    @property
    def templates(self) -> Path:
        return self.root / "templates"

    def text(self, key: str) -> Path:
        return self.templates / "sms" / "en" / f"{key}.txt"

    def change(self, old: str, new: str) -> Bench:
        before = self.schedule.read_text()
        assert old in before, old
        self.schedule.write_text(before.replace(old, new, 1))
        return self

    def write(self, key: str, *wordings: str) -> Bench:
        self.text(key).parent.mkdir(parents=True, exist_ok=True)
        self.text(key).write_text("\n---\n".join(wordings) + "\n")
        return self

    def wording(self) -> Wording:
        return Wording(self.templates)

    def program(self) -> Program:
        wording = self.wording()
        return load_program(self.schedule, wording.texts("en"), wording.digest)

    def findings(self) -> list[Finding]:
        return [finding for finding in check(self.program(), self.wording(), "en") if not finding.is_note]

    def kinds(self) -> set[str]:
        return {finding.kind for finding in self.findings()}


def copied(to: Path) -> Bench:
    shutil.copytree(FIXTURES, to, dirs_exist_ok=True)
    return Bench(to)
