"""The phone in a real browser, on a real ``coach run``: typed on, looked at, listened to, and used without a mouse."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.web.service import HOST, INTAKE

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 60.0  # seconds a busy machine may take to start the service
STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
AXE = {"runOnly": {"type": "tag", "values": STANDARDS}, "rules": {"target-size": {"enabled": True}}}
DANGER = "I am going to kill myself tonight"
OFFLINE = ("htmx:sendError", "htmx:afterRequest", "Failed to load resource: net::ERR_INTERNET_DISCONNECTED")
NUMBERS = (f"+1212555{last:04d}" for last in count(100))


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where ``coach run`` answers, started in an empty folder with no settings at all."""
    folder = tmp_path_factory.mktemp("run")
    with socket.create_server((HOST, 0)) as free:
        port = free.getsockname()[1]
    path = os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")])
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "TMPDIR", "LANG") if name in os.environ}
    with Path(folder, "log").open("w") as log:
        command = [sys.executable, "-m", "coach", "run", "--port", str(port)]
        process = subprocess.Popen(command, cwd=folder, env=kept | {"PYTHONPATH": path}, stdout=log, stderr=subprocess.STDOUT)
        try:
            yield listening(f"http://{HOST}:{port}", process, Path(folder, "log"))
        finally:
            process.send_signal(signal.SIGTERM)
            assert process.wait(30) == 0, Path(folder, "log").read_text()


def listening(url: str, process: subprocess.Popen[bytes], log: Path) -> str:
    """The address, once it answers."""
    deadline = time.monotonic() + PATIENCE
    while process.poll() is None and time.monotonic() < deadline:
        try:
            with urlopen(f"{url}/healthz", timeout=5):
                return url
        except (URLError, OSError):
            time.sleep(0.1)
    raise AssertionError(f"coach run did not start:\n{log.read_text()}")


@pytest.fixture
def phone(address: str, page: Page) -> Iterator[Page]:
    """A phone with a number of its own, whose browser had nothing to complain of."""
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text) if said.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(f"{address}/phone/{next(NUMBERS)}")
    yield page
    assert [said for said in complaints if not said.startswith(OFFLINE)] == []


def say(phone: Page, words: str) -> None:
    """Type a text where the cursor is, send it with Enter, and wait for the answer."""
    heard = phone.locator(".text:not(.person)").count()
    phone.keyboard.type(words)
    phone.keyboard.press("Enter")
    expect(phone.locator(".text:not(.person)").nth(heard)).to_be_visible()


def past_intake(phone: Page) -> None:
    """Answer all of intake without typing, as forms do that are posted without a page; each question is waited for."""
    for words in INTAKE:
        heard = phone.locator(".text:not(.person)").count()
        assert phone.request.post(f"{phone.url}/texts", form={"body": words}).ok
        expect(phone.locator(".text:not(.person)").nth(heard + (words == "JOIN"))).to_be_attached(timeout=20_000)
    expect(phone.locator(".phase strong")).to_have_text("Active")


def press(phone: Page, name: str) -> None:
    """Go to a button with Tab alone, and press it."""
    wanted = phone.get_by_role("button", name=name, exact=True)
    for _ in range(30):
        phone.keyboard.press("Tab")
        if wanted.evaluate("button => button === document.activeElement"):
            phone.keyboard.press("Enter")
            return
    raise AssertionError(f"Tab never reached {name}")


def at_the_newest(phone: Page) -> bool:
    """Whether the lower edge of the newest text can be seen."""
    low = "it => it.getBoundingClientRect().bottom"
    return bool(phone.locator(".text").last.evaluate(low) <= phone.locator("#thread").evaluate(low))


def violations(phone: Page) -> list[str]:
    """What stands between someone and this page, as axe sees it: the rule, the element, and why."""
    found = Axe().run(phone, options=AXE).response["violations"]
    return [f"{rule['id']}: {node['html']}: {node['failureSummary']}" for rule in found for node in rule["nodes"]]


def test_join_intake_time_and_an_answer_need_only_a_keyboard(phone: Page) -> None:
    expect(phone.get_by_text("Text JOIN to begin.")).to_be_visible()
    expect(phone.get_by_label("Your text")).to_be_focused()
    for words in INTAKE:
        say(phone, words)
    expect(phone.locator(".phase strong")).to_have_text("Active")
    expect(phone.locator("[aria-current=step]")).to_have_text("mirror")
    press(phone, "To the next text")
    expect(phone.locator("#told")).to_contain_text("It is now")
    expect(phone.locator(".day")).to_have_count(2)
    press(phone, "To the next text")
    expect(phone.locator(".day")).to_have_count(3)
    phone.get_by_label("Your text").focus()
    say(phone, "yes, I would")
    expect(phone.locator(".decision.last")).to_contain_text("Stored their answer to would take back")


def test_the_cursor_stays_in_the_box_and_the_thread_at_the_newest_text(phone: Page) -> None:
    for words in INTAKE[:5]:
        say(phone, words)
        expect(phone.get_by_label("Your text")).to_be_focused()
        expect(phone.get_by_label("Your text")).to_have_value("")
    phone.wait_for_timeout(1500)
    assert at_the_newest(phone)


def test_whoever_reads_further_up_is_left_there_until_a_new_text_comes(phone: Page) -> None:
    past_intake(phone)
    phone.locator("#thread").evaluate("it => { it.scrollTop = -9999 }")
    phone.evaluate("htmx.ajax('GET', `${location.pathname}/now`, {target: '#now', swap: 'innerHTML'})")
    expect(phone.locator("li.text").first).to_be_in_viewport()
    assert not at_the_newest(phone)
    say_into(phone, "HELP")
    phone.wait_for_timeout(300)
    assert at_the_newest(phone)


