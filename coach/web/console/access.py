"""Who may come in: every page says the least role it asks for, and one that says nothing is refused to everybody."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, TypeVar

from flask import abort, current_app, redirect, request, session, url_for
from flask_login import current_user
from flask_security import logout_user
from werkzeug.wrappers import Response

from coach.store.coaches_found import Role
from coach.web.console.here import here, viewer

View = TypeVar("View", bound=Callable[..., Any])
PREFIX = "/console"
IDLE = timedelta(hours=1)  # without a click or a key; a page that refreshes itself does not count
LONGEST = timedelta(hours=12)  # then everybody signs in again
NOTED_EVERY = timedelta(minutes=1)
SETTING_UP = "security.two_factor_setup"
CODE = "security.two_factor_token_validation"
HOME = "today.page"
OPEN = frozenset(
    {
        "security.login",
        "security.logout",
        CODE,
        "security.two_factor_rescue",
        "security.tf_select",
        "security.mf_recovery",
        "console.look",
    }
)  # for people who are not signed in; each looks after itself
OWN = {
    "security.two_factor_setup": Role.READER,
    "security.two_factor_setup_validate": Role.READER,
    "security.mf_recovery_codes": Role.READER,
    "security.change_password": Role.READER,
    "security.verify": Role.READER,
}  # the library's own pages, about one's own account


def allowed(least: Role, *, live: bool = False) -> Callable[[View], View]:
    """For this role and those above it. ``live``: the page asks by itself, so that asking does not count as being there."""

    def mark(view: View) -> View:
        view.least = least  # type: ignore[attr-defined] # a note on a function, read by the guard below
        view.live = live  # type: ignore[attr-defined]
        return view

    return mark


def needed(endpoint: str) -> Role | None:
    """The least role an endpoint asks for; None: nobody has said, so nobody may."""
    return OWN.get(endpoint) or getattr(current_app.view_functions[endpoint], "least", None)


def guard() -> Response | None:
    """Before every request to the console: signed in, not for too long, with everything set up, and in the right role."""
    endpoint = request.endpoint
    if endpoint == CODE and current_user.is_authenticated:
        return redirect(url_for(HOME))  # the library would sign them out: nobody comes here twice but by going back
    if endpoint is None or _is_open(endpoint):
        return None
    if not current_user.is_authenticated:
        return to_sign_in("")
    if _over():
        logout_user()
        session.clear()
        return to_sign_in("expired")
    return _unfinished(endpoint) or _in_role(endpoint)


def _is_open(endpoint: str) -> bool:
    """Whether somebody may come here without being signed in. Setting up a second factor is for those whose password was right."""
    setting_up = endpoint == SETTING_UP and "tf_user_id" in session
    return endpoint in OPEN or setting_up or not request.path.startswith(PREFIX)


def _over() -> bool:
    """Whether the session has been idle or gone on for too long; if not, being here is noted."""
    now = here().clock.now()
    since, active = (_moment(name) for name in ("since", "active"))
    if since is None or active is None or now > since + LONGEST or now > active + IDLE:
        return True
    if now > active + NOTED_EVERY and not getattr(current_app.view_functions[request.endpoint or ""], "live", False):
        session["active"] = now.isoformat()
    return False


def _moment(name: str) -> datetime | None:
    kept = session.get(name)
    return datetime.fromisoformat(kept) if kept else None


def _unfinished(endpoint: str) -> Response | None:
    """To what must be done first: a password of one's own, a second factor, recovery codes."""
    steps = (
        (viewer().must_change, ("security.change_password", "security.verify")),
        (viewer().needs_second and not viewer().has_second, (SETTING_UP, "security.two_factor_setup_validate", "security.verify")),
        (viewer().lacks_codes, ("security.mf_recovery_codes", "security.verify")),
    )
    ways = next((ways for unfinished, ways in steps if unfinished), None)
    if ways is None or endpoint in ways:
        return None
    return _to(url_for(ways[0]))


def _in_role(endpoint: str) -> Response | None:
    """None: they may. 403 otherwise."""
    least = needed(endpoint)
    return None if least is not None and viewer().role.covers(least) else abort(403)


def to_sign_in(why: str) -> Response:
    """To the sign-in page, and back to where they wanted to go. ``why``: a code the page words."""
    back = request.full_path.rstrip("?") if request.method == "GET" and not request.headers.get("HX-Request") else None
    return _to(url_for("security.login", next=back, why=why or None))


def _to(address: str) -> Response:
    """Elsewhere: as a redirect, or, when a part of a page asked, by moving the whole page."""
    if request.headers.get("HX-Request"):
        response = current_app.response_class(status=401)
        response.headers["HX-Redirect"] = address
        return response
    return redirect(address)
