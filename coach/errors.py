"""The errors of the product, split by who must act on them."""

from __future__ import annotations


class CoachError(Exception):
    """Base of every error this package raises on purpose."""


class BadSetting(CoachError):
    """The operator must change a setting; the text names it and the mend."""


class BadSchedule(CoachError):
    """The author of a program must mend a file; the text names file, line and mend.

    ``problems`` holds every finding as ``path:line: what is wrong; how to mend it``.
    """

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


class BadWording(CoachError):
    """The author of a text must mend its file; the text names the key and the mend."""


class BadRequest(CoachError):
    """The caller of a command or page gave something unusable; the text says the mend."""


class StaleState(CoachError):
    """Somebody else saved the journey first: load again, decide again."""


class Unreachable(CoachError):
    """The carrier surely did not take the text: try again later."""


class Unknown(CoachError):
    """The request left, and nobody knows whether the carrier took the text: settle it, never repeat it blindly."""


class Refused(CoachError):
    """The carrier refused the text; ``code`` is the carrier's own, ``action`` what to do about it."""

    def __init__(self, message: str, *, code: int, action: str) -> None:
        super().__init__(message)
        self.code = code
        self.action = action
