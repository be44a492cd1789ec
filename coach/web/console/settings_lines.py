"""Settings: the lines to turn to in danger, by country. What is kept here is what the danger texts say from then on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from flask import Blueprint, abort, redirect, render_template, request, url_for
from phonenumbers import SUPPORTED_REGIONS
from werkzeug.wrappers import Response as Answer

from coach.programs.lines import FALLBACK, KINDS, Line
from coach.store.coaches_found import Role
from coach.store.practice_found import KeptLine, lines_of
from coach.web.console.access import allowed
from coach.web.console.here import Console, here, viewer
from coach.web.console.settings_kit import MEANWHILE, after, current, given, kept, known_again, who_is_it
from coach.web.console.settings_line_fit import SAFETY, Shown, broken, odd_letters, shown, wrong_phrase

OLD = timedelta(days=365)
FIELDS = {"say": 0, "name": 80, "hours": 80, "source": 200}  # the most characters; a phrase is judged by what it is
AGAIN = "again"


@dataclass(frozen=True, slots=True)
class Standing:
    """One line as it holds now. ``own``: the practice keeps it; else it came with the product. ``old``: to be checked again."""

    country: str
    kind: str
    line: KeptLine
    own: bool
    old: bool


def add(bp: Blueprint) -> None:
    """The list, and a form for each country."""
    bp.add_url_rule("/lines", view_func=page, endpoint="lines")
    bp.add_url_rule("/lines", view_func=begin, endpoint="begin_lines", methods=["POST"])
    bp.add_url_rule("/lines/<country>", view_func=form, endpoint="country")
    bp.add_url_rule("/lines/<country>", view_func=keep, endpoint="keep_country", methods=["POST"])
    bp.add_url_rule("/lines/<country>/preview", view_func=preview, endpoint="preview", methods=["POST"])


def standing(console: Console) -> dict[str, list[Standing]]:
    """Every line of every country, as it holds now."""
    today = console.now.astimezone(console.zone).date()
    came, own = _came(console), console.parts.practice.now.lines
    countries = sorted({*came, *own}, key=lambda one: (one != FALLBACK, one))
    return {country: [_standing(country, kind, came, own, today) for kind in KINDS] for country in countries}


def to_check(console: Console) -> int:
    """How many lines nobody has checked within a year, or ever."""
    return sum(one.old for lines in standing(console).values() for one in lines)


def _came(console: Console) -> dict[str, dict[str, Line]]:
    lines = console.parts.library.lines
    return {country: {kind: lines.line(country, kind) for kind in KINDS} for country in lines.countries}


def _standing(
    country: str, kind: str, came: Mapping[str, Mapping[str, Line]], own: Mapping[str, Mapping[str, KeptLine]], today: date
) -> Standing:
    mine = own.get(country, {}).get(kind)
    line = mine or _as_kept(came[country][kind])
    return Standing(country, kind, line, mine is not None, line.checked is None or today - line.checked > OLD)


def _as_kept(line: Line) -> KeptLine:
    return KeptLine(line.say, source=line.source, checked=line.checked)


@allowed(Role.OWNER)
def page() -> str:
    """Every country."""
    return _list("", "")


@allowed(Role.OWNER)
def begin() -> Answer | tuple[str, int]:
    """To the form of a country that has none of its own yet."""
    country = request.form.get("country", "").strip().upper()
    if country not in SUPPORTED_REGIONS:
        return _list(country, "no_country"), 422
    return redirect(url_for("settings.country", country=country), 303)


def _list(country: str, wrong: str) -> str:
    with here().parts.store.reading() as view:
        names = view.coach_names()
    return render_template(
        "console/settings/lines.html",
        countries=standing(here()),
        names=names,
        typed={"country": country},
        wrong={"country": wrong} if wrong else {},
        kept=request.args.get("kept"),
    )


@allowed(Role.OWNER)
def form(country: str) -> str | Answer:
    """The lines of one country, and the danger texts that say them. 404 for a code that is no country's."""
    _must_be(country)
    if not known_again():
        return who_is_it(request.path)
    lines = standing(here()).get(country, [])
    typed = {f"{one.kind}-{field}": getattr(one.line, field) for one in lines for field in FIELDS}
    return _form(country, typed, {}, current().versions.get(lines_of(country), 0))


