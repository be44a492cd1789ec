"""Phone numbers: read, placed on the map, masked. It must not know whose they are.

Sources: Google's libphonenumber data by ``phonenumbers``; the North American Numbering Plan (NXX-NXX-XXXX, area codes and
exchanges begin with 2 to 9). A number tells where it was *given out*, not where its owner is: numbers are ported between
networks and people move with them. So a zone guessed here only serves until the person is asked.
"""

from __future__ import annotations

import re

import phonenumbers
from phonenumbers import PhoneNumber, PhoneNumberType, ValidationResult, timezone

from coach.carrier.zones import EVERYWHERE, narrowed, straddled
from coach.errors import BadRequest

_NANP = 1
_PLAN = re.compile(r"[2-9]\d{2}[2-9]\d{6}")
_VISIBLE = 4


def parse(text: str, default_region: str = "US") -> str:
    """The number in ``text``, as people write it, in E.164 ("+14155550123"). ``default_region``: ISO, for numbers without "+".

    Numbers kept for fiction (555) pass, for rehearsals; whether a number is in use only the carrier can say.

    Raises: ``BadRequest`` when it is no whole phone number.
    """
    try:
        number = phonenumbers.parse(text, default_region)
    except phonenumbers.NumberParseException:
        raise BadRequest("That is no phone number; write it with its country, as +1 415 555 0123.") from None
    if not _whole(number) or number.extension:
        raise BadRequest("That is no whole phone number that can be texted; write it with its country, as +1 415 555 0123.")
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def country(e164: str) -> str:
    """The ISO region a number belongs to; "US", "CA" and their neighbours are told apart by area code.

    Raises: ``BadRequest`` when it is no number.
    """
    number = _read(e164)
    return phonenumbers.region_code_for_number(number) or _home(number)


def zones(e164: str) -> tuple[str, ...]:
    """Every IANA zone the number allows. Toll-free and unknown North American numbers allow all main zones of the US and Canada.

    Zones of a few islands that would leave no common hour are left out where the number also allows a main one.

    Raises: ``BadRequest`` when it is no number.
    """
    number = _read(e164)
    if number.country_code == _NANP:
        return straddled(str(number.national_number)[:3]) or narrowed(_by_number(number)) or EVERYWHERE
    return narrowed(_by_number(number)) or narrowed(_by_country(number)) or ("Etc/UTC",)


def masked(e164: str) -> str:
    """The number for a page or a log: "+1 ... 4567". Never raises."""
    tail = e164[-_VISIBLE:] if len(e164) > 2 * _VISIBLE else ""
    try:
        return f"+{_read(e164).country_code} ... {tail}"
    except BadRequest:
        return f"... {tail}"


def _read(e164: str) -> PhoneNumber:
    try:
        return phonenumbers.parse(e164)
    except phonenumbers.NumberParseException:
        raise BadRequest("That is no phone number in international form, as +14155550123.") from None


def _whole(number: PhoneNumber) -> bool:
    possible = phonenumbers.is_possible_number_with_reason(number) == ValidationResult.IS_POSSIBLE
    return possible and (number.country_code != _NANP or bool(_PLAN.fullmatch(str(number.national_number))))


def _by_number(number: PhoneNumber) -> tuple[str, ...]:
    return tuple(timezone.time_zones_for_number(number))


def _by_country(number: PhoneNumber) -> tuple[str, ...]:
    """The zones of any mobile of that country."""
    example = phonenumbers.example_number_for_type(_home(number), PhoneNumberType.MOBILE)
    return _by_number(example) if example else ()


def _home(number: PhoneNumber) -> str:
    """The main region of the number's country code; "ZZ" where there is none."""
    return phonenumbers.region_code_for_country_code(number.country_code or 0)
