"""Keys of place names: one key for every usual spelling of the same name.

Case, umlauts ('ue' for 'ü'), hyphens, brackets and small words ('an der', '/') make no difference:
'Muelheim/Ruhr', 'Mülheim (Ruhr)' and 'Mülheim an der Ruhr' share a key; 'Hamm' and 'Hamburg' never
do.
"""

import re
import unicodedata

LONGEST_NAME = 120

_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "æ": "ae"})
_SMALL_WORDS = frozenset(
    [
        "a",
        "am",
        "an",
        "auf",
        "b",
        "bei",
        "d",
        "dem",
        "den",
        "der",
        "i",
        "im",
        "in",
        "ob",
        "v",
        "vor",
    ]
)
_ABBREVIATIONS = {
    "westf": "westfalen",
    "rhld": "rheinland",
    "rheinl": "rheinland",
    "saarl": "saarland",
    "sauerl": "sauerland",
    "st": "sankt",
    "vogtl": "vogtland",
    "erzgeb": "erzgebirge",
    "oldb": "oldenburg",
}
_NOT_A_WORD = re.compile(r"[\W_]+")
_QUALIFIER = re.compile(
    r"\s*[(/,]|\s(?:am|an|auf|bei|im|in|ob|vor)\s|\s(?:a|b|i|v)\.\s?(?:d\.)?", re.IGNORECASE
)
_TOWN = re.compile(
    r"^(?:(?:kreisfreie|große kreis|alte hanse)?\s*"
    r"(?:landeshaupt|bundes|hanse|kreis|universitäts|klingen)?stadt|gemeinde|markt)\s+(?=\S)"
    r"|,\s*(?:kreisfreie\s+)?(?:hanse|landeshaupt)?stadt$",
    re.IGNORECASE,
)


def words(text: str) -> tuple[str, ...]:
    """The words of a name in one spelling, small words left out unless nothing else is there."""
    plain = unicodedata.normalize("NFKC", text[:LONGEST_NAME]).casefold().translate(_UMLAUTS)
    letters = "".join(
        c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c)
    )
    found = [_ABBREVIATIONS.get(word, word) for word in _NOT_A_WORD.sub(" ", letters).split()]
    return tuple(word for word in found if word not in _SMALL_WORDS) or tuple(found)


def key(text: str) -> str:
    """The key that all spellings of a name share; empty for a text without letters and digits."""
    return "".join(words(text))


def slug(text: str) -> str:
    """The name as the last part of a code: `halle-saale`."""
    return "-".join(words(text))


def bare(text: str) -> str:
    """The name without what tells it from others: 'Wetter (Ruhr)' -> 'Wetter'."""
    return _QUALIFIER.split(text.strip(), maxsplit=1)[0]


def without_town(text: str) -> str:
    """The name without 'Stadt' or 'Gemeinde' around it: 'Stadt Recklinghausen', 'Bochum, Stadt'."""
    return _TOWN.sub("", text.strip())
