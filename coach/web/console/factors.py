"""The second factor: authenticator codes that work once, and recovery codes of which only keyed hashes are kept."""

from __future__ import annotations

import hmac
from typing import TYPE_CHECKING, cast

from flask_security import MfRecoveryCodesUtil, UserMixin
from flask_security.totp import Totp

from coach.web.console.here import here

if TYPE_CHECKING:
    from passlib.totp import TotpMatch

    from coach.web.console.viewer import Viewer


class OnceOnly(Totp):
    """Authenticator codes (RFC 6238). Section 5.2 there: a code that was accepted is not accepted again."""

    def get_last_counter(self, user: UserMixin) -> int | None:
        """Which time step was used last; None: none yet."""
        return cast("Viewer", user).counter

    def set_last_counter(self, user: UserMixin, tmatch: TotpMatch) -> None:
        """Remember the time step of the code that was just accepted. Raises: ``StaleState`` for the second of two at once."""
        one = cast("Viewer", user)
        one.counter = tmatch.counter
        here().accounts.put(one)


class HashedCodes(MfRecoveryCodesUtil):
    """Recovery codes. Shown once when they are made; after that nobody can read them, and each works once."""

    def get_recovery_codes(self, user: UserMixin) -> list[str]:  # noqa: ARG002 - the library's signature
        """None that could be shown."""
        return []

    def check_recovery_code(self, user: UserMixin, code: str) -> bool:
        """Whether this is one of theirs that was not used yet."""
        return self._hashed(code) in (user.mf_recovery_codes or [])

    def delete_recovery_code(self, user: UserMixin, code: str) -> bool:
        """It was used. Raises: ``StaleState`` for the second of two at once."""
        return bool(here().accounts.mf_delete_recovery_code(user, (user.mf_recovery_codes or []).index(self._hashed(code))))

    def _encrypt_codes(self, codes: list[str]) -> list[str]:
        return [self._hashed(code) for code in codes]

    def _hashed(self, code: str) -> str:
        plain = "".join(each for each in code.casefold() if each.isalnum())
        return hmac.digest(here().codes_key, plain.encode(), "sha256").hex()
