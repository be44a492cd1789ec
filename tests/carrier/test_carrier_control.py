"""The pages for people and tests beside Twilio's interface."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest
import requests

from coach.carrier.simulated.server import HOST, main
from tests.carrier.carrier_stage import SAM, text


def test_a_text_from_a_handset_is_posted_and_kept(served, booth):
    answer = requests.post(f"{served.url}/_carrier/handsets/{SAM}/texts", json={"body": "hi"}, timeout=5).json()
    assert answer["webhook"] == {"status": 200, "tries": 1}
    assert booth.calls[0].form["MessageSid"] == answer["sid"]


def test_handsets_and_threads_can_be_looked_at(served, twilio, booth):
    twilio.send(text("How are you?"))
    booth.wait_for(2)
    served.network.text_from(SAM, "stop")
    (phone,) = requests.get(f"{served.url}/_carrier/handsets", timeout=5).json()
    assert phone == {"number": SAM, "blocked": True, "texts": 3}
    thread = requests.get(f"{served.url}/_carrier/handsets/{SAM}", timeout=5).json()
    assert [(line["by"], line["status"]) for line in thread["texts"]] == [
        ("app", "delivered"),
        ("person", "received"),
        ("carrier", "delivered"),
    ]


def test_looking_at_a_handset_nobody_heard_of_does_not_make_one(served):
    assert requests.get(f"{served.url}/_carrier/handsets/+1999", timeout=5).json()["texts"] == []
    assert served.network.handsets() == []


def test_faults_are_set_shown_and_ended(served, twilio):
    shown = requests.post(f"{served.url}/_faults", json={"too_many": {"next": 3}, "seed": 4}, timeout=5).json()
    assert (shown["seed"], shown["too_many"]["next"]) == (4, 3)
    assert requests.delete(f"{served.url}/_carrier/faults", timeout=5).json() == {"seed": 4}
    assert twilio.send(text()).sid


def test_all_faults_end_together_and_the_dice_can_be_thrown_anew(network):
    network.faults.load({"too_many": {}})
    network.faults.clear(seed=9)
    assert network.faults.as_json() == {"seed": 9}


def test_a_fault_that_is_not_understood_is_explained(served):
    answer = requests.post(f"{served.url}/_faults", json={"flood": {}}, timeout=5)
    assert answer.status_code == 400
    assert "too_many" in answer.json()["error"]


def test_the_listener_can_be_closed_for_a_while(served):
    requests.post(f"{served.url}/_faults", json={"down": {"seconds": 30}}, timeout=5)
    with pytest.raises(requests.ConnectionError):
        requests.get(f"{served.url}/_faults", timeout=5)
    served.up()
    assert requests.get(f"{served.url}/_faults", timeout=5).ok


@pytest.mark.parametrize("sent", [{"json": ["body"]}, {"json": {"body": 3}}, {"data": {"body": "hi"}}])
def test_only_a_json_object_with_words_is_a_text(served, booth, sent):
    assert requests.post(f"{served.url}/_carrier/handsets/{SAM}/texts", timeout=5, **sent).status_code in {400, 415}
    assert booth.calls == []


def test_the_pages_are_for_this_machine_only(served):
    assert HOST == "127.0.0.1"
    answer = requests.get(f"{served.url}/_carrier/handsets", headers={"Host": "evil.example"}, timeout=5)
    assert answer.status_code == 403


ROOT = Path(__file__).resolve().parents[2]
# A test run in the background of a shell has SIGINT ignored, and hands that down: the program takes it back.
ALONE = """
import signal

from coach.carrier.simulated import Network
from coach.carrier.simulated.server import account_for, main
from coach.clock import SystemClock

signal.signal(signal.SIGINT, signal.default_int_handler)
network = Network(SystemClock(), count_segments=len)
main(0, network=network, account=account_for("http://127.0.0.1:1", token="t"), announce=lambda url: print(url, flush=True))
"""


def test_the_carrier_runs_alone_until_interrupted():
    with subprocess.Popen([sys.executable, "-c", ALONE], stdout=subprocess.PIPE, text=True, cwd=ROOT) as alone:
        url = alone.stdout.readline().strip()
        try:
            assert requests.get(f"{url}/_carrier/handsets", timeout=5).json() == []
        finally:
            alone.send_signal(signal.SIGINT)
        assert alone.wait(10) == 0


def test_a_taken_port_is_told(served, network, account):
    with socket.socket() as taken:
        taken.bind((HOST, 0))
        taken.listen()
        with pytest.raises(OSError, match="in use"):
            main(taken.getsockname()[1], network=network, account=account, announce=print)
