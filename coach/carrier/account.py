"""The account we text from. It must not know where its values come from: the settings do."""

from __future__ import annotations

from dataclasses import dataclass, field

from coach.errors import BadSetting


@dataclass(frozen=True, slots=True)
class TwilioAccount:
    """One Twilio account and the sender it uses; also the shape of the simulated carrier's account.

    ``from_`` (E.164) or ``messaging_service_sid`` names the sender, or both. ``api_base``: another carrier's address, for
    tests; None is Twilio itself. ``public_url``: how the carrier reaches us, scheme and host, with a path prefix if there is
    one. ``second_auth_token``: accepted for signatures beside the first while the token is being changed.

    Raises: ``BadSetting`` when no sender is named, or the public address is no http(s) address.
    """

    account_sid: str
    auth_token: str = field(repr=False)
    public_url: str
    from_: str = ""
    messaging_service_sid: str = ""
    api_base: str | None = None
    second_auth_token: str = field(default="", repr=False)

    def __post_init__(self) -> None:
        if not (self.from_ or self.messaging_service_sid):
            raise BadSetting("No sender is set; set TWILIO_FROM or TWILIO_MESSAGING_SERVICE_SID.")
        if not self.public_url.startswith(("http://", "https://")):
            raise BadSetting("COACH_PUBLIC_URL must begin with https:// (or http:// on this machine).")

    @property
    def base(self) -> str:
        """The public address without a slash at its end."""
        return self.public_url.rstrip("/")

    @property
    def tokens(self) -> tuple[str, ...]:
        """Every token a webhook may be signed with just now."""
        return tuple(token for token in (self.auth_token, self.second_auth_token) if token)