@allowed(Role.OWNER)
def keep(country: str) -> Answer | tuple[str, int]:
    """Keep what was typed, if the danger texts can say it; nothing typed is lost."""
    _must_be(country)
    typed, part = _typed(), lines_of(country)
    if not known_again():
        return _form(country, typed, {"": AGAIN}, after()), 403
    came_back = "reset" in request.form and country in here().parts.library.lines.countries
    wrong = {} if came_back else check(_said(typed)) | _long(typed)
    if wrong:
        return _form(country, typed, wrong, after()), 422
    old, new = current().lines.get(country, {}), None if came_back else _lines(country, typed)
    if not kept(part, new, after(), _told(old or _standing_lines(country), new or {})):
        return _form(country, typed, {"": MEANWHILE}, current().versions.get(part, 0)), 409
    return redirect(url_for("settings.lines", kept=country), 303)


@allowed(Role.OWNER)
def preview(country: str) -> str:
    """The danger texts with what is being typed."""
    _must_be(country)
    typed = _typed()
    return render_template("console/settings/danger.html", texts=_texts(typed), wrong=check(_said(typed)))


def _must_be(country: str) -> None:
    if country not in SUPPORTED_REGIONS:
        abort(404)


def _typed() -> dict[str, str]:
    return given(*(f"{kind}-{field}" for kind in KINDS for field in FIELDS), *(f"{kind}-checked" for kind in KINDS))


def _said(typed: Mapping[str, str]) -> dict[str, str]:
    return {kind: typed.get(f"{kind}-say", "") for kind in KINDS}


def check(said: Mapping[str, str]) -> dict[str, str]:
    """A code for every phrase that will not do, by itself or in a text that says it."""
    wrong = {f"{kind}-say": code for kind in KINDS if (code := wrong_phrase(said[kind]))}
    if wrong:
        return wrong
    return {f"{kind}-say": _why(text) for kind, text in broken(shown(here().parts.wording, said)).items()}


def _why(text: Shown) -> str:
    if text.too_late:
        return "second_segment"
    return "too_long" if text.too_long else "telling"


def _long(typed: Mapping[str, str]) -> dict[str, str]:
    return {
        f"{kind}-{field}": "words_long" for kind in KINDS for field, most in FIELDS.items() if most and len(typed[f"{kind}-{field}"]) > most
    }


def _texts(typed: Mapping[str, str]) -> list[Shown]:
    """The danger texts; what is not typed yet shows as dots."""
    said = {kind: words or "..." for kind, words in _said(typed).items()}
    return [one for one in shown(here().parts.wording, said) if one.key.startswith(SAFETY)]


def _standing_lines(country: str) -> dict[str, KeptLine]:
    return {one.kind: one.line for one in standing(here()).get(country, [])}


def _lines(country: str, typed: Mapping[str, str]) -> dict[str, KeptLine]:
    """What is to be kept. A line whose phrase changed is as unchecked as a new one, unless it was just checked."""
    was, made = _standing_lines(country), {}
    today = here().now.astimezone(here().zone).date()
    for kind in KINDS:
        words = {field: typed[f"{kind}-{field}"] for field in FIELDS}
        same = kind in was and was[kind].say == words["say"]
        checked, by = (was[kind].checked, was[kind].by) if same else (None, "")
        if typed[f"{kind}-checked"]:
            checked, by = today, viewer().id
        made[kind] = KeptLine(**words, checked=checked, by=by)
    return made


def _told(old: Mapping[str, KeptLine], new: Mapping[str, KeptLine]) -> str:
    """What changed, for the audit log: phrases, and the days they were checked."""
    if not new:
        return "as the product comes"
    changes = []
    for kind in KINDS:
        was, now = old.get(kind, KeptLine("")), new[kind]
        if was.say != now.say:
            changes.append(f'{kind}: "{was.say}" -> "{now.say}"')
        if was.checked != now.checked:
            changes.append(f"{kind} checked: {was.checked or 'never'} -> {now.checked or 'never'}")
    return "; ".join(changes) or "notes only"


def _form(country: str, typed: Mapping[str, str], wrong: Mapping[str, str], version: int) -> str:
    with here().parts.store.reading() as view:
        names = view.coach_names()
    return render_template(
        "console/settings/country.html",
        country=country,
        kinds=KINDS,
        standing={one.kind: one for one in standing(here()).get(country, [])},
        typed=typed,
        wrong=wrong,
        odd={kind: odd_letters(words) for kind, words in _said(typed).items()},
        after=version,
        names=names,
        texts=_texts(typed),
        came=country in here().parts.library.lines.countries,
    )
