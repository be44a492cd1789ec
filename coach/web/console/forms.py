"""Flask-Security's forms, with our lock in front of each. Must not know how a page looks: errors are codes, worded in templates."""

from __future__ import annotations

from typing import Any, cast

from flask_login import current_user
from flask_security import ChangePasswordForm, LoginForm, MfRecoveryForm, TwoFactorVerifyCodeForm, VerifyForm

from coach.web.console.auditing import audit
from coach.web.console.here import here
from coach.web.console.viewer import Viewer

LOCKED = "locked"


def _guarded(form: Any, email: str, check: Any) -> bool:
    """Check a form unless it is locked; a failure counts. ``email``: whose account is tried."""
    lockout = here().lockout
    if lockout.locked(email):
        form.form_errors.append(LOCKED)
        return False
    if check():
        return True
    if lockout.failed(email):
        form.form_errors.append(LOCKED)
        audit("locked_out", subject=_id_of(email))
    audit("sign_in_failed", subject=_id_of(email), detail=type(form).__name__)
    return False


def _id_of(email: str) -> str:
    """The id of the account with this address, for the log; nothing where there is none."""
    found = here().accounts.find_user(email=email)
    return found.id if found else ""


def _whose(form: Any) -> Viewer:
    """Whose second factor it is; the library's view has set it, for the password was right."""
    return cast("Viewer", form.user)


class SignIn(LoginForm):
    """E-mail address and password."""

    def validate(self, **kwargs: Any) -> bool:
        """Whether the password is right, and nothing is locked."""
        return _guarded(self, self.email.data or "", lambda: super(SignIn, self).validate(**kwargs))


class AuthenticatorCode(TwoFactorVerifyCodeForm):
    """The code an authenticator shows, when signing in and when setting one up."""

    def validate(self, **kwargs: Any) -> bool:
        """Whether the code is right, and nothing is locked. People write it with a space in the middle."""
        self.code.data = "".join((self.code.data or "").split())
        return _guarded(self, _whose(self).email, lambda: super(AuthenticatorCode, self).validate(**kwargs))


class RecoveryCode(MfRecoveryForm):
    """A recovery code instead."""

    def validate(self, **kwargs: Any) -> bool:
        """Whether the code is right, and nothing is locked."""
        if not _guarded(self, _whose(self).email, lambda: super(RecoveryCode, self).validate(**kwargs)):
            return False
        audit("recovery_used", coach_id=_whose(self).id, subject=_whose(self).id)
        return True


class PasswordAgain(VerifyForm):
    """The password once more, before something that matters."""

    def validate(self, **kwargs: Any) -> bool:
        """Whether the password is right, and nothing is locked."""
        return _guarded(self, current_user.email, lambda: super(PasswordAgain, self).validate(**kwargs))


class NewPassword(ChangePasswordForm):
    """A new password. Only a wrong old one counts as a failure."""

    def validate(self, **kwargs: Any) -> bool:
        """Whether the old password is right and the new one will do, and nothing is locked."""
        if here().lockout.locked(current_user.email):
            self.form_errors.append(LOCKED)
            return False
        if super().validate(**kwargs):
            return True
        if self.password.errors:
            here().lockout.failed(current_user.email)
        return False
