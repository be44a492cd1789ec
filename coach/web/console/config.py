"""How Flask and Flask-Security are set up for the console. Values only."""

from __future__ import annotations

import base64
from datetime import timedelta
from typing import Any

from coach.settings import Settings
from coach.store.store import Store

SHORTEST_PASSWORD = 12  # characters (NIST SP 800-63B asks for 8 at least, and for no rules about kinds of characters)
RECOVERY_CODES = 8
CLOCK_SKEW = 30  # seconds an authenticator's clock may be off, either way (RFC 6238, 5.2: one time step)
OFF = ("REGISTERABLE", "RECOVERABLE", "CONFIRMABLE", "PASSWORDLESS", "UNIFIED_SIGNIN", "WEBAUTHN", "TRACKABLE", "FLASH_MESSAGES")
UNSENT = ("SEND_PASSWORD_CHANGE_EMAIL", "TWO_FACTOR_RESCUE_EMAIL", "SEND_REGISTER_EMAIL")  # we send no mail
PAGES = {
    "LOGIN_USER": "sign-in",
    "VERIFY": "again",
    "CHANGE_PASSWORD": "password",
    "TWO_FACTOR_SETUP": "second-setup",
    "TWO_FACTOR_VERIFY_CODE": "second",
    "TWO_FACTOR_SELECT": "second",
    "MULTI_FACTOR_RECOVERY": "recovery",
    "MULTI_FACTOR_RECOVERY_CODES": "recovery-codes",
}
ADDRESSES = {
    "LOGIN": "/sign-in",
    "LOGOUT": "/sign-out",
    "VERIFY": "/again",
    "CHANGE": "/password",
    "TWO_FACTOR_SETUP": "/second-factor/setup",
    "TWO_FACTOR_TOKEN_VALIDATION": "/second-factor",
    "TWO_FACTOR_RESCUE": "/second-factor/rescue",
    "TWO_FACTOR_SELECT": "/second-factor/select",
    "MULTI_FACTOR_RECOVERY_CODES": "/recovery-codes",
    "MULTI_FACTOR_RECOVERY": "/recovery",
}


def configuration(settings: Settings, store: Store) -> dict[str, Any]:
    """Everything for ``app.config``. Keys are derived from the master keys, one for each purpose."""
    return {**_session(settings, store), **_csrf(), **_sign_in(store), **_second_factor(settings, store)}


def _session(settings: Settings, store: Store) -> dict[str, Any]:
    """Signed cookies. ``__Host-``: this host alone, over https alone (RFC 6265bis, 4.1.3.2)."""
    secure = settings.public_url.startswith("https://")
    newest, *older = (key.hex() for key in store.keys_for("console sessions"))
    return {
        "SECRET_KEY": newest,
        "SECRET_KEY_FALLBACKS": older,
        "SESSION_COOKIE_NAME": "__Host-coach" if secure else "coach",
        "SESSION_COOKIE_PATH": "/",
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SECURE": secure,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_REFRESH_EACH_REQUEST": False,
        "REMEMBER_COOKIE_SECURE": secure,
    }


def _csrf() -> dict[str, Any]:
    return {"WTF_CSRF_TIME_LIMIT": None, "WTF_CSRF_HEADERS": ["X-CSRFToken"]}  # as long as the session: a page may stay open all day


def _sign_in(store: Store) -> dict[str, Any]:
    named = {
        **dict.fromkeys((*OFF, *UNSENT), False),
        **{f"{name}_TEMPLATE": f"console/sign-in/{page}.html" for name, page in PAGES.items()},
        **{f"{name}_URL": address for name, address in ADDRESSES.items()},
        "URL_PREFIX": "/console",
        "STATIC_FOLDER": None,
        "CLI_USERS_NAME": None,
        "CLI_ROLES_NAME": None,
        "RETURN_GENERIC_RESPONSES": True,
        "API_ENABLED_METHODS": ["session"],
        "PASSWORD_SALT": store.keys_for("console passwords")[-1].hex(),
        "PASSWORD_HASH": "argon2",
        "PASSWORD_SCHEMES": ["argon2"],
        "PASSWORD_SINGLE_HASH": True,
        "PASSWORD_LENGTH_MIN": SHORTEST_PASSWORD,
        "CHANGEABLE": True,
        "POST_LOGIN_VIEW": "/console/",
        "POST_LOGOUT_VIEW": "/console/sign-in",
        "POST_CHANGE_VIEW": "/console/",
        "POST_VERIFY_VIEW": "/console/",
        "FRESHNESS": timedelta(minutes=30),
        "FRESHNESS_GRACE_PERIOD": timedelta(minutes=30),
        "DEFAULT_REMEMBER_ME": False,
        "CACHE_CONTROL": None,  # the app says it of every page
    }
    return {f"SECURITY_{name}": value for name, value in named.items()}


def _second_factor(settings: Settings, store: Store) -> dict[str, Any]:
    keys = [base64.urlsafe_b64encode(key).decode() for key in store.keys_for("authenticator secrets")]
    named = {
        "TWO_FACTOR": True,
        "TWO_FACTOR_REQUIRED": False,  # asked of each account instead: Viewer.check_tf_required
        "TWO_FACTOR_ENABLED_METHODS": ["authenticator"],
        "TWO_FACTOR_ALWAYS_VALIDATE": True,
        "TWO_FACTOR_IMPLEMENTATIONS": {"code": "flask_security.twofactor.CodeTfPlugin"},
        "TWO_FACTOR_AUTHENTICATOR_VALIDITY": CLOCK_SKEW,
        "TWO_FACTOR_POST_SETUP_VIEW": "/console/",
        "TOTP_SECRETS": {str(len(keys) - age): key for age, key in enumerate(keys)},  # the library takes the highest number for new ones
        "TOTP_ISSUER": settings.name,
        "MULTI_FACTOR_RECOVERY_CODES": True,
        "MULTI_FACTOR_RECOVERY_CODES_N": RECOVERY_CODES,
    }
    return {f"SECURITY_{name}": value for name, value in named.items()}
