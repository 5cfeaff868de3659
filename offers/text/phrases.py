"""Known phrases found in free text: compounds, inflection and typos forgiven."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import prod

from rapidfuzz import fuzz, process

from offers.text.compounds import parts
from offers.text.tokenising import all_words, stem, word_list

_WHOLE, _HEAD, _BEGINNING, _TYPO, _TAKEN_APART = 1.0, 0.85, 0.65, 0.9, 0.8
# German compounds carry their meaning at the end: 'Präzisionsdrehteile' are 'Drehteile', while
# 'Zahnarztpraxis' only begins with 'Zahnarzt'.
_SHORTEST_WITHIN = 5
_SHORTEST_TYPO = 5
_TYPO_CUTOFF = 84.0
_WINDOW = 9
_DIALECT = {"nich": "nicht", "ned": "nicht", "net": "nicht", "nix": "nichts", "wolln": "wollen"}


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase that speaks for a key, and how surely: 0 to 1."""

    key: str
    text: str
    weight: float


@dataclass(frozen=True, slots=True)
class Pattern:
    """The stems that must stand near each other in a text for a phrase to be found."""

    key: str
    stems: tuple[str, ...]
    weight: float


@dataclass(frozen=True, eq=False)
class PhraseIndex:
    """Phrases ready to be found in texts."""

    patterns: Mapping[str, tuple[Pattern, ...]]
    by_letter: Mapping[str, tuple[str, ...]]
    vocabulary: frozenset[str]

    @classmethod
    def fit(cls, phrases: Iterable[Phrase]) -> "PhraseIndex":
        """The index of the phrases; one made of stop words only is never found."""
        by_stem: dict[str, list[Pattern]] = defaultdict(list)
        vocabulary: set[str] = set()
        for pattern in (p for phrase in phrases for p in _patterns(phrase)):
            by_stem[pattern.stems[0]].append(pattern)
            vocabulary.update(pattern.stems)
        by_letter: dict[str, list[str]] = defaultdict(list)
        for known in sorted(vocabulary):
            by_letter[known[0]].append(known)
        return cls(
            {first: tuple(found) for first, found in by_stem.items()},
            {letter: tuple(found) for letter, found in by_letter.items()},
            frozenset(vocabulary),
        )

    def scores(self, text: str) -> dict[str, float]:
        """How surely the text speaks of each key, 0 to 1; keys nothing speaks for are missing.

        Each word of the text counts once per key, with the best phrase that it begins; several
        words add up like independent hints, 1 - (1 - a)(1 - b). The order of keys is that
        of the first hint.
        """
        at = [_readings(self, word) for word in _telling(text)]
        present = frozenset().union(*at)
        hints: dict[str, dict[int, float]] = defaultdict(dict)
        for place, readings in enumerate(at):
            for found, strength in readings.items():
                for pattern in self.patterns.get(found, ()):
                    if not present.issuperset(pattern.stems):
                        continue
                    score = pattern.weight * _strength(pattern, strength, at, place)
                    if score > hints[pattern.key].get(place, 0.0):
                        hints[pattern.key][place] = score
        return {key: 1.0 - prod(1.0 - s for s in by.values()) for key, by in hints.items() if by}

    def _readings(self, word: str) -> dict[str, float]:
        """The known stems that a word may stand for, with how surely."""
        own = stem(word)
        found = dict(self._within(own))
        if own in self.vocabulary:
            found[own] = _WHOLE
        if not found and len(own) >= _SHORTEST_TYPO:
            near = process.extractOne(
                own, self.by_letter.get(own[0], ()), scorer=fuzz.ratio, score_cutoff=_TYPO_CUTOFF
            )
            found = {near[0]: _TYPO * near[1] / 100.0} if near else {}
        return found

    def _within(self, own: str) -> Iterable[tuple[str, float]]:
        for cut in range(_SHORTEST_WITHIN, len(own)):
            if own[:cut] in self.vocabulary:
                yield own[:cut], _BEGINNING
        for cut in range(1, len(own) - _SHORTEST_WITHIN + 1):
            if own[cut:] in self.vocabulary:
                yield own[cut:], _HEAD
        for part in parts(own):
            if stem(part) in self.vocabulary:
                yield stem(part), _BEGINNING


@lru_cache(maxsize=16384)
def _readings(index: PhraseIndex, word: str) -> Mapping[str, float]:
    return index._readings(word)


def _telling(text: str) -> tuple[str, ...]:
    """Words but articles and the like: 'keine Leute' and 'Leute finden' are more than 'Leute'."""
    left_out = word_list("function_words.txt")
    return tuple(_DIALECT.get(word, word) for word in all_words(text) if word not in left_out)


def _patterns(phrase: Phrase) -> Iterable[Pattern]:
    stems = tuple(stem(word) for word in _telling(phrase.text))
    if stems:
        yield Pattern(phrase.key, stems, phrase.weight)
    if len(stems) == 1:
        inner = tuple(stem(part) for word in _telling(phrase.text) for part in parts(word))
        if len(inner) > 1:
            for ordered in (inner, inner[::-1]):
                yield Pattern(phrase.key, ordered, phrase.weight * _TAKEN_APART)


def _strength(
    pattern: Pattern, first: float, at: Sequence[Mapping[str, float]], place: int
) -> float:
    """How surely the whole phrase stands here: its weakest word; 0 if one is not near."""
    if len(pattern.stems) == 1:
        return first
    near = at[max(0, place - _WINDOW) : place + _WINDOW + 1]
    return min(
        first,
        *(max((there.get(s, 0.0) for there in near), default=0.0) for s in pattern.stems[1:]),
    )
