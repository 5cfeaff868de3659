"""What the teacher is taught with: texts of which the need is known."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from offers.taxonomy.data_files import read_yaml
from offers.taxonomy.needs import NEEDS, Need

_NAME, _USUAL, _SENTENCE = 1.0, 0.5, 3.0


@dataclass(frozen=True, slots=True)
class Lesson:
    """A text that speaks of one topic, and how much it counts."""

    text: str
    topic: str
    weight: float


def phrases() -> tuple[Lesson, ...]:
    """The labels, explanations and synonyms of the needs."""
    return tuple(lesson for need in NEEDS for lesson in _phrases_of(need))


def sentences() -> tuple[Lesson, ...]:
    """What owners say, written for this."""
    found = read_yaml("offers.distillation", "sentences.yaml")
    return tuple(Lesson(text, key, _SENTENCE) for key, texts in found.items() for text in texts)


def _phrases_of(need: Need) -> Iterator[Lesson]:
    for text in (need.label_de, need.label_en, *need.strong):
        yield Lesson(text, need.key, _NAME)
    for text in (need.hint.de, need.hint.en):
        yield Lesson(text, need.key, _SENTENCE)
    for text in need.words:
        yield Lesson(text, need.key, _USUAL)
