"""What is cleared away by itself: drafts after a week, and by night what erased people left in the database's files."""

from __future__ import annotations

from datetime import timedelta

import psycopg
import pytest

from coach.engine.beats import BEATS
from coach.engine.tidying import forget_drafts, scrub
from coach.store.batches import Batch, BatchRow
from coach.store.sealing import Sealer
from coach.store.store import Store
from tests.engine.stage import ALEX, SAM, Stage

HELD = {"number": SAM, "name": "Sam", "evidence": "form A"}


def drafted(stage: Stage, *ids: str) -> None:
    with stage.store.transaction() as work:
        for draft in ids:
            work.draft_batch(Batch(draft, "import", "kim", stage.clock.now(), "draft", {"file": "people.csv"}), [BatchRow(1, given=HELD)])


def kept(stage: Stage, *ids: str) -> list[str]:
    with stage.store.reading() as view:
        return [draft for draft in ids if view.batch(draft) is not None and view.batch_rows(draft, ["ready", "trying"], 5)]


def test_a_draft_nobody_carried_out_is_deleted_after_a_week_with_every_name_in_it(stage: Stage) -> None:
    drafted(stage, "old", "begun")
    with stage.store.transaction() as work:
        assert work.start_batch("begun", {})
    stage.passes(days=6)
    drafted(stage, "new")
    assert forget_drafts(stage.parts) == 0
    stage.passes(days=1, seconds=1)
    assert forget_drafts(stage.parts) == 1
    assert kept(stage, "old", "begun", "new") == ["begun", "new"]
    assert forget_drafts(stage.parts) == 0


def erased(stage: Stage, phone: str) -> None:
    """Somebody under age, who is erased as soon as the last kind text is out."""
    stage.texts(phone, "JOIN", "READY", "N")
    assert stage.erases() == 1


def to_hour(stage: Stage, hour: int) -> None:
    stage.passes(hours=(hour - stage.clock.at.hour) % 24)


def test_what_erased_people_left_is_wiped_once_at_a_quiet_hour(stage: Stage) -> None:
    to_hour(stage, 9)
    assert scrub(stage.parts) == 0, "nobody was erased"
    to_hour(stage, 17)
    erased(stage, SAM)
    assert scrub(stage.parts) == 0, "it is not night"
    to_hour(stage, 9)
    assert (scrub(stage.parts), scrub(stage.parts)) == (1, 0)
    erased(stage, ALEX)
    assert scrub(stage.parts) == 1


@pytest.mark.postgres
def test_on_postgresql_the_keys_are_written_anew_and_dead_rows_cleared(postgres_url: str, quick_stage: Stage, sealer: Sealer) -> None:
    stage = quick_stage.beside(store=Store(postgres_url, sealer))
    erased(stage, SAM)
    with psycopg.connect(postgres_url.replace("+psycopg", "", 1), autocommit=True) as connection:

        def written() -> tuple[object, ...] | None:
            connection.execute("SELECT pg_stat_clear_snapshot()")
            return connection.execute("SELECT pg_relation_filenode('data_key'), pg_stat_get_vacuum_count('answer'::regclass)").fetchone()

        before = written()
        to_hour(stage, 9)
        assert scrub(stage.parts) == 1
        after = written()
    assert before is not None
    assert after is not None
    assert after[0] != before[0]
    assert after[1] > before[1]
    stage.store.close()


def test_both_are_among_the_beats() -> None:
    paces = {beat.name: timedelta(seconds=beat.seconds) for beat in BEATS}
    assert paces["drafts"] <= timedelta(days=1)
    assert paces["scrub"] <= timedelta(hours=1)
