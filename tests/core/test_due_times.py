"""When a promise is due, and when its follow-up comes."""

from __future__ import annotations

from datetime import UTC, datetime, time

import pytest

from coach.core import promises
from coach.core.model import Profile
from coach.core.state import Promise
from tests.core import lives

NEW_YORK = "America/New_York"


HERE = datetime(2026, 3, 6, 15, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "due"),
    [
        (3600, "2026-03-06T11:00:00"),
        (2 * 86400, "2026-03-08T11:00:00"),  # the clocks went forward in between: 24 hours are 24 hours
        ("2026-03-06", "2026-03-06"),
        ("2026-03-06T09:30:00", None),
        ("2026-03-06T10:30:00", "2026-03-06T10:30:00"),
        ("2026-03-05", None),
        ("unsure", None),
        (None, None),
        (-5, None),
        (10**15, None),
        ("9999-12-31", None),
    ],
)
def test_a_due_time_is_local_ahead_and_within_a_year(value, due):
    assert promises.due_of(value, HERE, NEW_YORK) == due


@pytest.mark.parametrize(
    ("due", "on"),
    [
        ("2026-01-08", ("2026-01-08", time(18, 30))),
        ("2026-01-08T12:00:00", ("2026-01-08", time(12, 30))),
        ("2026-01-08T22:00:00", ("2026-01-09", time(9))),
        (None, ("2026-01-05", time(18, 30))),
    ],
)
def test_a_follow_up_comes_half_an_hour_after_or_in_the_evening_or_next_morning(due, on):
    promise = Promise("p", "call", "keep", lives.BEGIN, due)
    day, at = promises.follow_up(promise, Profile((NEW_YORK,)))
    assert (day.isoformat(), at) == on
