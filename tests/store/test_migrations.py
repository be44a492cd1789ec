"""The migrations build what the tables say, and the laws that stand in the database hold there."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import CheckConstraint, Connection, Engine, create_engine, inspect, text

from coach.store.database import BrokenLaw, parsed
from coach.store.sealing import Sealer
from coach.store.store import Store
from coach.store.tables import metadata
from tests.store.people import NOON, joined, saved


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    engine = create_engine(parsed(database_url))
    yield engine
    engine.dispose()


def test_an_empty_database_is_brought_up_and_a_second_time_changes_nothing(empty_database_url: str, sealer: Sealer) -> None:
    store = Store(empty_database_url, sealer)
    store.open()
    assert not store.current()
    store.upgrade(NOON)
    store.upgrade(NOON)
    assert store.current()
    store.close()


def test_every_table_is_told_of_on_the_page_about_the_store() -> None:
    page = (Path(__file__).parents[2] / "docs" / "store.md").read_text()
    assert [name for name in metadata.tables if f"| `{name}` |" not in page] == []


def test_the_migrations_build_exactly_the_tables(engine: Engine) -> None:
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []


def checks(connection: Connection) -> dict[str, set[str | None]]:
    return {table: {found["name"] for found in inspect(connection).get_check_constraints(table)} for table in metadata.tables}


def test_the_migrations_build_exactly_the_checks(engine: Engine) -> None:
    declared = {
        name: {str(one.name) for one in table.constraints if isinstance(one, CheckConstraint)} for name, table in metadata.tables.items()
    }
    with engine.connect() as connection:
        assert checks(connection) == declared


LAWS = {
    "an unknown phase": "UPDATE journey SET phase = 'asleep'",
    "an active journey without a wake_at": "UPDATE journey SET wake_at = NULL",
    "a priority that is not the kind's": "UPDATE outbound SET priority = 0",
    "a claim without a lease": "UPDATE outbound SET state = 'claimed'",
    "an unknown text without a since": "UPDATE outbound SET state = 'unknown'",
    "an accepted text without the carrier's id": "UPDATE outbound SET state = 'accepted'",
    "an unknown state": "UPDATE outbound SET state = 'maybe'",
    "a changed journal": "UPDATE journal SET at = '2026-01-01 00:00:00+00:00'",
    "a shortened journal": "DELETE FROM journal",
    "a changed consent": "UPDATE consent SET change = 'granted'",
    "a shortened ledger": "DELETE FROM consent",
    "a text for nobody": "UPDATE outbound SET number_id = 99",
    "a journey of nobody": "UPDATE journey SET participant_id = 'nobody'",
    "a number half erased": "UPDATE number SET phone = NULL",
}


@pytest.mark.parametrize("law", LAWS)
def test_the_database_itself_refuses(law: str, store: Store) -> None:
    from coach.store.rows import ConsentRow
    from tests.store.people import text as a_text

    joined(store)
    with store.transaction() as work:
        work.save([saved("j-sam", 0, a_text(), consents=(ConsentRow("revoked", "keyword", NOON),))])
    with pytest.raises(BrokenLaw), store.transaction() as work:
        work.connection.execute(text(LAWS[law]))


def test_a_decision_without_any_value_to_an_answer_is_refused(store: Store) -> None:
    joined(store)
    with pytest.raises(BrokenLaw), store.transaction() as work:
        work.connection.execute(
            text("INSERT INTO answer (journey_id, measure, at, stage, prompt, late) VALUES ('j-sam', 'm', :at, 's', 'p', :late)"),
            {"at": NOON.isoformat(), "late": False},
        )
