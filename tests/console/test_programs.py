"""The pages about programs: what they show is what the files say and the store counts; each sees whom they may."""

from __future__ import annotations

import html
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy import event

from coach.core.model import Phase, Profile
from coach.core.state import State
from coach.programs.segments import count
from coach.settings import Settings
from coach.store.coaches_found import Role
from coach.store.rows import NewJourney, NewParticipant
from tests.console.world import NOW, World, world

PROGRAMS = "/console/programs"
VERSION = f"{PROGRAMS}/win-back/1"
ADDRESSES = (
    PROGRAMS,
    VERSION,
    f"{VERSION}/stages/befriend",
    f"{VERSION}/stages/rebuilt?discreet=yes",
    f"{VERSION}/search?q=room",
    f"{VERSION}/checks",
    f"{PROGRAMS}/texts/safety",
)


def words(page: str) -> str:
    """A page as it is read: without marks, single spaces."""
    told = " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())
    return re.sub(r" ([,:;.])", r"\1", told)


def shown(client: FlaskClient, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.text


def bubbles(page: str) -> list[tuple[str, int, str, int]]:
    """Every bubble of a page: its words, and what is said of its segments, encoding and units."""
    found = re.findall(
        r'<p class="sms"[^>]*>(.*?)</p>\s*<p class="cost"><b class="[a-z]*">(\d+) segments?</b> · (\S+) · <span[^>]*>(\d+) of', page
    )
    return [
        (html.unescape(re.sub(r"</?mark>", "", said)), int(segments), encoding, int(units)) for said, segments, encoding, units in found
    ]


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """A folder with the shipped programs and templates, to be changed before a console is opened on it."""
    shipped = Settings("sqlite://")
    shutil.copytree(shipped.programs, tmp_path / "schedules")
    shutil.copytree(shipped.templates, tmp_path / "templates")
    return tmp_path


@contextmanager
def opened(files: Path, url: str) -> Iterator[World]:
    """A console whose programs and texts are those of a folder."""
    with world(url, programs=files / "schedules", templates=files / "templates") as made:
        yield made


def pinned(to: World, name: str, number: str, version: int, digest: str = "") -> None:
    """A participant on the way in the first stage, on a version that began with these words."""
    program = to.parts.entrance
    state = State(
        f"j-{name}", program.name, version, Profile(zones=("UTC",), name=name), phase=Phase.ACTIVE,
        stage=program.start, stage_since=NOW, began_at=NOW, wake_at=NOW + timedelta(days=1),
    )  # fmt: skip
    with to.store.transaction() as work:
        ref = work.add_participants([NewParticipant(f"p-{name}", number, "US")], NOW)[number]
        work.begin_journeys([NewJourney(ref.id, state, digest or program.digest)], NOW)


@pytest.mark.parametrize("role", [Role.OWNER, Role.COACH, Role.READER])
def test_whoever_is_signed_in_may_read_every_page(console: World, role: Role) -> None:
    client = console.client(role)
    for address in ADDRESSES:
        page = shown(client, address)
        assert 'aria-current="page"' in page
        assert not re.search(r"<[^>]+ (style|on[a-z]+)=", page), "the page's Content-Security-Policy lets no such thing through"


def test_the_list_tells_what_there_is_and_what_it_costs(console: World) -> None:
    program = console.parts.entrance
    page = words(shown(console.client(Role.READER), PROGRAMS))
    assert program.title in page
    assert program.digest[:12] in page
    assert "First used never yet" in page
    assert f"Prompts {len(program.prompts)} in {len(program.stages)} stages" in page
    assert "Checks Clean" in page
    assert re.search(r"the whole road \d{3} segments \d{3} texts in 3\d\d days", page)


def test_a_program_leads_to_its_newest_version(console: World) -> None:
    assert console.client(Role.READER).get(f"{PROGRAMS}/win-back").location == VERSION


def test_what_there_is_not_is_not_found(console: World) -> None:
    client = console.client(Role.OWNER)
    for address in (
        "/no-such",
        "/win-back/9",
        "/win-back/9/checks",
        "/win-back/1/stages/no-such",
        "/no-such/1/search",
        "/texts/no-such",
        "/texts/win-back",
    ):
        assert client.get(PROGRAMS + address).status_code == 404, address


def test_people_are_counted_in_their_stage_and_the_link_lists_just_them(everywhere: World) -> None:
    ana, ben = everywhere.account(Role.COACH), everywhere.account(Role.COACH, "Ben")
    everywhere.begun("Sam", "+12025550101", coach=ana.id, stage="befriend")
    everywhere.begun("Kim", "+12025550102", stage="befriend", phase=Phase.PAUSED)
    everywhere.begun("Lee", "+12025550103", coach=ben.id, stage="befriend", phase=Phase.HELD, hold="takeover")
    everywhere.begun("Zoe", "+12025550104", coach=ana.id, stage="befriend", phase=Phase.STOPPED, wake_at=None)
    everywhere.begun("Ida", "+12025550105", coach=ana.id, stage="", phase=Phase.INTAKE)
    for role, expected in ((Role.OWNER, ["j-kim", "j-lee", "j-sam"]), (Role.COACH, ["j-kim", "j-sam"])):
        client = everywhere.client(role)
        page = shown(client, VERSION)
        assert f'aria-label="{len(expected)} people in befriend now"' in page
        told = words(page)
        assert f"{len(expected)} people 1 not begun 1 at an end" in told
        link = html.unescape(re.search(r'<a class="people" href="([^"]+)"', page)[1])  # type: ignore[index]
        assert sorted(re.findall(r'href="/console/participants/(j-\w+)"', shown(client, link))) == expected


def test_people_on_another_version_are_not_among_them(everywhere: World) -> None:
    pinned(everywhere, "sam", "+12025550101", 1)
    pinned(everywhere, "kim", "+12025550102", 7)
    client = everywhere.client(Role.OWNER)
    page = shown(client, VERSION)
    assert 'aria-label="1 person in mirror now"' in page
    link = html.unescape(re.search(r'<a class="people" href="([^"]+)"', page)[1])  # type: ignore[index]
    assert re.findall(r'href="/console/participants/(j-\w+)"', shown(client, link)) == ["j-sam"]
    told = words(shown(client, PROGRAMS))
    assert "Version 7 On it now 1 person" in told
    assert "Put win-back.7.yaml back" in told
    assert client.get(f"{PROGRAMS}/win-back/7").status_code == 404


def test_who_began_with_other_words_is_told_honestly(console: World) -> None:
    client = console.client(Role.READER)
    assert "Begun with other words" not in words(shown(client, VERSION))
    pinned(console, "sam", "+12025550101", 1, "c0ffee" * 10 + "0000")
    told = words(shown(client, VERSION))
    assert "c0ffeec0ffee first used Tue 3 Mar, 10:30, 1 person on the way" in told
    assert "On it now 1 person" in words(shown(console.client(Role.OWNER), VERSION))


def test_two_versions_stand_side_by_side_with_their_own_people(files: Path, sqlite_url: str) -> None:
    first = (files / "schedules" / "win-back.yaml").read_text()
    (files / "schedules" / "win-back.2.yaml").write_text(first.replace("version: 1", "version: 2").replace("dwell: 1d", "dwell: 4d", 1))
    with opened(files, sqlite_url) as console:
        pinned(console, "sam", "+12025550101", 1)
        client = console.client(Role.OWNER)
        assert client.get(f"{PROGRAMS}/win-back").location == f"{PROGRAMS}/win-back/2"
        old, new = (words(shown(client, f"{PROGRAMS}/win-back/{number}")) for number in (1, 2))
        assert "Version 2 0 Version 1 1" in old
        assert "mirror 1 day at least 1" in old
        assert "mirror 4 days at least clean slate" in new


def test_the_number_of_statements_does_not_grow_with_the_people(everywhere: World) -> None:
    counted: list[int] = []
    everywhere.begun("Sam")
    client = everywhere.client(Role.OWNER)

    def statements() -> list[int]:
        found = []
        for address in ADDRESSES:
            counted.clear()
            shown(client, address)
            found.append(len(counted))
        return found

    statements()
    event.listen(everywhere.store._engine, "before_cursor_execute", lambda *_: counted.append(1))
    few = statements()
    for nth in range(12):
        pinned(everywhere, f"n{nth}", f"+1202555{2000 + nth}", nth % 3 + 1, f"{nth:064d}")
    assert statements() == few
    assert max(few) <= 8


def test_a_stage_shows_every_wording_with_what_it_truly_costs(console: World) -> None:
    program, client = console.parts.entrance, console.client(Role.READER)
    for stage in program.stages.values():
        found = bubbles(shown(client, f"{VERSION}/stages/{stage.key}"))
        spoken = [prompt.key for prompt in stage.prompts]
        spoken += [reply.say for prompt in stage.prompts for reply in prompt.replies if reply.say]
        spoken += [stage.farewell] if stage.farewell else []
        assert len(found) == sum(program.texts[key] for key in spoken)
        for said, segments, encoding, units in found:
            counted = count(said)
            assert (segments, encoding, units) == (counted.segments, counted.encoding, counted.units), said
            assert "{" not in said


def test_a_stage_says_what_is_asked_what_is_understood_and_where_answers_lead(console: World) -> None:
    told = words(shown(console.client(Role.READER), f"{VERSION}/stages/befriend"))
    assert "contact quality: 5 or more, 3 times in a row pushed: never “yes” within 14 days" in told
    assert "The gate to first trust" in told
    assert "An answer may lead back to give space" in told
    quality = told[told.index("Quality How was") : told.index("Scared ")]
    assert (
        "Asks for 1 to 7 Comes every 7 days at most, not before day 5 Understands a whole number from 1 to 7 Kept as contact quality"
        in quality
    )
    assert "2 or less the second time in this visit" in quality
    assert "leads to give space" in quality
    assert "asks at once: scared" in quality


def test_prompts_stand_in_their_turn_and_what_is_asked_on_demand_after_what_asks_it(console: World) -> None:
    page = shown(console.client(Role.READER), f"{VERSION}/stages/befriend")
    names = re.findall(r'<article class="card prompt" id="([\w-]+)"', page)
    assert names[:5] == ["opening", "quality", "scared", "pushed", "pushed-how"]
    assert names[-1] == "tip-light"
    assert sorted(names) == sorted(prompt.key.rsplit("/", 1)[-1] for prompt in console.parts.entrance.stages["befriend"].prompts)


def test_discreet_words_are_shown_as_a_lock_screen_would(console: World) -> None:
    client, wording = console.client(Role.READER), console.parts.wording
    plain, discreet = (bubbles(shown(client, f"{VERSION}/stages/befriend{how}")) for how in ("", "?discreet=yes"))
    key = "win-back/befriend/opening"
    said = {mode: wording.render(key, 0, "en", mode, {}, {}) for mode in (False, True)}
    assert plain[0][0] == said[False] != said[True] == discreet[0][0]
    page = words(shown(client, f"{VERSION}/stages/befriend?discreet=yes"))
    assert f"On a lock screen: {said[True][:40]}..." in page
    assert "the same words as ever" in page, "some texts give nothing away as they are"
    assert "On a lock screen" not in words(shown(client, f"{VERSION}/stages/befriend"))


def test_a_second_language_is_offered_where_there_is_one(files: Path, sqlite_url: str) -> None:
    spanish = files / "templates" / "sms" / "es" / "win-back" / "befriend"
    spanish.mkdir(parents=True)
    (spanish / "opening.txt").write_text("Niño, corazón: buena compañía, poca y ligera.\n---\nDos.\n---\nTres.\n")
    with opened(files, sqlite_url) as console:
        client = console.client(Role.READER)
        assert "Spanish" in words(shown(client, f"{VERSION}/stages/befriend"))
        page = shown(client, f"{VERSION}/stages/befriend?language=es")
        assert bubbles(page)[0] == ("Niño, corazón: buena compañía, poca y ligera.", 1, "UCS-2", 45)
        assert '<p class="sms" lang="es">' in page
        assert "There are no words for it in this language yet." in words(page)
        assert "Spanish" not in words(shown(client, f"{PROGRAMS}/texts/intake")), "nobody wrote those in Spanish"
    assert "Spanish" not in words(page.split("</nav>")[0])


def test_a_text_is_found_by_its_words(console: World) -> None:
    client = console.client(Role.READER)
    for sought, key, where in (
        ("big talks", "befriend/opening", "befriend › opening"),
        ("BIG  Talks", "befriend/opening", "befriend › opening"),
        ("kind company good", "befriend/opening", "befriend › opening"),
        ("type READY", "intake/ready", "Intake › ready"),
        ("you give them room again", "befriend/quality-low-again", "befriend › quality answer to “2 or less”"),
    ):
        page = client.get(f"{VERSION}/search", query_string={"q": sought}).text
        assert where in words(page), sought
        assert f"{key}.txt:" in page
        assert "<mark>" in page


def test_where_no_text_says_just_that_the_nearest_are_shown(console: World) -> None:
    client = console.client(Role.READER)
    told = words(shown(client, f"{VERSION}/search?q=Trust+does+not+comeback+thru+big+talk"))
    assert "No text says just that. Nearest to it:" in told
    assert "Trust does not come back through big talks" in told
    assert "No text says anything like it" in words(shown(client, f"{VERSION}/search?q=zzqqxx+%F0%9F%A6%93"))
    assert "Every text somebody in this program may read" in words(shown(client, f"{VERSION}/search"))


def test_what_is_searched_for_is_never_taken_for_a_part_of_the_page(console: World) -> None:
    page = console.client(Role.READER).get(f"{VERSION}/search", query_string={"q": '<script>alert(1)</script> "(hope['}).text
    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page


def test_the_texts_everybody_shares_stand_in_rooms_intake_in_its_order(console: World) -> None:
    client = console.client(Role.READER)
    names = re.findall(r'<article class="card prompt" id="([\w-]+)"', shown(client, f"{PROGRAMS}/texts/intake"))
    steps = [name for name in names if name in ("offer", "ready", "age", "name", "zone", "hours", "discreet", "no-contact", "shares")]
    assert steps == ["offer", "ready", "age", "name", "zone", "hours", "discreet", "no-contact", "shares"]
    brand, contact = console.parts.settings.name, console.parts.settings.contact
    carrier = bubbles(shown(client, f"{PROGRAMS}/texts/carrier"))
    assert any(brand in said for said, *_ in carrier), "as this operator's texts say it"
    assert any(contact in said for said, *_ in carrier)


def test_what_is_wrong_is_told_with_its_file_line_and_mend(files: Path, sqlite_url: str) -> None:
    broken = files / "templates" / "sms" / "en" / "win-back" / "befriend" / "opening.txt"
    first, rest = broken.read_text().split("\n---\n", 1)
    broken.write_text(f"{first}\n---\nYour husband will see it, {{{{ nobody }}}}.\n---\n{rest.split('---', 1)[1].lstrip()}")
    with opened(files, sqlite_url) as console:
        client = console.client(Role.READER)
        assert "1 to mend" in words(shown(client, PROGRAMS))
        told = words(shown(client, f"{VERSION}/checks"))
        assert "sms/en/win-back/befriend/opening.txt:3 Unknown variable nobody is not given here use only name, quote" in told
        page = shown(client, f"{VERSION}/stages/befriend")
        assert "cannot be filled" in page
        assert "Your husband will see it, {{ nobody }}." in page


def test_a_clean_program_is_said_to_be_clean(console: World) -> None:
    told = words(shown(console.client(Role.READER), f"{VERSION}/checks"))
    assert "To mend 0 Clean" in told
    assert "To know" in told
    assert "nobody has checked" in told


def test_looking_at_programs_leaves_nothing_in_the_audit_log(console: World) -> None:
    client = console.client(Role.COACH)
    for address in ADDRESSES:
        shown(client, address)
    assert console.audited() == [], "there is nothing of anybody in them"
