"""The words: which texts there are, and each of them filled in for one person.

Templates are Jinja in a sandbox; a variable nobody gave is an error, never an empty place. Knows nothing of stages, journeys or
why a text is sent.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import Any

from jinja2 import StrictUndefined, Template, TemplateError, pass_context
from jinja2.runtime import Context
from jinja2.sandbox import SandboxedEnvironment

from coach.errors import BadWording
from coach.programs import locales
from coach.programs.gsm import fold, typographic
from coach.programs.texts import TextFile, Worded, read_texts

Line = str | Template


@dataclass(frozen=True, slots=True)
class _Entry:
    """One key in one language: its plain wordings and their discreet variants (the plain ones where none were written)."""

    plain: tuple[Line, ...]
    discreet: tuple[Line, ...]


class Wording:
    """Every text below ``templates_root/sms/<language>/``, read and compiled once.

    Raises: ``BadWording`` with every file that cannot be used.
    """

    def __init__(self, templates_root: Path) -> None:
        self.root = templates_root
        folders = [path for path in sorted((templates_root / "sms").glob("*")) if path.is_dir()]
        if not folders:
            raise BadWording(f"there are no texts below {templates_root / 'sms'}; point COACH_TEMPLATES to the folder that holds sms/")
        self._files = {folder.name: list(read_texts(folder)) for folder in folders}
        self._digests: dict[str, str] = {}
        problems: list[str] = []
        self._entries = {language: _compiled(language, files, problems) for language, files in self._files.items()}
        if problems:
            raise BadWording("\n".join(problems))

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages there are texts in."""
        return tuple(self._files)

    def files(self, language: str) -> tuple[TextFile, ...]:
        """Every text file of a language, discreet variants included."""
        return tuple(self._files.get(language, ()))

    def texts(self, language: str) -> Mapping[str, int]:
        """Every text key of a language -> its number of wordings."""
        return {key: len(entry.plain) for key, entry in self._entries.get(language, {}).items()}

    def has_discreet(self, key: str, language: str) -> bool:
        """Whether a text has a discreet variant of its own."""
        entry = self._entries.get(language, {}).get(key)
        return entry is not None and entry.discreet is not entry.plain

    def digest(self, program: str) -> str:
        """SHA-256, hexadecimal, of every word of a program in every language, discreet variants included."""
        known = self._digests.get(program)
        if known is None:
            words = sorted(
                (language, file.key, file.discreet, [wording.words for wording in file.wordings])
                for language, files in self._files.items()
                for file in files
                if file.key.startswith(f"{program}/")
            )
            known = self._digests[program] = hashlib.sha256(json.dumps(words).encode()).hexdigest()
        return known

    def render(
        self, key: str, wording: int, language: str, discreet: bool, values: Mapping[str, str | int], frame: Mapping[str, Any]
    ) -> str:
        """The text of ``key``, its ``wording``-th from 0, filled with ``values`` and the operator's ``frame``.

        English comes out in GSM-7 alone; other languages keep their letters and have only typographic marks made plain.
        ``values`` win over ``frame``. Raises: ``BadWording`` naming the key and the mend.
        """
        line = self._line(key, wording, language, discreet)
        if isinstance(line, str):
            return line
        try:
            filled = line.render({**frame, **values})
        except (TemplateError, ValueError, TypeError) as fault:
            raise BadWording(f"{language}/{key}, wording {wording}: {fault}; give the variable, or mend the template") from fault
        return _plain(language)(" ".join(filled.split()))

    def _line(self, key: str, wording: int, language: str, discreet: bool) -> Line:
        entry = self._entries.get(language, {}).get(key)
        if entry is None:
            raise BadWording(f"{language}/{key}: there is no such text; write templates/sms/{language}/{key}.txt")
        lines = entry.discreet if discreet else entry.plain
        if not 0 <= wording < len(lines):
            raise BadWording(f"{language}/{key}: there is no wording {wording} of {len(lines)}; add it after a line with only ---")
        return lines[wording]


def _plain(language: str) -> Callable[[str], str]:
    return fold if language == "en" else typographic


def _compiled(language: str, files: list[TextFile], problems: list[str]) -> dict[str, _Entry]:
    env = environment(language)
    lines = {(file.key, file.discreet): tuple(_line(env, language, file, worded, problems) for worded in file.wordings) for file in files}
    entries = {}
    for file in files:
        plain = lines.get((file.key, False))
        discreet = lines.get((file.key, True), plain)
        if plain is None or discreet is None or len(plain) != len(discreet):
            problems.append(f"{language}/{file.key}: {file.path} has not as many wordings as its plain text; write one for each")
            continue
        entries[file.key] = _Entry(plain, discreet)
    return entries


def _line(env: SandboxedEnvironment, language: str, file: TextFile, worded: Worded, problems: list[str]) -> Line:
    if "{" not in worded.words:
        return _plain(language)(worded.words)
    try:
        return env.from_string(worded.words)
    except TemplateError as fault:
        problems.append(f"{language}/{file.key}: {file.path}:{worded.line}: {fault}; mend the braces")
        return worded.words


@cache
def environment(language: str) -> SandboxedEnvironment:
    """The sandbox texts of a language are compiled in, with its filters ``day``, ``clock``, ``moment`` and ``days``."""
    env = SandboxedEnvironment(undefined=StrictUndefined, autoescape=False)
    locale = locales.LOCALES.get(language, locales.ENGLISH)
    env.filters["day"] = _dated(locales.day, locale)
    env.filters["moment"] = _dated(locales.moment, locale)
    env.filters["clock"] = partial(locales.clock, locale)
    env.filters["days"] = partial(locales.days, locale)
    return env


def _dated(form: Callable[[locales.Locale, str, str | None], str], locale: locales.Locale) -> Callable[[Context, str], str]:
    """A filter that names the day alone when the text is given ``today`` (ISO date, local) and the day is near."""

    @pass_context
    def filled(context: Context, moment: str) -> str:
        return form(locale, moment, context.get("today"))

    return filled
