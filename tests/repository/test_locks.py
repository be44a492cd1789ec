"""The locks hold everything that is asked for, by hash, and no address of where it came from."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.repository.tree import ROOT, words

LOCKS = ["requirements.lock", "requirements-dev.lock", "requirements-npm.lock"]
PROJECT = tomllib.loads(words(ROOT / "pyproject.toml"))
RUNTIME = PROJECT["project"]["dependencies"] + PROJECT["project"]["optional-dependencies"]["fleet"]
ASKED = {
    "requirements.lock": RUNTIME,
    "requirements-dev.lock": RUNTIME + PROJECT["project"]["optional-dependencies"]["dev"],
    "requirements-npm.lock": PROJECT["dependency-groups"]["npm"],
}


def pinned(lock: str) -> dict[str, str]:
    """Name to version of everything in a lock."""
    return dict(re.findall(r"^([a-z0-9.-]+)(?:\[.*?\])?==([^ ;\\]+)", words(ROOT / lock), flags=re.MULTILINE))


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_satisfies_all_that_pyproject_asks(lock: str) -> None:
    pins = pinned(lock)
    wanted = [Requirement(line) for line in ASKED[lock]]
    missing = [str(one) for one in wanted if not one.specifier.contains(pins.get(canonicalize_name(one.name), "0.dev0"), prereleases=True)]
    assert missing == [], "run `make lock`"


def test_the_locks_agree_on_every_version() -> None:
    dev = pinned("requirements-dev.lock")
    assert {name: dev.get(name) for name in pinned("requirements.lock")} == pinned("requirements.lock")


@pytest.mark.parametrize("lock", LOCKS)
def test_every_pin_of_a_lock_has_a_hash_and_no_line_an_address(lock: str) -> None:
    pins = re.split(r"^(?=[a-z0-9])", words(ROOT / lock), flags=re.MULTILINE)[1:]
    assert len(pins) == len(pinned(lock))
    assert [pin for pin in pins if "--hash=sha256:" not in pin] == []
    assert "://" not in words(ROOT / lock)


def test_the_browser_lock_holds_what_package_json_asks_by_hash_and_without_addresses() -> None:
    web = ROOT / "coach" / "web"
    asked = json.loads(words(Path(web, "package.json")))["dependencies"]
    lock = json.loads(words(Path(web, "package-lock.json")))["packages"]
    assert lock.pop("")["dependencies"] == asked
    assert {f"node_modules/{name}" for name in asked} <= set(lock)
    assert [name for name, entry in lock.items() if "integrity" not in entry or "resolved" in entry] == []
