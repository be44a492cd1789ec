"""Programs: every version as a drawing, every text as a phone shows it, what it costs, what checks find, who is where."""

from __future__ import annotations

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Answer

from coach.core.intake import NAMES
from coach.core.program import Program
from coach.programs.library import LANGUAGE, Library
from coach.programs.load import COMMON
from coach.store.coaches_found import Role
from coach.store.roster import UNDER_WAY
from coach.web.console.access import allowed
from coach.web.console.here import here, seen_by
from coach.web.console.people_list import address_of
from coach.web.console.programs_book import Book, Bubble, book_of
from coach.web.console.programs_graph import drawing, ways_of
from coach.web.console.programs_search import marked, search
from coach.web.console.programs_stage import name_of, places, shown, stated
from coach.web.console.programs_versions import Version, costed, versions

ROOMS = (*COMMON, "carrier")
LONGEST_SEARCH = 200  # characters


def pages() -> Blueprint:
    """``/console/programs`` and what lies below it."""
    bp = Blueprint("programs", __name__, url_prefix="/console/programs")
    bp.context_processor(lambda: {"stated": stated, "name_of": name_of, "ways_of": ways_of, "people_at": people_at, "rooms": ROOMS})
    bp.add_url_rule("", view_func=page, endpoint="page")
    bp.add_url_rule("/texts/<room>", view_func=room, endpoint="room")
    bp.add_url_rule("/<program>", view_func=newest, endpoint="newest")
    bp.add_url_rule("/<program>/<int:version>", view_func=program, endpoint="program")
    bp.add_url_rule("/<program>/<int:version>/stages/<stage>", view_func=stage, endpoint="stage")
    bp.add_url_rule("/<program>/<int:version>/search", view_func=find, endpoint="find")
    bp.add_url_rule("/<program>/<int:version>/checks", view_func=checks, endpoint="checks")
    return bp


def people_at(version: Version, stage: str = "") -> str:
    """The address of the list of those who are on a version now, or in one stage of it."""
    given = {"program": version.name, "version": str(version.number), "phase": UNDER_WAY}
    return address_of({**given, **({"stage": stage} if stage else {})})


@allowed(Role.READER)
def page() -> str:
    """Every program with its versions."""
    console, book = here(), book_of(here())
    found = _versions()
    told = {(one.name, one.number): costed(one.program, book) for one in found if one.program is not None}
    named: dict[str, list[Version]] = {}
    for one in found:
        named.setdefault(one.name, []).append(one)
    texts = {each: len(book.keys(each, LANGUAGE)) for each in ROOMS}
    entrance = console.parts.entrance.name
    return render_template("console/programs/page.html", named=named, told=told, texts=texts, entrance=entrance, narrowed=seen_by())


@allowed(Role.READER)
def newest(program: str) -> Answer:
    """The newest version of a program."""
    numbers = here().parts.library.versions(program)
    if not numbers:
        abort(404)
    return redirect(url_for("programs.program", program=program, version=numbers[-1]))


@allowed(Role.READER)
def program(program: str, version: int) -> str:
    """One version: the drawing, the same as a table, what it costs, who is where."""
    library, book = here().parts.library, book_of(here())
    stated_one = _program(library, program, version)
    found = [one for one in _versions() if one.name == program]
    mine = next(one for one in found if one.number == version)
    drawn, told = drawing(stated_one), costed(stated_one, book)
    return render_template(
        "console/programs/program.html", program=stated_one, mine=mine, versions=found, drawn=drawn, told=told, narrowed=seen_by()
    )


@allowed(Role.READER)
def stage(program: str, version: int, stage: str) -> str:
    """One stage: everything it says and asks, and where every answer leads."""
    book = book_of(here())
    stated_one = _program(here().parts.library, program, version)
    found = stated_one.stages.get(stage)
    if found is None:
        abort(404)
    languages, language, discreet = _how(book, program)
    mine = next(one for one in _versions() if (one.name, one.number) == (program, version))
    farewell = book.said(found.farewell, language, discreet=discreet) if found.farewell else ()
    return render_template(
        "console/programs/stage.html",
        program=stated_one,
        mine=mine,
        stage=found,
        shown=shown(found, book, language, discreet=discreet),
        farewell=farewell,
        cost=book.cost(stated_one),
        languages=languages,
        language=language,
        discreet=discreet,
    )


@allowed(Role.READER)
def room(room: str) -> str:
    """The texts every program shares, of one room; and what the carrier itself answers."""
    if room not in ROOMS:
        abort(404)
    book = book_of(here())
    languages, language, discreet = _how(book, room)
    texts: dict[str, tuple[Bubble, ...]] = {}
    for key in sorted(book.keys(room, language), key=_in_order):
        texts[key] = book.said(key, language, discreet=discreet)
    return render_template("console/programs/room.html", room=room, texts=texts, languages=languages, language=language, discreet=discreet)


@allowed(Role.READER)
def find(program: str, version: int) -> str:
    """Which text of a program says that."""
    stated_one = _program(here().parts.library, program, version)
    words = " ".join(request.args.get("q", "").split())[:LONGEST_SEARCH]
    found = search(book_of(here()).every(program), words) if words else None
    return render_template(
        "console/programs/find.html", program=stated_one, words_sought=words, found=found, places=places(stated_one), marked=marked
    )


@allowed(Role.READER)
def checks(program: str, version: int) -> str:
    """What the checks find in a program and its texts: where, what, and the mend."""
    stated_one = _program(here().parts.library, program, version)
    told = costed(stated_one, book_of(here()))
    return render_template("console/programs/checks.html", program=stated_one, told=told)


def _program(library: Library, name: str, version: int) -> Program:
    if version not in library.versions(name):
        abort(404)
    return library.program(name, version)


def _versions() -> list[Version]:
    console = here()
    with console.parts.store.reading() as view:
        return versions(console.parts.library, view, seen_by())


def _how(book: Book, room: str) -> tuple[tuple[str, ...], str, bool]:
    """The languages there are, the one asked for, and whether discreetly."""
    languages = book.languages(room)
    wanted = request.args.get("language", LANGUAGE)
    return languages, wanted if wanted in languages else languages[0] if languages else LANGUAGE, request.args.get("discreet") == "yes"


def _in_order(key: str) -> tuple[int, str]:
    """Texts of intake in the order of its steps; the rest by name."""
    name = name_of(key)
    step = next((at for at, each in enumerate(NAMES) if name == each or name.startswith(f"{each}-")), len(NAMES))
    return (step if key.startswith("intake/") and name != "offer" else -1), name
