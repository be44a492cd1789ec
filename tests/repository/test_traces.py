"""The repository holds nothing of the machine it was written on, and nobody else's files."""

from __future__ import annotations

import re

import pytest

from tests.repository.tree import ROOT, words, written

HOSTS = [".".join(parts) for parts in (("pypi", "org"), ("pythonhosted", "org"), ("npmjs", "org"), ("npmjs", "com"))]
FOLDERS = [f"/{name}/" for name in ("work", "root", "opt/pypi")]


@pytest.mark.parametrize("trace", HOSTS + FOLDERS)
def test_no_file_names_a_registry_or_a_folder_of_one_machine(trace: str) -> None:
    assert [path for path in written() if trace in words(path)] == []


def test_no_file_of_others_is_committed() -> None:
    assert [path for path in written() if re.search(r"\.min\.(js|css)$|\.(whl|woff2?|ttf)$", path.name)] == []


def test_no_program_is_named_in_code() -> None:
    programs = [path.stem for path in (ROOT / "schedules").glob("*.yaml")]
    code = [path for path in written() if path.is_relative_to(ROOT / "coach") and path.suffix == ".py"]
    assert programs
    assert [(path, name) for path in code for name in programs if name in words(path)] == []
