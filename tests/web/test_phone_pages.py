"""The phone in the browser, as a browser without scripts sees it."""

from __future__ import annotations

import re
from urllib.parse import unquote

import pytest

from tests.web.service import INTAKE, KIM, SAM, Service, serving, settings_on

HTMX = {"HX-Request": "true"}


def states(page: str) -> list[str]:
    """How far each text got, as the page says it."""
    return re.findall(r'class="state">([^<]+)<', page)


def seen(page: str) -> str:
    found = re.search(r"/now\?seen=(\w+)", page)
    assert found
    return found[1]


def test_the_door_leads_to_a_first_phone_whose_thread_says_how_to_begin(service: Service) -> None:
    page = service.client.get("/phone/", follow_redirects=True)
    assert "Text <kbd>JOIN</kbd> to begin." in page.text


@pytest.mark.parametrize("typed", ["+1 (312) 555-0142", "312 555 0142", KIM])
def test_another_phone_is_chosen_by_its_number(service: Service, typed: str) -> None:
    answer = service.client.get("/phone/", query_string={"number": typed})
    assert (answer.status_code, unquote(answer.location)) == (302, f"/phone/{KIM}")


@pytest.mark.parametrize("typed", ["mum", "555", "+15005550006"])
def test_a_number_that_cannot_be_a_phone_of_ours_is_explained(service: Service, typed: str) -> None:
    answer = service.client.get("/phone/", query_string={"number": typed})
    assert answer.status_code == 400
    assert 'aria-invalid="true"' in answer.text
    assert f'value="{typed}"' in answer.text


@pytest.mark.parametrize("number", ["12125550123", "+1", "+99999999999", "sam", "+1212555012"])
@pytest.mark.parametrize("path", ["", "/now"])
def test_a_number_no_phone_can_have_is_not_found(service: Service, number: str, path: str) -> None:
    assert service.client.get(f"/phone/{number}{path}").status_code == 404


@pytest.mark.parametrize("headers", [{"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"}, {"Origin": "https://evil.example"}])
def test_another_sites_page_can_neither_text_nor_move_time(service: Service, headers: dict[str, str]) -> None:
    clock = service.desk.engine.parts.clock
    before = clock.now()
    for path, form in (("texts", {"body": "JOIN"}), ("travel", {"to": "month"})):
        assert service.client.post(f"/phone/{SAM}/{path}", data=form, headers=headers).status_code == 403
    assert service.undecided() == 0
    assert (clock.now() - before).total_seconds() < 60


def test_a_text_goes_through_the_carrier_and_the_webhook(service: Service) -> None:
    service.client.post(f"/phone/{SAM}/texts", data={"body": "JOIN"})
    assert service.undecided() == 1
    service.settle()
    assert states(service.page()) == ["Sent", "Delivered", "Delivered"]


def test_blank_texts_are_not_sent(service: Service) -> None:
    service.client.post(f"/phone/{SAM}/texts", data={"body": "  \n "})
    assert service.undecided() == 0


def test_without_scripts_a_post_leads_back_to_the_page(service: Service) -> None:
    answer = service.text("JOIN")
    assert (answer.status_code, unquote(answer.location)) == (303, f"/phone/{SAM}")


def test_with_scripts_a_post_answers_with_what_changes_and_nothing_else(service: Service) -> None:
    answer = service.client.post(f"/phone/{SAM}/texts", data={"body": "JOIN"}, headers=HTMX)
    assert answer.status_code == 200
    assert "<html" not in answer.text
    assert set(re.findall(r'id="(\w+)" (?:class="clock")?\s*hx-swap-oob', answer.text)) == {"texts", "clock", "bar"}


def test_nothing_is_sent_again_while_nothing_changes(service: Service) -> None:
    service.text("JOIN")
    looks = [service.client.get(f"/phone/{SAM}/now", query_string={"seen": seen(service.page())}) for _ in range(2)]
    assert 204 in {look.status_code for look in looks}  # one of two: the minute may turn between the page and the look
    stale = service.client.get(f"/phone/{SAM}/now", query_string={"seen": "another"})
    assert stale.status_code == 200


def test_the_page_tells_phase_stage_gate_and_reason(begun: Service) -> None:
    page = begun.page()
    assert re.search(r'aria-current="step">mirror<', page)
    assert "0 of 2 met" in page
    assert "Intake is done. The journey begins in mirror." in page
    assert "Next waking" in page


def test_the_carriers_own_answer_is_told_apart(begun: Service) -> None:
    begun.text("STOP")
    page = begun.page()
    assert page.count("From the carrier itself") == 1
    assert "Only START from them opens the line again." in page


def test_no_contact_and_danger_are_flagged(service: Service) -> None:
    for words in INTAKE[:-2]:
        service.text(words)
    service.text("Y")
    assert "No contact:" in service.page()
    service.text("I am going to kill myself tonight")
    assert "only a coach resumes" in service.page()


def test_words_from_a_phone_are_shown_as_words(service: Service) -> None:
    service.text('<script>alert(1)</script> & "so"')
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; &#34;so&#34;" in service.page()


def test_a_second_phone_has_a_thread_of_its_own_and_is_linked_from_the_first(service: Service) -> None:
    service.text("JOIN")
    assert "Text <kbd>JOIN</kbd> to begin." in service.page(KIM)
    assert f'href="/phone/{SAM}"' in unquote(service.page(KIM))


def test_pages_forbid_what_is_inline_and_hold_nothing_inline(begun: Service) -> None:
    answer = begun.client.get(f"/phone/{SAM}")
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert not re.search(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son\w+=", answer.text)
    assert '"allowEval": false' in answer.text


@pytest.mark.parametrize("path", ["/phone/look/phone.css", "/phone/look/phone.js", "/vendor/htmx.min.js", "/vendor/pico.min.css"])
def test_everything_the_page_asks_for_is_there(service: Service, path: str) -> None:
    assert path in service.page()
    with service.client.get(path) as answer:
        assert answer.status_code == 200


def test_no_other_file_can_be_fetched_by_way_of_the_look(service: Service) -> None:
    assert service.client.get("/phone/look/../page.html").status_code == 404
    assert service.client.get("/phone/look/..%2fpage.html").status_code == 404


def test_the_thread_is_still_there_after_a_restart_and_each_text_once(sqlite_url: str) -> None:
    with serving(settings_on(sqlite_url), begins=None) as first:
        for words in INTAKE:
            first.text(words)
        before = bubbles(first.page())
    with serving(settings_on(sqlite_url), begins=None) as second:
        assert bubbles(second.page()) == before
        second.text("HELP")
        assert bubbles(second.page())[: len(before)] == before


def test_whoever_said_stop_is_still_stopped_at_the_carrier_after_a_restart(sqlite_url: str) -> None:
    with serving(settings_on(sqlite_url), begins=None) as first:
        for words in (*INTAKE, "STOP"):
            first.text(words)
    with serving(settings_on(sqlite_url), begins=None) as second:
        second.text("START")
        assert second.page().count("From the carrier itself") == 1


def bubbles(page: str) -> list[str]:
    """Every text of the thread with who wrote it."""
    return re.findall(r'<p class="bubble"><span class="visually-hidden">(.*?)</p>', page, re.DOTALL)
