"""Passwords as Flask-Security reads them, for commands that run without an app: argon2id, no pepper."""

from __future__ import annotations

import secrets
import unicodedata

from argon2 import PasswordHasher

from coach.errors import BadRequest
from coach.web.console.config import SHORTEST_PASSWORD

WORDS_OF = 5  # characters between two dashes
GROUPS = 4
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that is taken for another


def hashed(password: str) -> str:
    """The argon2id hash (RFC 9106) that is kept. Raises: ``BadRequest`` when the password is too short.

    The text is normalised as the sign-in page does (Unicode NFKD), so that it fits however a keyboard composes letters.
    """
    plain = unicodedata.normalize("NFKD", password)
    if len(plain) < SHORTEST_PASSWORD:
        raise BadRequest(f"that password is too short: it needs {SHORTEST_PASSWORD} characters")
    return PasswordHasher().hash(plain)


def made_up() -> str:
    """A fresh password to be handed over once: 98 bits, easy to read aloud."""
    return "-".join("".join(secrets.choice(LETTERS) for _ in range(WORDS_OF)) for _ in range(GROUPS))
