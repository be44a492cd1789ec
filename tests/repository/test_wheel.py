"""The wheel is whole: installed into an empty environment, far from the checkout, it is a working coach.

The libraries the wheel depends on are not downloaded again: the empty environment is shown those of the environment the tests run
in. That the wheel asks for all of them is proved elsewhere, by comparing what the package imports with what it declares.
"""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import sysconfig
import time
import urllib.error
import urllib.request
import venv
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.repository.tree import ROOT, written

STARTS_WITHIN = 60
"""Seconds in which ``coach run`` must answer on a busy machine."""


class Running(NamedTuple):
    """A coach that answers: its address, the folder it was started in, and what it has printed so far."""

    address: str
    folder: Path
    log: Path


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    told = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert told.returncode == 0, told.stdout + told.stderr
    return next(folder.glob("coach-*.whl"))


@pytest.fixture(scope="module")
def commands(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of commands of an environment that holds the wheel and sees the libraries, but not the checkout."""
    home = tmp_path_factory.mktemp("elsewhere") / "env"
    venv.create(home, with_pip=False, symlinks=True)
    python = home / "bin" / "python"
    pip = [sys.executable, "-m", "pip", "--python", str(python), "install", "--quiet", "--no-index", "--no-deps", str(wheel)]
    subprocess.run(pip, check=True, timeout=120)
    packages = next((home / "lib").glob("python3.*/site-packages"))
    (packages / "libraries.pth").write_text(sysconfig.get_path("purelib") + "\n")
    return home / "bin"


def bare(folder: Path, **more: str) -> dict[str, str]:
    """An environment without any setting of a coach, whose home is ``folder``."""
    kept = {name: value for name, value in os.environ.items() if not re.match("COACH_|TWILIO_|DATABASE_URL|PYTHON|COV_|PORT$", name)}
    return kept | {"HOME": str(folder)} | more


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


def fetched(address: str) -> tuple[int, str]:
    """Status and text of a page; status 0 where nobody answers yet."""
    try:
        with urllib.request.urlopen(address, timeout=10) as answer:
            return answer.status, answer.read().decode(errors="replace")
    except urllib.error.HTTPError as refused:
        with refused:
            return refused.code, ""
    except OSError:
        return 0, ""


@pytest.fixture(scope="module")
def running(commands: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """``coach run`` from the wheel, in an empty folder, on a free port."""
    folder, log, port = tmp_path_factory.mktemp("cwd"), tmp_path_factory.mktemp("log") / "run.log", free_port()
    address = f"http://127.0.0.1:{port}"
    with log.open("w") as out:
        process = subprocess.Popen([commands / "coach", "run"], cwd=folder, env=bare(folder, PORT=str(port)), stdout=out, stderr=out)
        try:
            until = time.monotonic() + STARTS_WITHIN
            while fetched(f"{address}/healthz")[0] == 0 and process.poll() is None and time.monotonic() < until:
                time.sleep(0.1)
            yield Running(address, folder, log)
        finally:
            process.terminate()
            process.wait(30)


@pytest.mark.parametrize("folder", ["schedules", "templates"])
def test_every_schedule_and_every_text_is_in_the_wheel(wheel: Path, folder: str) -> None:
    ours = {f"coach/_data/{path.relative_to(ROOT)}" for path in written() if path.is_relative_to(ROOT / folder)}
    assert ours
    assert ours <= set(zipfile.ZipFile(wheel).namelist())


def test_the_libraries_of_the_pages_are_in_the_wheel_with_their_licences(wheel: Path) -> None:
    held = {Path(name).name for name in zipfile.ZipFile(wheel).namelist() if name.startswith("coach/web/vendor/")}
    files = {"htmx.min.js", "uPlot.iife.min.js", "uPlot.min.css", "pico.min.css"}
    assert held == files | {"htmx.LICENSE", "uPlot.LICENSE", "pico.LICENSE"}, "run `make setup`, which fetches them"


def test_nothing_else_travels_in_the_wheel(wheel: Path) -> None:
    strangers = r"node_modules|package(-lock)?\.json|\.npmrc|__pycache__|(^|/)tests/|\.sqlite3|\.key$"
    assert [name for name in zipfile.ZipFile(wheel).namelist() if re.search(strangers, name)] == []


def test_the_installed_package_is_the_wheel_and_not_the_checkout(commands: Path, tmp_path: Path) -> None:
    command = [commands / "python", "-c", "import coach, coach.resources as r; print(coach.__file__, r.data('schedules'), sep='\\n')"]
    told = subprocess.run(command, cwd=tmp_path, env=bare(tmp_path), capture_output=True, text=True, timeout=60, check=True)
    assert [line for line in told.stdout.splitlines() if not line.startswith(str(commands.parent))] == []


def test_the_installed_command_explains_itself(commands: Path, tmp_path: Path) -> None:
    told = subprocess.run(
        [commands / "coach", "--help"], cwd=tmp_path, env=bare(tmp_path), capture_output=True, text=True, timeout=60, check=False
    )
    assert told.returncode == 0, told.stderr
    assert "run" in told.stdout


def test_a_run_from_the_wheel_is_healthy(running: Running) -> None:
    assert fetched(f"{running.address}/healthz")[0] == 200, running.log.read_text()


def test_the_phone_of_a_run_from_the_wheel_shows_with_all_its_files(running: Running) -> None:
    status, page = fetched(f"{running.address}/phone")
    assert status == 200, running.log.read_text()
    files = re.findall(r'(?:src|href)="(/[^"]+\.(?:js|css))', page)
    assert files
    assert [(file, fetched(running.address + file)[0]) for file in files if fetched(running.address + file)[0] != 200] == []


def test_a_run_keeps_its_database_under_the_folder_it_was_started_in(running: Running) -> None:
    files = [path for path in running.folder.rglob("*") if path.is_file()]
    assert [path for path in files if path.read_bytes().startswith(b"SQLite format 3")], files


def test_the_key_made_for_a_simulated_carrier_is_readable_by_its_owner_only(running: Running) -> None:
    keys = list(running.folder.rglob("*key*"))
    assert keys, sorted(running.folder.rglob("*"))
    assert {oct(key.stat().st_mode & 0o777) for key in keys} == {"0o600"}
