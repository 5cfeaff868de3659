"""One comparable form for every spelling of a text."""

import html
import re
import unicodedata
from collections.abc import Callable

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
# A tag starts with a letter right after '<', so '5 < 10 und 20 > 3' is left alone; the upper
# limit keeps the search linear on hostile input.
_TAG = re.compile(r"</?[a-z!][^<>]{0,500}>", re.IGNORECASE)
_UMLAUT = re.compile("([aou])\u0308")
_MARKUP = re.compile(r"[<>&\s]+")
# What most texts consist of: every sign is its own normal form but for case and umlauts.
_EVERYDAY = re.compile(r"[\t\n\r -%'-;=?-~äöüÄÖÜß–„“”€§]*")
# The one everyday German word that is written with an ampersand.
_RESEARCH_AND_DEVELOPMENT = re.compile(r"\bf\s?[&+]\s?e\b")


class _Without(dict[int, int | None]):
    """A table for `str.translate` that drops characters; each is judged when it first comes."""

    def __init__(self, drops: Callable[[str], bool]) -> None:
        super().__init__()
        self._drops = drops

    def __missing__(self, code: int) -> int | None:
        kept = None if self._drops(chr(code)) else code
        self[code] = kept
        return kept


_WITHOUT_INVISIBLE = _Without(lambda c: not c.isascii() and unicodedata.category(c)[0] == "C")
_WITHOUT_MARKS = _Without(lambda c: unicodedata.category(c) == "Mn")
_LETTERS = str.maketrans({"æ": "ae", "œ": "oe", "ø": "oe", "ł": "l", "đ": "d", "ı": "i"})


def normalise(text: str) -> str:
    """The comparable form of a text: lower case, umlauts as 'ae', 'oe', 'ue', 'ss', no markup.

    Umlauts are expanded rather than 'ue' contracted: 'neue', 'Feuer' and 'Israel' stay what
    they are, and 'Zuschüsse' and 'Zuschuesse' still become one. Other accents are dropped,
    HTML tags and control characters become spaces, invisible characters (soft hyphens, lone
    surrogates) vanish, runs of space become one. Applying it twice changes nothing.
    """
    if _EVERYDAY.fullmatch(text):
        plain = text.casefold().replace("ä", "ae").replace("ö", "oe").replace("ü", "ue")
        return " ".join(_without_ampersand(plain).split())
    text = _CONTROL.sub(" ", html.unescape(text))
    if not text.isascii():
        text = text.translate(_WITHOUT_INVISIBLE)
    text = _folded(_TAG.sub(" ", unicodedata.normalize("NFKC", text)))
    return _MARKUP.sub(" ", _without_ampersand(text)).strip()


def _without_ampersand(text: str) -> str:
    is_candidate = "+" in text or "&" in text
    return _RESEARCH_AND_DEVELOPMENT.sub("fue", text) if is_candidate else text


def _folded(text: str) -> str:
    if text.isascii():
        return text.casefold()
    text = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    text = _UMLAUT.sub(r"\1e", text)
    text = text.translate(_WITHOUT_MARKS)
    return unicodedata.normalize("NFKC", text.translate(_LETTERS))
