"""Passwords: which are taken, and how they are kept.

Rules after NIST SP 800-63B-4, section 3.1.1: length and no common ones, no recipes of signs. Hashes
are argon2id (RFC 9106) with the parameters of the OWASP Password Storage Cheat Sheet.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from enum import StrEnum
from secrets import token_urlsafe

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from zxcvbn import zxcvbn

SHORTEST = 12
LONGEST = 200
PRODUCT = "Angebotslotse"
_READ_BY_ZXCVBN = 72
_HARD_TO_GUESS = 3
_SHORTEST_PERSONAL_WORD = 3
_LEAST_BESIDE_PERSONAL_WORDS = 6
# Common in Germany; the lists of zxcvbn are English.
_GERMAN_WORDS = (
    *("passwort", "kennwort", "geheim", "hallo", "schatz", "liebe", "willkommen", "sonnenschein"),
    *("fruehling", "frühling", "sommer", "herbst", "winter", "januar", "februar", "märz", "april"),
    *("juni", "juli", "august", "september", "oktober", "november", "dezember", "montag"),
    *("dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonntag", "anmelden", "zugang"),
    *("fussball", "fußball", "schalke", "borussia", "dortmund", "bochum", "essen", "ruhrgebiet"),
    *("wirtschaft", "förderung", "verwaltung", "kreis", "stadt", "beratung", "qwertz"),
)


class PasswordProblem(StrEnum):
    """Why a password is not taken."""

    TOO_SHORT = "too_short"
    TOO_LONG = "too_long"
    TOO_COMMON = "too_common"
    TOO_PERSONAL = "too_personal"


def problem_of(password: str, *, personal: Iterable[str] = ()) -> PasswordProblem | None:
    """The first reason against a password; None if it is taken.

    `personal` are words of the very person (e-mail address, name): a password may hold them, but
    not consist of little else. The same goes for the name of this service.
    """
    text = _normalised(password)
    if len(text) < SHORTEST:
        return PasswordProblem.TOO_SHORT
    if len(text) > LONGEST:
        return PasswordProblem.TOO_LONG
    words = tuple(_personal_words((*personal, PRODUCT)))
    if _is_mostly(text.casefold(), words):
        return PasswordProblem.TOO_PERSONAL
    guess = zxcvbn(text[:_READ_BY_ZXCVBN], user_inputs=[*_GERMAN_WORDS, *words])
    return PasswordProblem.TOO_COMMON if guess["score"] < _HARD_TO_GUESS else None


def _personal_words(given: Iterable[str]) -> Iterator[str]:
    """The texts, and the words in them, folded; the longest first."""
    words = set()
    for text in given:
        folded = _normalised(text).casefold()
        parts = "".join(c if c.isalnum() else " " for c in folded).split()
        words |= {folded, folded.partition("@")[0], *parts}
    yield from sorted((w for w in words if len(w) >= _SHORTEST_PERSONAL_WORD), key=_longest_first)


def _longest_first(word: str) -> tuple[int, str]:
    return -len(word), word


def _is_mostly(text: str, words: Iterable[str]) -> bool:
    """Whether fewer than six letters and digits are left without the words."""
    rest = text
    for word in words:
        rest = rest.replace(word, " ")
    left = sum(character.isalpha() for character in rest)
    return rest != text and left < _LEAST_BESIDE_PERSONAL_WORDS


def _normalised(text: str) -> str:
    """The same password however a keyboard composes its letters (NFKC)."""
    return unicodedata.normalize("NFKC", text)


class Hasher:
    """argon2id with 2 passes over 19 MiB, OWASP's least: about 20 ms of one core.

    Hashes carry their parameters, so raising these is all it takes: `is_outdated` then says so of
    older hashes.
    """

    def __init__(self, argon: PasswordHasher | None = None) -> None:
        self._argon = argon or PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)
        self._of_nobody = self.hash(token_urlsafe(32))

    def hash(self, password: str) -> str:
        """What is kept of a password."""
        return self._argon.hash(_normalised(password))

    def is_right(self, password: str, kept: str | None) -> bool:
        """Whether this is the password; where none is kept, False after the same work."""
        try:
            self._argon.verify(kept or self._of_nobody, _normalised(password))
        except (VerificationError, InvalidHashError):
            return False
        return kept is not None

    def is_outdated(self, kept: str) -> bool:
        """Whether the hash was made with other parameters than are used now."""
        return self._argon.check_needs_rehash(kept)


HASHER = Hasher()
