"""How a page does something: through the door, for those who may see the journey, into the audit log, and the engine is woken."""

from __future__ import annotations

import re
from typing import Any

from flask import abort, redirect, request
from werkzeug.wrappers import Response

from coach.core.decision import Decision
from coach.core.events import Event
from coach.web.console.auditing import audit
from coach.web.console.here import here, may_see


def must_see(journey_id: str) -> None:
    """404 unless the one signed in may see this journey: whoever may not is not told that it is there."""
    if not may_see(journey_id):
        abort(404)


def act(journey_id: str, event: Event) -> Decision:
    """Do something to a journey through the door; what came of it is in the decision's reasons. 404: it is not theirs to see.

    The audit log gets the event's name (``CoachWrote`` as ``coach_wrote``) and the codes of the reasons.
    """
    must_see(journey_id)
    decision = here().desk.engine.door.act(journey_id, event)
    audit(code_of(event), journey_id=journey_id, detail=" ".join(reason.code for reason in decision.reasons))
    here().desk.nudge()
    return decision


def code_of(event: Event) -> str:
    """An event's name as the audit log writes it."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", type(event).__name__).lower()


def after(part: Any, back: str) -> Response | str:
    """Answer an act: the changed part of the page where htmx asked, else back to the page (303, so that reloading does not repeat it).

    ``part``: called without arguments, gives the part's HTML. ``back``: the page's address.
    """
    if request.headers.get("HX-Request"):
        html: str = part()
        return html
    return redirect(back, 303)
