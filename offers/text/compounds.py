"""German compounds taken apart with a list of base words.

A list, not a statistical splitter: the outcome can be read, costs no memory worth naming, and
a missing word is added in `base_words.txt`.
"""

from functools import lru_cache
from importlib.resources import files

from offers.text.normalising import normalise

_ENDINGS = ("", "s", "es", "n", "en", "e", "er", "ern")
_SHORTEST_PART = 3
_SHORTEST_COMPOUND = 7
_LONGEST_COMPOUND = 60
# With only one part known, short parts hit by chance ('rat' in 'Apparat').
_SHORTEST_SURE_PART = 5
_SHORTEST_REST = 4


@lru_cache(maxsize=16384)
def parts(word: str) -> tuple[str, ...]:
    """The base words a compound in normal form is made of; () if it is none or not known.

    'energieberatung' -> ('energie', 'beratung'). Of several ways the one with the longest
    first part counts. Where only head or beginning is known, the rest is given as it stands.
    """
    if not _SHORTEST_COMPOUND <= len(word) <= _LONGEST_COMPOUND or not word.isalpha():
        return ()
    if base_forms().get(word) == word:
        return ()
    found = _whole(word, 0, {})
    if found is None:
        return _with_known_head(word) or _with_known_start(word)
    return found if len(found) > 1 else ()


@lru_cache(maxsize=1)
def base_forms() -> dict[str, str]:
    """Every form a base word takes inside a compound, with its base word; all in normal form."""
    text = files("offers.text").joinpath("base_words.txt").read_text(encoding="utf-8")
    lines = (line for line in text.splitlines() if not line.startswith("#"))
    bases = tuple(normalise(word) for line in lines for word in line.split())
    forms: dict[str, str] = {}
    for base in bases:
        shortened = base[:-1] if base.endswith("e") and len(base) > _SHORTEST_PART else base
        for form in (*(base + ending for ending in _ENDINGS), shortened):
            forms.setdefault(form, base)
    return forms | {base: base for base in bases}


def _whole(
    word: str, start: int, known: dict[int, tuple[str, ...] | None]
) -> tuple[str, ...] | None:
    """The base words that make up the word from `start` to its end without a rest."""
    if start == len(word):
        return ()
    if start not in known:
        known[start] = _first_way(word, start, known)
    return known[start]


def _first_way(
    word: str, start: int, known: dict[int, tuple[str, ...] | None]
) -> tuple[str, ...] | None:
    forms = base_forms()
    for end in range(len(word), start + _SHORTEST_PART - 1, -1):
        base = forms.get(word[start:end])
        if base is None:
            continue
        rest = _whole(word, end, known)
        if rest is not None:
            return (base, *rest)
    return None


def _with_known_head(word: str) -> tuple[str, ...]:
    for start in range(_SHORTEST_REST, len(word) - _SHORTEST_SURE_PART + 1):
        base = base_forms().get(word[start:])
        if base is not None:
            rest = word[:start]
            return (_whole(rest, 0, {}) or (rest.removesuffix("s"),)) + (base,)
    return ()


def _with_known_start(word: str) -> tuple[str, ...]:
    for end in range(len(word) - _SHORTEST_REST, _SHORTEST_SURE_PART - 1, -1):
        base = base_forms().get(word[:end])
        if base is not None:
            return (base, word[end:])
    return ()
