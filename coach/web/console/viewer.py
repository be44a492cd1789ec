"""Who is signed in, as Flask-Security and Flask-Login want them: a coach's account with a few fields they may change."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from flask_security import RoleMixin, UserMixin

from coach.store.coaches_found import Account, Role, Second


class NoRole(RoleMixin):
    """Flask-Security asks for a class of roles. We keep ours on the account, and check them in ``access``."""


class Viewer(UserMixin):
    """One account, signed in or about to be. The library writes to these fields; ``kept`` is the account with all of that in it."""

    fs_uniquifier = ""

    def __init__(self, account: Account, *, demanding: bool) -> None:
        """``demanding``: owners and coaches must have a second factor."""
        self._demanding = demanding
        self.take(account)

    def take(self, account: Account) -> None:
        """Be this account from now on."""
        self.account = account
        self.email = account.email
        self.password: str = account.password
        self.active = account.active
        self.fs_uniquifier = account.uniquifier
        self.tf_primary_method = account.second.method
        self.tf_totp_secret = account.second.secret
        self.mf_recovery_codes = None if account.second.codes is None else list(account.second.codes)
        self.counter = account.counter
        self.must_change = account.must_change
        self.roles: list[Any] = []

    @property
    def kept(self) -> Account:
        """The account as it should now be kept."""
        codes = None if self.mf_recovery_codes is None else tuple(self.mf_recovery_codes)
        return replace(
            self.account,
            password=self.password,
            active=self.active,
            uniquifier=self.fs_uniquifier,
            second=Second(self.tf_primary_method, self.tf_totp_secret, codes),
            counter=self.counter,
            must_change=self.must_change,
        )

    @property
    def id(self) -> str:  # type: ignore[override] # the library thinks of numbers and never looks
        """Their account's id."""
        return self.account.id

    @property
    def name(self) -> str:
        """What they are called."""
        return self.account.name

    @property
    def role(self) -> Role:
        """What they may do."""
        return self.account.role

    @property
    def needs_second(self) -> bool:
        """Whether they may not go on without a second factor: rules for everybody, and whoever set one up keeps to it."""
        return self.has_second or (self._demanding and self.role.covers(Role.COACH))

    @property
    def has_second(self) -> bool:
        """Whether a second factor is set up."""
        return bool(self.tf_totp_secret and self.tf_primary_method)

    @property
    def lacks_codes(self) -> bool:
        """Whether recovery codes were never made, though a second factor is set up."""
        return self.has_second and self.mf_recovery_codes is None

    def check_tf_required(self, tf_setup_methods: list[tuple[str, str]], tf_fresh: bool) -> tuple[bool, list[tuple[str, str]]]:  # noqa: ARG002 - the library's signature
        """Asked by the library after the password was right. No browser is ever trusted to skip the second factor."""
        return self.needs_second, tf_setup_methods

    def check_tf_required_setup(self) -> bool:
        """Asked by the library to tell whether it may be switched off again."""
        return self._demanding and self.role.covers(Role.COACH)

    def verify_auth_token(self, tdata: dict[str, Any]) -> bool:  # noqa: ARG002 - the library's signature
        """There are no tokens: sessions only."""
        return False
