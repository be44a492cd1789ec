"""What an exception of the SDK means for the text in hand: surely not sent, nobody knows, or refused. It must not retry.

The verdicts of ours carry codes and class names only: the originals hold numbers, so they are not chained.

Sources: Twilio docs on error 20429 (a request answered 429 was never processed); the SDK raises ``requests`` exceptions as
they are, and ``requests`` uses one class for "refused" and "closed after our request", told apart by urllib3's reason.
"""

from __future__ import annotations

import ssl

from requests import exceptions as web
from twilio.base.exceptions import (  # type: ignore[import-untyped]
    TwilioException,
    TwilioRestException,
    TwilioServiceException,
)
from urllib3 import exceptions as pool

from coach.carrier.codes import action_of, words_of
from coach.carrier.port import Action
from coach.errors import CoachError, Refused, Unknown, Unreachable

CAUGHT = (TwilioException, web.RequestException, pool.HTTPError, ValueError, TypeError, AttributeError, LookupError)
"""What the SDK can raise: its own errors, the network's, and whatever an answer it cannot read makes it stumble over."""

_NEVER_LEFT = (web.ConnectTimeout, web.ProxyError, web.InvalidURL, web.MissingSchema, web.InvalidSchema)
_NEVER_LEFT_REASONS = (pool.NewConnectionError, pool.NameResolutionError, pool.ConnectTimeoutError, pool.ProxyError)
_ACCOUNT = frozenset({401, 403})
_TIMED_OUT = 408
_TOO_MANY = frozenset({429, 20429})


def verdict(error: Exception) -> CoachError:
    """Our error for ``error``: ``Unreachable`` (surely not sent), ``Unknown`` (nobody knows) or ``Refused``."""
    if isinstance(error, TwilioRestException | TwilioServiceException):
        status = _number(error.status, 500)
        return _answered(status, _number(error.code, status))
    if _never_left(error):
        return Unreachable(f"The carrier cannot be reached ({type(error).__name__}).")
    return Unknown(f"The request left, and no answer could be read ({type(error).__name__}).")


def _answered(status: int, code: int) -> CoachError:
    """The carrier answered with an HTTP ``status`` that is no success, and a ``code`` of its own (or the status again)."""
    if _TOO_MANY & {status, code}:
        return Unreachable("The carrier has too many requests at once (429).")
    if status >= 500 or status < 400 or status == _TIMED_OUT:
        return Unknown(f"The carrier answered {status}; nobody knows whether it took the text.")
    action = action_of(code) if status == 400 else Action.CONFIG
    return Refused(f"The carrier refused: {code}, {words_of(code)}.", code=code, action=Action.CONFIG if status in _ACCOUNT else action)


def _number(code: object, otherwise: int) -> int:
    """``code`` as a number; some gateways answer none, or words."""
    try:
        return int(str(code))
    except ValueError:
        return otherwise


def _never_left(error: Exception) -> bool:
    """Whether the request surely never left this machine."""
    if isinstance(error, _NEVER_LEFT):
        return True
    reason = getattr(error.args[0], "reason", None) if error.args else None
    if isinstance(reason, pool.SSLError):
        return any(isinstance(cause, ssl.SSLCertVerificationError) for cause in reason.args)
    return isinstance(reason, _NEVER_LEFT_REASONS)
