"""What the code imports is what the package asks for: nothing works only because somebody else happened to need it."""

from __future__ import annotations

import ast
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.repository.tree import ROOT, words, written

PROJECT = tomllib.loads(words(ROOT / "pyproject.toml"))["project"]
OURS = {"coach", "tests"}


def names(lines: list[str]) -> set[str]:
    return {canonicalize_name(Requirement(line).name) for line in lines}


def imported(folder: str) -> dict[str, Path]:
    """Top-level packages imported anywhere under ``folder``, each with one file that does; relative imports are ours."""
    found: dict[str, Path] = {}
    for path in written():
        if path.suffix == ".py" and path.is_relative_to(ROOT / folder):
            for node in ast.walk(ast.parse(words(path))):
                modules = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
                modules += [node.module or ""] if isinstance(node, ast.ImportFrom) and node.level == 0 else []
                found |= {module.partition(".")[0]: path for module in modules}
    beside = {path.stem for path in written() if path.is_relative_to(ROOT / folder)}
    return {module: path for module, path in found.items() if module not in sys.stdlib_module_names | OURS | beside}


def undeclared(folder: str, declared: set[str]) -> list[tuple[str, Path]]:
    homes = packages_distributions()
    return [
        (module, path) for module, path in imported(folder).items() if not declared & {canonicalize_name(d) for d in homes.get(module, [])}
    ]


def test_every_library_the_package_imports_is_a_dependency_of_it() -> None:
    assert undeclared("coach", names(PROJECT["dependencies"] + PROJECT["optional-dependencies"]["fleet"])) == []


def test_every_library_the_tests_import_is_declared() -> None:
    extras = PROJECT["optional-dependencies"]
    assert undeclared("tests", names(PROJECT["dependencies"] + extras["fleet"] + extras["dev"])) == []
