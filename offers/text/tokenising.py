"""Words of a text and the stems that stand for them."""

import re
from functools import lru_cache
from importlib.resources import files
from itertools import filterfalse

import snowballstemmer

from offers.text.compounds import parts
from offers.text.normalising import normalise

_WORD = re.compile(r"[^\W_]+")
_BETWEEN_WORDS = {code: " " for code in range(128) if not chr(code).isalnum()}
# The everyday signs beyond ASCII; without them most normal forms are ASCII.
_SIGNS = "–„“”€§"
# 'Gründer:innen', 'Mitarbeiter*in', 'Betriebliche/-r': the ending says nothing about the matter.
_GENDER_ENDING = re.compile(r"(?<=[a-z])(?:[:*_]|/-?)(?:innen|in|r|n|s)\b")
_GENDER_SIGNS = ":*_/"
_LONGEST_WORD = 60
_SHORTEST_WORD = 2
_SHORTEST_STEMMED = 4
# Snowball would make 'sich' of 'Sicherheit'.
_ABSTRACT = re.compile(r"(heit|keit)(?:en)?$")
# Snowball stems 'Gründer' and 'Gründung' apart, 'Forscher' and 'Forschung' too.
_ONE_STEM = {"grundung": "grund", "forschung": "forsch"}


# One text is taken apart for its needs, its meaning and its likeness to offers.
@lru_cache(maxsize=32)
def all_words(text: str) -> tuple[str, ...]:
    """Every word of a text in normal form and in order.

    Compounds with hyphens come apart, gender endings go, words of more than 60 letters are cut.
    """
    plain = normalise(text)
    if any(sign in plain for sign in _GENDER_SIGNS):
        plain = _GENDER_ENDING.sub("", plain)
    found = _apart(plain)
    if len(plain) <= _LONGEST_WORD or max(map(len, found), default=0) <= _LONGEST_WORD:
        return tuple(found)
    return tuple(word[:_LONGEST_WORD] for word in found)


def _apart(plain: str) -> list[str]:
    """The words of a normal form; those of ASCII without the search, which is slow."""
    if not plain.isascii():
        for sign in _SIGNS:
            plain = plain.replace(sign, " ")
    return plain.translate(_BETWEEN_WORDS).split() if plain.isascii() else _WORD.findall(plain)


def carries_meaning(word: str) -> bool:
    """Whether a word in normal form is neither a stop word nor a single letter."""
    return len(word) >= _SHORTEST_WORD and word not in stop_words()


def words(text: str) -> tuple[str, ...]:
    """The words of a text that carry meaning: no stop words, no single letters."""
    found = filterfalse(stop_words().__contains__, all_words(text))
    return tuple([word for word in found if len(word) >= _SHORTEST_WORD])


def tokens(text: str) -> tuple[str, ...]:
    """The stems of a text: one per word, followed by those of its parts if it is a compound."""
    return tuple(token for word in words(text) for token in word_tokens(word))


@lru_cache(maxsize=16384)
def word_tokens(word: str) -> tuple[str, ...]:
    """The stem of a word in normal form, then the stems of its compound parts, each once."""
    return tuple(dict.fromkeys([stem(word), *(stem(part) for part in parts(word))]))


@lru_cache(maxsize=16384)
def stem(word: str) -> str:
    """The German Snowball stem of a word in normal form; 'fachkraefte' -> 'fachkraft'."""
    if not word.isalpha() or len(word) < _SHORTEST_STEMMED:
        return word
    if ending := _ABSTRACT.search(word):
        return word[: ending.end(1)]
    found: str = _stemmer().stemWord(word)
    return _ONE_STEM.get(found, found)


def stop_words() -> frozenset[str]:
    """German and English words that carry no meaning of their own, in normal form."""
    return word_list("stop_words.txt")


@lru_cache(maxsize=8)
def word_list(name: str) -> frozenset[str]:
    """The words of a list beside this module, in normal form; lines with '#' are comments."""
    text = files("offers.text").joinpath(name).read_text(encoding="utf-8")
    lines = (line for line in text.splitlines() if not line.startswith("#"))
    return frozenset(normalise(" ".join(lines)).split())


@lru_cache(maxsize=1)
def _stemmer() -> "snowballstemmer.stemmer":
    return snowballstemmer.stemmer("german")
