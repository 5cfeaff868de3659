"""The second factor: codes of an app (TOTP, RFC 6238) and recovery codes for when it is lost."""

from __future__ import annotations

import base64
import hashlib
import re
import secrets
from datetime import datetime

import pyotp
import segno
from cryptography.fernet import Fernet, InvalidToken

from web.derived_keys import derived_key

ISSUER = "Angebotslotse"
RECOVERY_CODES = 8
_STEPS_OFF = 1
_CODE = re.compile(r"[0-9]{6}")
_RECOVERY_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"


class SecretBox:
    """Encrypts small secrets with a key that follows from the service's own (Fernet)."""

    def __init__(self, service_secret: str) -> None:
        key = derived_key(service_secret, "second factor")
        self._fernet = Fernet(base64.urlsafe_b64encode(key))

    def close(self, secret: str, *, now: datetime) -> str:
        """What may be stored or sent to the browser."""
        return self._fernet.encrypt_at_time(secret.encode(), int(now.timestamp())).decode()

    def open(self, closed: str) -> str | None:
        """The secret; None if it was closed with another key or tampered with."""
        try:
            return self._fernet.decrypt(closed.encode()).decode()
        except InvalidToken:
            return None

    def open_fresh(self, closed: str, *, now: datetime, seconds: int) -> str | None:
        """The same if it was closed no longer ago than that."""
        try:
            return self._fernet.decrypt_at_time(
                closed.encode(), ttl=seconds, current_time=int(now.timestamp())
            ).decode()
        except InvalidToken:
            return None


def new_secret() -> str:
    """A secret for an app: 160 bits in base 32."""
    return pyotp.random_base32()


def step_of(secret: str, code: str, *, now: datetime, after: int | None) -> int | None:
    """The time step that the code belongs to; None if it is wrong or of step `after` or before.

    A clock may be one step of 30 seconds off. With `after`, the step of the last code that was
    taken, none counts twice.
    """
    digits = "".join(code.split())
    if not _CODE.fullmatch(digits):
        return None
    app = pyotp.TOTP(secret)
    current = app.timecode(now)
    steps = range(current - _STEPS_OFF, current + _STEPS_OFF + 1)
    fresh = (step for step in steps if after is None or step > after)
    return next((s for s in fresh if secrets.compare_digest(app.generate_otp(s), digits)), None)


def app_address(secret: str, email: str) -> str:
    """The otpauth address that apps read."""
    return pyotp.TOTP(secret).provisioning_uri(name=email, issuer_name=ISSUER)


def qr_code(text: str) -> str:
    """The text as a QR code: an SVG as a data address, black on white in any colour scheme."""
    return segno.make(text, error="m").svg_data_uri(scale=5, border=4, light="#fff", dark="#000")


def new_recovery_codes() -> tuple[str, ...]:
    """Eight codes of 80 bits, as people read them: 'ABCD-EFGH-JKLM-NPQR'."""
    return tuple(_grouped(_letters(16)) for _ in range(RECOVERY_CODES))


def recovery_hash(code: str) -> str:
    """What is kept of a recovery code; spaces, dashes and case do not count."""
    letters = "".join(character for character in code.upper() if character.isalnum())
    return hashlib.sha256(letters.encode()).hexdigest()


def _letters(count: int) -> str:
    return "".join(secrets.choice(_RECOVERY_LETTERS) for _ in range(count))


def _grouped(letters: str) -> str:
    return "-".join(letters[start : start + 4] for start in range(0, len(letters), 4))
