"""What an author may write is on the authors' page, and what is on it is true."""

from __future__ import annotations

import re
from pathlib import Path

import yaml

from coach.programs.checks import samples
from coach.programs.conditions import NAMES
from coach.programs.faults import author_keys
from coach.programs.fields import ASKS

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "programs.md").read_text()


def test_every_key_of_a_program_file_is_explained() -> None:
    assert [key for key in author_keys() if not re.search(rf"`{key}[`:]|[{{ ]{key}:", PAGE)] == []


def test_every_condition_and_kind_of_question_is_explained() -> None:
    assert [name for name in NAMES if f"{{{name}:" not in PAGE] == []
    assert [name for name in ASKS if f"`{name}`" not in PAGE] == []


def test_every_variable_of_the_texts_is_explained() -> None:
    variables = set().union(*samples.ROOMS.values(), *samples.GIVEN.values(), samples.IN_PROGRAMS)
    assert [name for name in sorted(variables) if f"`{name}`" not in PAGE] == []


def test_every_kind_of_finding_is_explained() -> None:
    code = "".join(path.read_text() for path in sorted((ROOT / "coach" / "programs" / "checks").glob("*.py")))
    kinds = set(re.findall(r'(?:\.finding\(|_finding\(program, |Finding\([^"]*?(?:"[^"]*", )?None, |line\.at, )"([a-z7-]+)"', code))
    assert len(kinds) > 15
    assert [kind for kind in sorted(kinds) if f"`{kind}`" not in PAGE] == []


def test_the_example_is_yaml() -> None:
    example = re.search(r"```yaml\n(.*?)```", PAGE, re.DOTALL)
    assert example is not None
    assert yaml.safe_load(example[1])["prompts"][0]["key"] == "pushed"