def say_into(phone: Page, words: str) -> None:
    phone.get_by_label("Your text").focus()
    say(phone, words)


def test_shift_and_enter_begins_a_new_line_and_blanks_are_not_sent(phone: Page) -> None:
    phone.keyboard.press("Enter")
    phone.keyboard.type("one")
    phone.keyboard.press("Shift+Enter")
    phone.keyboard.type("two")
    expect(phone.get_by_label("Your text")).to_have_value("one\ntwo")
    expect(phone.locator(".text")).to_have_count(0)


def test_new_texts_are_read_out_once_and_ones_own_are_not(phone: Page) -> None:
    say(phone, "JOIN")
    log = phone.get_by_role("log", name="New texts")
    expect(log).to_contain_text("type READY")
    phone.wait_for_timeout(2200)
    assert log.locator("p").count() == phone.locator(".text:not(.person)").count()
    expect(log).not_to_contain_text("You: JOIN")


def test_a_text_shows_how_far_it_got_without_loading_the_page_again(phone: Page) -> None:
    say(phone, "JOIN")
    expect(phone.locator(".text.person .state")).to_have_text("Sent")
    expect(phone.locator(".text.bot .state").first).to_have_text("Delivered")


def test_while_nothing_happens_the_page_is_left_alone(phone: Page) -> None:
    say(phone, "JOIN")
    phone.wait_for_timeout(1500)
    minute = phone.locator("#bar").text_content()
    phone.locator("#texts").evaluate("it => { it.marked = true }")
    phone.wait_for_timeout(2500)
    turned = minute != phone.locator("#bar").text_content()
    assert turned or phone.locator("#texts").evaluate("it => it.marked === true")


def test_a_busy_sign_stands_while_time_moves(phone: Page) -> None:
    past_intake(phone)
    phone.route("**/travel", lambda route: (phone.wait_for_timeout(400), route.continue_()))
    phone.get_by_role("button", name="+1 month").click()
    expect(phone.locator(".busy")).to_be_visible()
    expect(phone.locator("#told")).to_contain_text("It is now")
    expect(phone.locator(".busy")).to_be_hidden()
    expect(phone.get_by_role("button", name="+1 month")).to_be_focused()


def test_a_journey_through_time_that_leads_nowhere_says_so(phone: Page) -> None:
    phone.get_by_role("button", name="To the next text").click()
    expect(phone.get_by_text("Time did not move: nothing is on its way to this phone.")).to_be_in_viewport()


def test_a_service_that_does_not_answer_is_told_and_the_words_are_kept(phone: Page) -> None:
    phone.context.set_offline(True)
    expect(phone.get_by_role("alert")).to_contain_text("No answer from the service", timeout=10_000)
    phone.keyboard.type("JOIN")
    phone.keyboard.press("Enter")
    expect(phone.get_by_label("Your text")).to_have_value("JOIN")
    phone.context.set_offline(False)
    expect(phone.get_by_role("alert")).to_be_hidden(timeout=10_000)


def test_another_phone_is_a_few_keys_away(phone: Page) -> None:
    phone.get_by_label("Its number").fill("+1 312 555 0199")
    phone.keyboard.press("Enter")
    expect(phone).to_have_title("+1 312-555-0199 · a phone to try CoachLine with")
    expect(phone.locator("#clock")).to_contain_text("Chicago")


def test_everything_works_without_scripts(address: str, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    phone = context.new_page()
    phone.goto(f"{address}/phone/{next(NUMBERS)}")
    phone.get_by_label("Your text").fill("JOIN")
    phone.get_by_role("button", name="Send").click()
    expect(phone.locator(".text.person")).to_contain_text("JOIN")
    phone.get_by_role("link", name="Look again").click()
    expect(phone.locator(".text.bot").first).to_be_visible()
    before = phone.locator("#clock time").get_attribute("datetime")
    phone.get_by_role("button", name="+1 day").click()
    assert phone.locator("#clock time").get_attribute("datetime") != before
    context.close()


@pytest.fixture(params=[360, 1440])
def looked_at(request: pytest.FixtureRequest, address: str, browser: Browser) -> Iterator[BrowserContext]:
    """A window as wide as a small phone's, and as wide as a desk's."""
    context = browser.new_context(viewport={"width": request.param, "height": 800}, reduced_motion="reduce")
    yield context
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_anyone_can_read_and_use_the_page_at_every_width_by_day_and_by_night(looked_at: BrowserContext, address: str, scheme: str) -> None:
    phone = looked_at.new_page()
    phone.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    phone.goto(f"{address}/phone/{next(NUMBERS)}")
    assert violations(phone) == []
    past_intake(phone)
    phone.get_by_role("button", name="To the next text").click()
    expect(phone.locator("#told")).to_contain_text("It is now")
    assert violations(phone) == []
    say_into(phone, DANGER)
    expect(phone.locator(".flag")).to_be_visible()
    say_into(phone, "STOP")
    expect(phone.locator(".text.carrier")).to_be_visible()
    assert violations(phone) == []
    assert phone.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_mistyped_number_is_explained_to_anyone(looked_at: BrowserContext, address: str, scheme: str) -> None:
    phone = looked_at.new_page()
    phone.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    phone.goto(f"{address}/phone/?number=mum")
    expect(phone.get_by_label("Its number")).to_have_accessible_description(re.compile("That is no phone number"))
    assert violations(phone) == []
