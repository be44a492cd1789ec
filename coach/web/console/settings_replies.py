"""Settings: the replies coaches keep ready: added, put in order, reworded, retired and brought back."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import replace

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Answer

from coach.programs.gsm import fits
from coach.programs.segments import GSM7, ROOM, count
from coach.store.canned import Canned
from coach.store.coaches_found import Role
from coach.store.work import View, Work
from coach.web.console.access import allowed
from coach.web.console.auditing import entry
from coach.web.console.here import here
from coach.web.console.participant_canned import shipped
from coach.web.console.participant_draft import LONGEST, MANY, plain
from coach.web.console.settings_kit import MEANWHILE, given

LANGUAGES = ("en", "es")
LONGEST_TITLE = 40  # characters
MOST_TOLD = 320  # characters of a reply in the audit log
FIELDS = ("title", "body", "language")


def add(bp: Blueprint) -> None:
    """The list, the form, and what is done to one reply."""
    bp.add_url_rule("/replies", view_func=page, endpoint="replies")
    bp.add_url_rule("/replies", view_func=add_reply, endpoint="add_reply", methods=["POST"])
    bp.add_url_rule("/replies/count", view_func=counted, endpoint="count", methods=["POST"])
    bp.add_url_rule("/replies/<int:reply_id>", view_func=form, endpoint="reply")
    bp.add_url_rule("/replies/<int:reply_id>", view_func=edit, endpoint="edit_reply", methods=["POST"])
    bp.add_url_rule("/replies/<int:reply_id>/<way>", view_func=change, endpoint="change_reply", methods=["POST"])


def replies(view: View) -> list[Canned]:
    """Every reply, retired ones too. While those of the product stand, each is known by its place, from 1."""
    kept = view.all_canned()
    if kept is not None:
        return kept
    return [replace(one, id=place) for place, one in enumerate(shipped(here().parts.settings.templates), 1)]


def _own(work: Work) -> dict[int, Canned]:
    """The replies by the id that the page knows them by; from now on they are kept in the database."""
    known = replies(work)
    if work.all_canned() is None:
        work.keep_canned(known, here().now)
    return dict(zip((one.id for one in known), work.all_canned() or [], strict=True))


def mark_of(one: Canned) -> str:
    """What a form was made from, so that nobody changes what somebody else has changed meanwhile."""
    return hashlib.sha256(f"{one.language}\n{one.title}\n{one.body}\n{one.retired}".encode()).hexdigest()[:16]


@allowed(Role.OWNER)
def page() -> str:
    """Every reply, and a form for one more."""
    return _list({}, {})


@allowed(Role.OWNER)
def add_reply() -> Answer | tuple[str, int]:
    """One more; nothing typed is lost where it will not do."""
    typed = given(*FIELDS)
    wrong = check(typed)
    if wrong:
        return _list(typed, wrong), 422
    new = _reply(typed)
    with here().parts.store.transaction() as work:
        _own(work)
        reply_id = work.add_canned(new)
        work.audit([entry("reply_added", subject=str(reply_id), detail=_told(new))])
    return redirect(url_for("settings.replies", kept="yes", language=new.language), 303)


@allowed(Role.OWNER)
def form(reply_id: int) -> str:
    """One reply, to be reworded."""
    with here().parts.store.reading() as view:
        one = next((one for one in replies(view) if one.id == reply_id), None)
    if one is None:
        abort(404)
    return _form(one, {"title": one.title, "body": one.body, "language": one.language}, {})


@allowed(Role.OWNER)
def edit(reply_id: int) -> Answer | tuple[str, int]:
    """Keep other words; nothing typed is lost where they will not do."""
    typed = given(*FIELDS)
    wrong = check(typed)
    with here().parts.store.transaction() as work:
        was = _own(work).get(reply_id)
        if was is None:
            abort(404)
        if not wrong and mark_of(was) != request.form.get("was"):
            wrong = {"": MEANWHILE}
        if not wrong:
            new = replace(_reply(typed), id=was.id, retired=was.retired)
            work.edit_canned(new)
            work.audit([entry("reply_edited", subject=str(was.id), detail=f"{_told(was)} -> {_told(new)}")])
    if wrong:
        return _form(was, typed, wrong), 409 if "" in wrong else 422
    return redirect(url_for("settings.replies", kept="yes", language=typed["language"]), 303)


@allowed(Role.OWNER)
def change(reply_id: int, way: str) -> Answer:
    """Up, down, retired, or brought back."""
    with here().parts.store.transaction() as work:
        own = _own(work)
        was = own.get(reply_id)
        if was is None or way not in ("up", "down", "retire", "restore"):
            abort(404)
        if way in ("up", "down"):
            _move(work, was, list(own.values()), way)
        else:
            work.edit_canned(replace(was, retired=way == "retire"))
            work.audit([entry("reply_retired" if way == "retire" else "reply_restored", subject=str(was.id), detail=was.title)])
    return redirect(url_for("settings.replies", language=was.language) + f"#reply-{was.id}", 303)


def _move(work: Work, one: Canned, every: list[Canned], way: str) -> None:
    """Past its neighbour of the same language; the first and the last stay."""
    row = [other.id for other in every if other.language == one.language and not other.retired]
    if one.id not in row:
        return
    at = row.index(one.id)
    to = at - 1 if way == "up" else at + 1
    if 0 <= to < len(row):
        work.swap_canned(one.id, row[to])
        work.audit([entry("reply_moved", subject=str(one.id), detail=f"{one.language}: {at + 1} -> {to + 1}")])


@allowed(Role.OWNER)
def counted() -> str:
    """What the words being typed would cost."""
    return render_template("console/settings/cost.html", price=cost(request.form.get("body", "")))


def cost(words: str) -> dict[str, object]:
    """Segments, what is left of the last one, and the letters that make them dear."""
    body = plain(words)
    found = count(body)
    room = ROOM[found.encoding].alone if found.segments == 1 else ROOM[found.encoding].part * found.segments
    odd = () if found.encoding == GSM7 else tuple(dict.fromkeys(letter for letter in body if not fits(letter)))[:5]
    return {"segments": found.segments if body else 0, "left": max(room - found.units, 0), "odd": odd, "many": found.segments > MANY}


def check(typed: Mapping[str, str]) -> dict[str, str]:
    """A code for every field that will not do."""
    wrong = {name: "empty" for name in ("title", "body") if not typed[name]}
    if len(typed["title"]) > LONGEST_TITLE:
        wrong["title"] = "title_long"
    if len(typed["body"]) > LONGEST:
        wrong["body"] = "body_long"
    return wrong if typed["language"] in LANGUAGES else wrong | {"language": "no_language"}


def _reply(typed: Mapping[str, str]) -> Canned:
    return Canned(" ".join(typed["title"].split()), plain(typed["body"]), typed["language"])


def _told(one: Canned) -> str:
    return f'{one.language} "{one.title}": {one.body}'[:MOST_TOLD]


def _list(typed: Mapping[str, str], wrong: Mapping[str, str]) -> str:
    with here().parts.store.reading() as view:
        found, own = replies(view), view.all_canned() is not None
    language = typed.get("language") or request.args.get("language", LANGUAGES[0])
    return render_template(
        "console/settings/replies.html",
        offered={key: [one for one in found if one.language == key and not one.retired] for key in LANGUAGES},
        retired=[one for one in found if one.retired],
        own=own,
        typed={"language": language, **typed},
        wrong=wrong,
        languages=LANGUAGES,
        cost=cost,
        longest=LONGEST,
        kept=request.args.get("kept"),
    )


def _form(one: Canned, typed: Mapping[str, str], wrong: Mapping[str, str]) -> str:
    return render_template(
        "console/settings/reply.html",
        one=one,
        was=mark_of(one),
        typed=typed,
        wrong=wrong,
        languages=LANGUAGES,
        cost=cost,
        longest=LONGEST,
    )
