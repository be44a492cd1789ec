"""An erased person is gone: from the rows, from the files, from what an old backup brings back."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import text as sql

from coach.core.effects import TextKind
from coach.core.events import TextReceived
from coach.core.model import Intent, Reading
from coach.core.state import Promise
from coach.errors import StaleState
from coach.store.codec import encode_event
from coach.store.rows import AlertRow, AnswerRow, ConsentRow, Receipt, Saved, Taken
from coach.store.sealing import Sealer
from coach.store.store import Store
from tests.conftest import MASTER
from tests.store.people import ALEX, NOON, SAM, after, arrived, entry, joined, saved, state, text, wants

SECRETS = ["zanzibar", "I lied about Lisbon", "call her sister", "blue envelope", "2025550101", "forgive Margot", "kim knows"]


def lived(store: Store) -> None:
    """Sam joins, says and hears secret things, and one of each kind of row is written."""
    joined(store)
    with store.transaction() as work:
        work.file_inbound([arrived("SM1", SECRETS[0])])
        row = work.undecided(NOON, 1)[0]
        event = encode_event(TextReceived(row.body, Reading(Intent.WORDS, row.body), NOON)).decode()
        decided = Saved(
            "j-sam",
            0,
            state(stage="befriend"),
            (entry(event=event),),
            (text(TextKind.REPLY, SECRETS[3]),),
            answers=(AnswerRow("why", SECRETS[1], "befriend", "p", NOON), AnswerRow("closeness", 6, "befriend", "p", NOON)),
            promises=(Promise("1", SECRETS[2], "befriend", NOON),),
            consents=(ConsentRow("revoked", "words", NOON, SECRETS[5]),),
            alerts=(AlertRow("danger_b", NOON, after(hours=8)),),
        )
        work.save([decided])
        work.mark_decided([row.id], NOON)
        work.acknowledge(work.alerts()[0].id, "kim", NOON, SECRETS[6])


def erase(store: Store) -> None:
    with store.transaction() as work:
        assert work.erase("p-sam", after(days=1))


def on_disk(url: str) -> bytes:
    path = Path(url.removeprefix("sqlite:///"))
    return b"".join(file.read_bytes() for file in sorted(path.parent.glob(path.name + "*")))


def test_no_word_stands_readable_in_the_files_even_before(sqlite_url: str, sealer: Sealer) -> None:
    store = Store(sqlite_url, sealer)
    lived(store)
    found = [secret for secret in [*SECRETS, '"name":"Sam"'] if secret.encode() in on_disk(sqlite_url)]
    store.close()
    assert found == []


def test_once_erased_the_key_is_in_no_file_and_others_keep_theirs(sqlite_url: str, sealer: Sealer) -> None:
    store = Store(sqlite_url, sealer)
    joined(store, ALEX, "alex")
    lived(store)
    with store.reading() as view:
        alexs, sams = view.connection.execute(sql("SELECT wrapped FROM data_key ORDER BY number_id")).scalars()
    assert sams in on_disk(sqlite_url)
    erase(store)
    files = on_disk(sqlite_url)
    with store.reading() as view:
        assert view.phones_of(["p-alex", "p-sam"]) == {"p-alex": ALEX}
    store.close()
    assert sams not in files
    assert sams[-16:] not in files
    assert alexs in files


def test_somebody_who_reads_delays_the_scrubbing_which_the_next_transaction_makes_up_for(sqlite_url: str, sealer: Sealer) -> None:
    store = Store(sqlite_url, sealer)
    lived(store)
    with store.reading() as view:
        wrapped = view.connection.execute(sql("SELECT wrapped FROM data_key")).scalar_one()
        erase(store)
        assert not store.scrub()
    with store.transaction() as work:
        work.set_mark("later", NOON)
    assert wrapped not in on_disk(sqlite_url)
    store.close()


def test_scrubbing_can_be_asked_for_on_every_database(store: Store) -> None:
    lived(store)
    erase(store)
    assert store.scrub()


def test_nothing_of_an_erased_person_can_be_read(store: Store) -> None:
    lived(store)
    erase(store)
    with store.reading() as view:
        assert view.find_participants([SAM]) == view.phones_of(["p-sam"]) == view.participants(["p-sam"]) == {}
        assert view.load_journeys(participant_ids=["p-sam"]) == view.answers("j-sam") == view.promises("j-sam") == view.named("Sam") == []
        assert [one.body for one in view.thread("p-sam")] == [None, None]
        assert [(row.event, row.effects, row.reasons) for row in view.journal("j-sam")] == [(None, (), ())]
        assert [alert.why for alert in view.alerts(open_only=False)] == [None]
        assert view.consents(SAM)[0].evidence is None


def test_what_must_stay_stays(store: Store) -> None:
    lived(store)
    erase(store)
    with store.transaction() as work:
        assert work.opted_out(SAM)
        assert [row.change for row in work.consents(SAM)] == ["revoked"]
        assert work.file_inbound([arrived("SM1", "an old text, fetched again")]) == frozenset()
        assert work.undecided(after(days=2), 10) == []
        assert [one.sid for one in work.to_redact(after(days=9))] == ["SM1"]


def test_an_erased_person_is_never_due_never_texted_and_never_saved(store: Store) -> None:
    lived(store)
    wants(store, text(), expected=1)
    erase(store)
    with store.transaction() as work:
        assert work.due(after(days=99), 10) == []
        assert work.claim(after(days=99), 60, 10, "w") == []
        assert not work.erase("p-sam", NOON)
    with pytest.raises(StaleState), store.transaction() as work:
        work.save([saved("j-sam", 2)])


def test_whoever_comes_back_is_somebody_new(store: Store) -> None:
    lived(store)
    erase(store)
    with store.transaction() as work:
        assert work.add_participant(SAM, "US", after(days=2), "p-new").id == "p-new"
        work.file_inbound([arrived("SM2", "JOIN")])
        assert work.undecided(after(days=2), 10)[0].participant_id == "p-new"
        assert work.consents(SAM)[0].evidence is None
        assert [one.body for one in work.thread("p-new")] == ["JOIN"]


def test_erasing_waits_for_the_last_text_to_be_out(store: Store) -> None:
    joined(store)
    with store.transaction() as work:
        work.save([saved("j-sam", 0, text(TextKind.REPLY, "Take care."), state=state(erase=True))])
        assert work.to_erase() == []
        [last] = work.claim(NOON, 60, 1, "w")
        assert work.to_erase() == []
        work.accepted([Taken(last.id, "SM1")], NOON)
        work.receipt(Receipt("SM1", "delivered"), NOON)
        assert work.to_erase() == ["p-sam"]
        work.erase("p-sam", NOON)
        assert work.to_erase() == []


def test_an_old_backup_brings_nobody_back(sqlite_url: str, sealer: Sealer, tmp_path: Path) -> None:
    store = Store(sqlite_url, sealer)
    lived(store)
    store.scrub()
    backup = tmp_path / "backup.sqlite3"
    backup.write_bytes(Path(sqlite_url.removeprefix("sqlite:///")).read_bytes())
    erase(store)
    with store.reading() as view:
        remembered = view.erasures()
    store.close()
    restored = Store(f"sqlite:///{backup}", sealer)
    with restored.transaction() as work:
        assert work.phones_of(["p-sam"]) == {"p-sam": SAM}
        assert work.erase_again(remembered) == 1
    with restored.transaction() as work:
        assert (work.phones_of(["p-sam"]), work.erase_again(remembered)) == ({}, 0)
    restored.close()
    assert remembered[0].at == datetime.fromisoformat("2026-03-03T12:00:00+00:00")


def test_the_master_key_can_be_changed_while_everything_runs(store: Store, database_url: str) -> None:
    lived(store)
    newer = Store(database_url, Sealer(bytes([9] * 32), MASTER))
    newer.open()
    with newer.transaction() as work:
        assert [work.rewrap_keys(), work.rewrap_keys()] == [1, 0]
    with newer.reading() as view:
        assert [one.body for one in view.thread("p-sam")] == [SECRETS[0], SECRETS[3]]
    newer.close()
