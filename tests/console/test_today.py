"""Today shows what needs a human, to those whose it is, and lets them take it on."""

from __future__ import annotations

from coach.core.effects import AlertKind
from coach.store.coaches_found import Role
from tests.console.world import World


def test_an_alert_is_shown_with_a_masked_number_and_taken_by_name(console: World) -> None:
    console.begun("Sam")
    alert = console.alert(AlertKind.DANGER_A, detail="self_harm")
    client = console.client(Role.COACH)
    page = client.get("/console/").text
    assert "Danger now" in page
    assert "+1 ••• 0101" in page
    assert "5550101" not in page
    assert console.post(client, f"/console/alerts/{alert}/take").status_code == 303
    with console.store.reading() as view:
        assert view.alerts() == []
        assert view.alerts(open_only=False)[0].acknowledged_by == "Ana"
    assert [line.entry.subject for line in console.audited("alert_taken")] == [str(alert)]
