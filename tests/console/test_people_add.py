"""Inviting one person by the form: on evidence, and never a number that opted out."""

from __future__ import annotations

import pytest

from coach.core.model import Phase
from coach.store.coaches_found import Role
from coach.store.rows import ConsentRow
from tests.console.world import NOW, World

SAM, KIM = "+12025550101", "+13125550142"
ADD = "/console/participants/add"
GOOD = {"number": "(202) 555-0101", "name": "Sam", "evidence": "Signed the form on 3 March", "coach": "c-ana"}


def test_somebody_is_invited_on_evidence_and_becomes_theirs(everywhere: World) -> None:
    answer = everywhere.post(everywhere.client(Role.COACH), ADD, **GOOD)
    with everywhere.store.reading() as view:
        found = view.find_participants([SAM])[SAM]
        [journey] = view.load_journeys(participant_ids=[found.id])
        [consent] = view.consents(SAM)
    assert (answer.status_code, answer.location) == (303, f"/console/participants/{journey.id}")
    assert (journey.state.phase, journey.state.invited, journey.state.profile.name, journey.coach) == (Phase.INVITED, True, "Sam", "c-ana")
    assert (consent.change, consent.how, consent.evidence) == ("granted", "coach", "Signed the form on 3 March")
    [line] = everywhere.audited("coach_invited")
    assert (line.entry.coach_id, line.entry.journey_id) == ("c-ana", journey.id)
    assert everywhere.nudges


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"number": "12"}, "no whole phone number"),
        ({"number": ""}, "no whole phone number"),
        ({"evidence": "  "}, "Say when and how they agreed"),
        ({"name": "A name that is too long for us"}, "20 characters at most"),
        ({"number": KIM}, "is a participant already"),
    ],
)
def test_what_stands_against_it_is_said_and_what_was_typed_is_kept(everywhere: World, changed: dict[str, str], said: str) -> None:
    everywhere.begun("Kim", KIM, coach="c-ben")
    answer = everywhere.post(everywhere.client(Role.COACH), ADD, **{**GOOD, **changed})
    assert answer.status_code == 422
    assert said in answer.text
    assert ("(202) 555-0101" if "number" not in changed else "Signed the form on 3 March") in answer.text
    assert everywhere.audited("coach_invited") == []


def test_a_number_that_opted_out_is_refused(everywhere: World) -> None:
    with everywhere.store.transaction() as work:
        work.record_consent(SAM, ConsentRow("revoked", "keyword", NOW))
    answer = everywhere.post(everywhere.client(Role.OWNER), ADD, **{**GOOD, "coach": ""})
    assert answer.status_code == 422
    assert "This number opted out" in answer.text
    with everywhere.store.reading() as view:
        assert view.find_participants([SAM]) == {}


def test_a_journey_can_only_be_given_to_somebody_who_coaches(console: World) -> None:
    console.account(Role.READER)
    assert console.post(console.client(Role.COACH), ADD, **{**GOOD, "coach": "c-rui"}).status_code == 400
    with console.store.reading() as view:
        assert view.find_participants([SAM]) == {}
