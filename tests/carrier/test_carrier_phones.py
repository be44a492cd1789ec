"""Numbers: read as people write them, placed, and masked."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import phonenumbers
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.carrier.phones import country, masked, parse, zones
from coach.carrier.zones import EVERYWHERE
from coach.errors import BadRequest

MOBILE = phonenumbers.PhoneNumberType.MOBILE
SUMMER = datetime(2026, 7, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    "written", ["(415) 555-0123", "415.555.0123", "1 415 555 0123", "+1-415-555-0123", " +14155550123 ", "tel:+1-415-555-0123"]
)
def test_a_number_is_read_as_people_write_it(written):
    assert parse(written) == "+14155550123"


def test_a_number_without_its_country_belongs_to_the_default_one():
    assert parse("07700 900123", "GB") == "+447700900123"


@pytest.mark.parametrize(
    "written", ["", "hello", "555-0123", "415 555 012", "415 055 0123", "115 555 0123", "+1 415 555 0123 x9", "whatsapp:", "+999123", "911"]
)
def test_what_is_no_whole_number_is_refused_with_the_mend(written):
    with pytest.raises(BadRequest, match=r"\+1 415 555 0123"):
        parse(written)


@given(st.text(max_size=25))
def test_nothing_a_person_types_breaks_reading(written):
    try:
        read = parse(written)
    except BadRequest:
        return
    assert read.startswith("+")
    assert read[1:].isascii()
    assert read[1:].isdigit()


@pytest.mark.parametrize(
    ("number", "region"),
    [
        ("+14155550123", "US"),
        ("+14165550123", "CA"),
        ("+18675550123", "CA"),
        ("+16715550123", "GU"),
        ("+18005550199", "US"),
        ("+15555550100", "US"),
        ("+447700900123", "GB"),
        ("+33612345678", "FR"),
    ],
)
def test_a_number_belongs_to_a_country_by_its_area_code(number, region):
    assert country(number) == region


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        ("+14155550123", ("America/Los_Angeles",)),
        ("+16025550123", ("America/Phoenix",)),
        ("+18085550123", ("Pacific/Honolulu",)),
        ("+19075550123", ("America/Anchorage", "America/Adak")),
        ("+18505550123", ("America/New_York", "America/Chicago")),
        ("+12085550123", ("America/Denver", "America/Los_Angeles")),
        ("+17095550123", ("America/Halifax", "America/St_Johns")),
        ("+447700900123", ("Europe/London",)),
        ("+447400123456", ("Europe/London",)),
        ("+64211234567", ("Pacific/Auckland",)),
    ],
)
def test_a_number_allows_every_zone_of_its_area(number, expected):
    assert zones(number) == expected


@pytest.mark.parametrize("number", ["+18005550199", "+18885550199", "+15005550006", "+15555550100"])
def test_a_number_of_no_place_allows_the_whole_us_and_canada(number):
    assert zones(number) == EVERYWHERE


def example_mobiles() -> list[str]:
    examples = [phonenumbers.example_number_for_type(region, MOBILE) for region in sorted(phonenumbers.SUPPORTED_REGIONS)]
    return [phonenumbers.format_number(example, phonenumbers.PhoneNumberFormat.E164) for example in examples if example]


@pytest.mark.parametrize("number", example_mobiles())
def test_every_countrys_mobile_has_zones_that_exist(number):
    assert zones(number)
    for name in zones(number):
        assert ZoneInfo(name).utcoffset(SUMMER) is not None


def common_hours(names: tuple[str, ...], day: datetime) -> int:
    """Quarters of an hour of the UTC day and the next in which every zone is inside the default window."""

    def inside(at: datetime, name: str) -> bool:
        local = at.astimezone(ZoneInfo(name))
        return (time(12) if local.weekday() == 6 else time(9)) <= local.time() < time(20)

    return sum(all(inside(day + timedelta(minutes=15 * step), name) for name in names) for step in range(192))


@pytest.mark.parametrize(
    "day", [datetime(2026, month, first, tzinfo=UTC) for month, first in ((1, 4), (3, 8), (7, 5), (7, 7), (11, 1), (12, 25))]
)
@pytest.mark.parametrize("number", ["+18005550199", "+19075550123", "+18675550123", "+17095550123"])
def test_the_default_window_is_open_somewhen_in_all_zones_of_a_number_together(number, day):
    assert common_hours(zones(number), day) > 0


@pytest.mark.parametrize(
    ("number", "shown"), [("+14155550123", "+1 ... 0123"), ("+447700900123", "+44 ... 0123"), ("741741", "... "), ("garbage!!", "... ge!!")]
)
def test_a_masked_number_shows_country_and_last_four_only(number, shown):
    assert masked(number) == shown


@pytest.mark.parametrize("ask", [country, zones])
def test_what_is_no_number_has_no_place(ask):
    with pytest.raises(BadRequest):
        ask("whatsapp")
