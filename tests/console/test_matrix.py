"""Every route x every role x signed out: what each may do, and nothing else. A route that is not in the table fails."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from coach.core.effects import AlertKind
from coach.core.events import Words
from coach.core.model import Phase
from coach.errors import BadRequest
from coach.store.batches import Batch, BatchRow
from coach.store.broadcasts_found import DRAFT, Broadcast, Turn
from coach.store.coaches_found import Role
from coach.web.console.access import allowed
from tests.console.world import NOW, World

DOOR = "to the sign-in page"
HOME = "to Today"
WHO = (Role.OWNER, Role.COACH, Role.READER, None)

# method and rule -> what the owner, a coach, a reader and somebody who is not signed in get: a status, or where they are sent
EXPECTED: dict[str, tuple[int | str, int | str, int | str, int | str]] = {
    "GET /console/": (200, 200, 200, DOOR),
    "GET /console/today/now": (200, 200, 200, DOOR),
    "POST /console/alerts/<int:alert_id>/take": (303, 303, 403, DOOR),
    "GET /console/today/<journey_id>/words": (200, 200, 200, DOOR),
    "POST /console/today/<journey_id>/handled": (303, 303, 403, DOOR),
    "GET /console/participants": (200, 200, 200, DOOR),
    "POST /console/participants/find": (200, 200, 200, DOOR),
    "POST /console/participants/views": (303, 303, 303, DOOR),
    "POST /console/participants/views/<int:view_id>/drop": (303, 303, 303, DOOR),
    "GET /console/participants/people.csv": (200, 200, 403, DOOR),
    "GET /console/participants/add": (200, 200, 403, DOOR),
    "POST /console/participants/add": (422, 422, 403, DOOR),
    "GET /console/participants/import": (200, 200, 403, DOOR),
    "GET /console/participants/import/example.csv": (200, 200, 403, DOOR),
    "POST /console/participants/import": (422, 422, 403, DOOR),
    "POST /console/participants/bulk": (303, 303, 403, DOOR),
    "GET /console/participants/batches/<batch_id>": (200, 200, 403, DOOR),
    "POST /console/participants/batches/<batch_id>/start": (303, 303, 403, DOOR),
    "POST /console/participants/batches/<batch_id>/go-on": (303, 303, 403, DOOR),
    "POST /console/participants/batches/<batch_id>/stop": (303, 303, 403, DOOR),
    "GET /console/participants/<journey_id>": (200, 200, 200, DOOR),
    "GET /console/participants/<journey_id>/now": (200, 200, 200, DOOR),
    "GET /console/participants/<journey_id>/tab": (200, 200, 200, DOOR),
    "GET /console/participants/<journey_id>/earlier": (200, 200, 200, DOOR),
    "POST /console/participants/<journey_id>/number": (200, 200, 403, DOOR),
    "POST /console/participants/<journey_id>/draft": (200, 200, 403, DOOR),
    "POST /console/participants/<journey_id>/texts": (303, 303, 403, DOOR),
    "POST /console/participants/<journey_id>/take-over": (303, 303, 403, DOOR),
    "POST /console/participants/<journey_id>/hand-back": (409, 409, 403, DOOR),
    "POST /console/participants/<journey_id>/pause": (400, 400, 403, DOOR),
    "POST /console/participants/<journey_id>/move": (409, 409, 403, DOOR),
    "POST /console/participants/<journey_id>/set-no-contact": (303, 303, 403, DOOR),
    "POST /console/participants/<journey_id>/lift-no-contact": (409, 403, 403, DOOR),
    "POST /console/participants/<journey_id>/opt-out": (400, 400, 403, DOOR),
    "POST /console/participants/<journey_id>/correct": (303, 303, 403, DOOR),
    "POST /console/participants/<journey_id>/assign": (303, 303, 403, DOOR),
    "POST /console/participants/<journey_id>/note": (303, 303, 403, DOOR),
    "POST /console/participants/<journey_id>/erase": (400, 403, 403, DOOR),
    "GET /console/programs": (200, 200, 200, DOOR),
    "GET /console/programs/texts/<room>": (200, 200, 200, DOOR),
    "GET /console/programs/<program>": (302, 302, 302, DOOR),
    "GET /console/programs/<program>/<int:version>": (200, 200, 200, DOOR),
    "GET /console/programs/<program>/<int:version>/stages/<stage>": (200, 200, 200, DOOR),
    "GET /console/programs/<program>/<int:version>/search": (200, 200, 200, DOOR),
    "GET /console/programs/<program>/<int:version>/checks": (200, 200, 200, DOOR),
    "GET /console/settings": (200, 403, 403, DOOR),
    "GET /console/settings/hours": (200, 403, 403, DOOR),
    "POST /console/settings/hours": (422, 403, 403, DOOR),
    "GET /console/settings/alerts": (200, 403, 403, DOOR),
    "POST /console/settings/alerts": (422, 403, 403, DOOR),
    "GET /console/settings/lines": (200, 403, 403, DOOR),
    "POST /console/settings/lines": (422, 403, 403, DOOR),
    "GET /console/settings/lines/<country>": (200, 403, 403, DOOR),
    "POST /console/settings/lines/<country>": (422, 403, 403, DOOR),
    "POST /console/settings/lines/<country>/preview": (200, 403, 403, DOOR),
    "GET /console/settings/replies": (200, 403, 403, DOOR),
    "POST /console/settings/replies": (422, 403, 403, DOOR),
    "POST /console/settings/replies/count": (200, 403, 403, DOOR),
    "GET /console/settings/replies/<int:reply_id>": (200, 403, 403, DOOR),
    "POST /console/settings/replies/<int:reply_id>": (422, 403, 403, DOOR),
    "POST /console/settings/replies/<int:reply_id>/<way>": (303, 403, 403, DOOR),
    "GET /console/settings/coaches": (200, 403, 403, DOOR),
    "POST /console/settings/coaches": (422, 403, 403, DOOR),
    "GET /console/settings/coaches/<coach_id>": (200, 403, 403, DOOR),
    "POST /console/settings/coaches/<coach_id>/role": (422, 403, 403, DOOR),
    "POST /console/settings/coaches/<coach_id>/reset": (409, 403, 403, DOOR),
    "POST /console/settings/coaches/<coach_id>/out": (409, 403, 403, DOOR),
    "POST /console/settings/coaches/<coach_id>/in": (409, 403, 403, DOOR),
    "POST /console/settings/coaches/<coach_id>/phone": (303, 403, 403, DOOR),
    "GET /console/settings/senders": (200, 403, 403, DOOR),
    "GET /console/broadcast": (200, 200, 403, DOOR),
    "GET /console/broadcast/new": (200, 200, 403, DOOR),
    "POST /console/broadcast/new": (422, 422, 403, DOOR),
    "POST /console/broadcast/glance": (200, 200, 403, DOOR),
    "GET /console/broadcast/<broadcast_id>": (200, 200, 403, DOOR),
    "GET /console/broadcast/<broadcast_id>/now": (200, 200, 403, DOOR),
    "POST /console/broadcast/<broadcast_id>/again": (303, 303, 403, DOOR),
    "POST /console/broadcast/<broadcast_id>/try": (303, 303, 403, DOOR),
    "POST /console/broadcast/<broadcast_id>/start": (303, 303, 403, DOOR),
    "POST /console/broadcast/<broadcast_id>/stop": (303, 303, 403, DOOR),
    "POST /console/broadcast/<broadcast_id>/drop": (303, 303, 403, DOOR),
    "GET /console/insight": (200, 200, 200, DOOR),
    "GET /console/insight/<subject>": (200, 200, 200, DOOR),
    "GET /console/insight/<table>.csv": (200, 200, 200, DOOR),
    "GET /console/audit": (200, 403, 403, DOOR),
    "GET /console/audit/log.csv": (200, 403, 403, DOOR),
    "GET /console/look/<path:name>": (200, 200, 200, 200),
    "GET /console/sign-in": (HOME, HOME, HOME, 200),
    "POST /console/sign-in": (HOME, HOME, HOME, 200),
    "POST /console/sign-out": (DOOR, DOOR, DOOR, DOOR),
    "GET /console/again": (200, 200, 200, DOOR),
    "POST /console/again": (200, 200, 200, DOOR),
    "GET /console/password": (200, 200, 200, DOOR),
    "POST /console/password": (200, 200, 200, DOOR),
    "GET /console/second-factor/setup": (200, 200, 200, DOOR),
    "POST /console/second-factor/setup": (200, 200, 200, DOOR),
    "POST /console/second-factor/setup/<token>": (302, 302, 302, DOOR),
    "GET /console/second-factor": (HOME, HOME, HOME, DOOR),
    "POST /console/second-factor": (HOME, HOME, HOME, DOOR),
    "GET /console/second-factor/rescue": (302, 302, 302, 302),
    "POST /console/second-factor/rescue": (302, 302, 302, 302),
    "GET /console/second-factor/select": (302, 302, 302, 302),
    "POST /console/second-factor/select": (302, 302, 302, 302),
    "GET /console/recovery": (HOME, HOME, HOME, DOOR),
    "POST /console/recovery": (HOME, HOME, HOME, DOOR),
    "GET /console/recovery-codes": (200, 200, 200, DOOR),
    "POST /console/recovery-codes": (200, 200, 200, DOOR),
}
FORMS: dict[str, dict[str, str]] = {
    "POST /console/participants/views": {"name": "Mine"},
    "POST /console/participants/bulk": {"act": "assign"},
    "POST /console/second-factor/setup": {"setup": "authenticator"},
}
# parts of addresses: what stands for each variable
FILLED = {
    "alert_id": "{alert}",
    "journey_id": "{journey}",
    "name": "console.css",
    "batch_id": "b-anas",
    "broadcast_id": "k-anas",
    "view_id": "1",
    "token": "nonsense",
    "subject": "time",
    "table": "funnel",
    "country": "CA",
    "reply_id": "1",
    "way": "up",
    "coach_id": "c-olga",
    "program": "win-back",
    "version": "1",
    "stage": "mirror",
    "room": "intake",
}


def routes(app: Flask) -> Iterator[str]:
    """Every method and rule of the console."""
    for rule in app.url_map.iter_rules():
        if rule.rule.startswith("/console"):
            for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
                yield f"{method} {rule.rule}"


def address(console: World, rule: str) -> str:
    """A rule with something real in every variable."""
    journey = console.begun("Sam", phase=Phase.HELD, hold="takeover", heard_at=NOW)
    alert = console.alert(AlertKind.WANTS_COACH)
    if "<batch_id>" in rule:
        with console.store.transaction() as work:
            work.draft_batch(Batch("b-anas", "assign", "c-ana", NOW, "draft", {}), [BatchRow(1, journey)])
    if "<broadcast_id>" in rule:
        with console.store.transaction() as work:
            words = (Words("en", False, "Closed on Friday"),)
            work.draft_broadcast(Broadcast("k-anas", "c-ana", None, NOW, DRAFT, words, {}), [Turn(journey, NOW, 1)])
            work.start_broadcast("k-anas", NOW, NOW + timedelta(days=1), {})
    found, *_ = [one for one in console.app.url_map.iter_rules() if one.rule == rule]
    values = {name: FILLED[name].format(alert=alert, journey=journey) for name in found.arguments}
    with console.app.test_request_context():
        return found.build(values)[1]  # type: ignore[index] # it builds: every variable is filled


def outcome(answer: TestResponse) -> int | str:
    location = answer.location or ""
    if answer.status_code == 302 and location.startswith("/console/sign-in"):
        return DOOR
    return HOME if answer.status_code == 302 and location == "/console/" else answer.status_code


def test_every_route_is_in_the_table_and_nothing_else(console: World) -> None:
    assert sorted(routes(console.app)) == sorted(EXPECTED)


@pytest.mark.parametrize("route", EXPECTED)
def test_each_role_gets_what_it_should(console: World, route: str) -> None:
    method, rule = route.split()
    place = address(console, rule)
    found = []
    for who in WHO:
        client = console.client(who)
        page = "/console/sign-in" if who is None else "/console/"
        form = {"csrf_token": console.token(client, page), **FORMS.get(route, {})} if method == "POST" else None
        found.append(outcome(client.open(place, method=method, data=form, buffered=True)))
    assert tuple(found) == EXPECTED[route]


@pytest.mark.parametrize("route", [route for route in EXPECTED if route.startswith("POST")])
@pytest.mark.parametrize("token", ["", "ImZvcmdlZCI.forged"], ids=["no token", "a forged one"])
def test_a_form_without_its_token_is_refused(console: World, route: str, token: str) -> None:
    client = console.client(Role.OWNER)
    answer = client.post(address(console, route.split()[1]), data={"csrf_token": token, **FORMS.get(route, {})})
    assert answer.status_code == 400


def test_a_part_that_htmx_sends_carries_its_token_in_a_header(console: World) -> None:
    place, client = address(console, "/console/today/<journey_id>/handled"), console.client(Role.COACH)
    assert client.post(place, headers={"HX-Request": "true"}).status_code == 400
    assert client.post(place, headers={"HX-Request": "true", "X-CSRFToken": console.token(client)}).status_code == 200


def test_a_page_that_says_nothing_of_roles_is_refused_to_everybody(console: World) -> None:
    console.app._got_first_request = False
    console.app.add_url_rule("/console/forgotten", view_func=lambda: "in", endpoint="forgotten")
    assert [outcome(console.client(who).get("/console/forgotten")) for who in WHO] == [403, 403, 403, DOOR]


def test_the_carrier_and_the_health_of_the_service_need_no_session(console: World) -> None:
    client = console.client(None)
    assert client.post("/twilio/sms", data={"Body": "hello"}).status_code == 403, "refused for its signature, not for a token"
    healthy = client.get("/healthz")
    assert healthy.status_code == 200
    assert "Set-Cookie" not in healthy.headers


def test_what_cannot_be_done_is_said_on_a_page_of_the_console_only(console: World) -> None:
    def broken() -> str:
        raise BadRequest("that is no <number>")

    console.app._got_first_request = False
    console.app.add_url_rule("/console/broken", view_func=allowed(Role.READER)(broken), endpoint="broken")
    console.app.add_url_rule("/broken", view_func=broken, endpoint="broken elsewhere")
    answer = console.client(Role.READER).get("/console/broken")
    assert answer.status_code == 400
    assert "that is no &lt;number&gt;" in answer.text
    with pytest.raises(BadRequest):
        console.client(None).get("/broken")
