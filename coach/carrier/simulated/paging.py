"""A page of the carrier's list: filters, size, and the token that says where the next page begins. It must not know Flask.

Source: Twilio's OpenAPI description (ListMessage) and Twilio docs, "Twilio's response: pagination".
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from urllib.parse import urlencode

from coach.carrier.account import TwilioAccount
from coach.carrier.simulated.network import Network
from coach.carrier.simulated.texts import Text
from coach.carrier.simulated.wire import as_json, messages_path

_SIZE, _MOST = 50, 1000
_DAY = timedelta(days=1)


def page(network: Network, account: TwilioAccount, args: Mapping[str, str]) -> dict[str, object]:
    """The page that the query ``args`` ask for. Raises: ``ValueError`` when a number or a date among them cannot be read."""
    size = min(max(int(args.get("PageSize", _SIZE)), 1), _MOST)
    number = int(args.get("Page", 0))
    texts = [text for text in network.search(to=args.get("To", ""), sender=args.get("From", "")) if _sent_when(text, args)]
    start = _start(texts, args.get("PageToken", ""), number * size)
    shown = texts[start : start + size]
    more = start + size < len(texts)
    uri = f"{messages_path(account)}.json"
    filters = {name: value for name, value in args.items() if name not in ("Page", "PageSize", "PageToken")} | {"PageSize": str(size)}
    return {
        "first_page_uri": _uri(uri, filters, 0, ""),
        "previous_page_uri": _uri(uri, filters, number - 1, "") if number else None,
        "next_page_uri": _uri(uri, filters, number + 1, f"PA{shown[-1].sid}") if more else None,
        "uri": _uri(uri, filters, number, args.get("PageToken", "")),
        "page": number,
        "page_size": size,
        "start": start,
        "end": start + len(shown) - 1 if shown else start,
        "messages": [as_json(text, account) for text in shown],
    }


def _uri(path: str, filters: Mapping[str, str], number: int, token: str) -> str:
    return f"{path}?{urlencode({**filters, 'Page': number} | ({'PageToken': token} if token else {}))}"


def _start(texts: Sequence[Text], token: str, otherwise: int) -> int:
    """Right behind the text the token names, so that new texts shift nothing; by count when that one is gone."""
    return next((place + 1 for place, text in enumerate(texts) if f"PA{text.sid}" == token), otherwise)


def _sent_when(text: Text, args: Mapping[str, str]) -> bool:
    """Whether the text fits the filters by the date it was *sent*: one still queued has none, and fits no such filter."""
    bounds = [(sign, _moment(args[f"DateSent{sign}"])) for sign in ("", "<", ">") if args.get(f"DateSent{sign}")]
    return not bounds or (text.sent is not None and all(_within(text.sent, sign, bound) for sign, bound in bounds))


def _within(sent: datetime, sign: str, bound: datetime) -> bool:
    if sign == "<":
        return sent <= bound
    return sent >= bound if sign == ">" else bound <= sent < bound + _DAY


def _moment(value: str) -> datetime:
    """A date or a date and time, in GMT."""
    read = datetime.fromisoformat(value)
    return read if read.tzinfo else read.replace(tzinfo=UTC)
