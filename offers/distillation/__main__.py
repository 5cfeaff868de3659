"""`python -m offers.distillation`: makes the table of meanings anew (shell: files, encoder)."""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from importlib.resources import files
from itertools import chain
from pathlib import Path

import numpy as np

from offers.bundled import load_bundled
from offers.distillation.inventing import Inventor
from offers.distillation.lessons import phrases, sentences
from offers.distillation.lexicon import Lexicon, gather, own_words
from offers.distillation.student import Student
from offers.distillation.teacher import Encode, Matrix, Teacher, centred, multilingual_e5
from offers.schema import Offer
from offers.taxonomy.needs import NEED_KEYS, NEEDS
from offers.taxonomy.sectors import DIVISIONS

SEED = 20_261_122
MADE_UP = 20_000
TABLE = Path(__file__).parents[1] / "text" / "meaning.npz"

_END = re.compile(r"(?<=[.!?])\s+")


def main() -> int:
    """Write the table; takes about half an hour on one core. The same input gives the same."""
    distil(multilingual_e5(), TABLE)
    return 0


def distil(encode: Encode, path: Path) -> None:
    """Teach, let the teacher judge, let the student learn from it, write its table."""
    catalogue = [_words_of(offer) for offer in load_bundled()]
    lessons = (*phrases(), *sentences())
    lexicon = gather([*catalogue, *(lesson.text for lesson in lessons), *_taxonomy()])
    words = encode(lexicon.words)
    _say(f"{len(lexicon.words)} words, {len(lexicon.stems)} stems")
    registers = [
        [lesson.text for lesson in phrases()],
        [lesson.text for lesson in sentences()],
        catalogue,
        [sentence for text in catalogue for sentence in _END.split(text)],
        _made_up(lexicon, words, catalogue),
    ]
    vectors = [_encoded(encode, texts) for texts in registers]
    teacher = Teacher.fit(np.concatenate(vectors[:2]), lessons, NEED_KEYS)
    others = sum(len(texts) for texts in registers[2:])
    student = Student.fit(
        lexicon,
        words,
        list(chain.from_iterable(registers)),
        teacher.judge(np.concatenate(vectors)),
        np.array([*(lesson.weight for lesson in lessons), *np.ones(others)]),
    )
    student.save(path, lexicon, NEED_KEYS)
    _say(f"wrote {path.name}")


def _made_up(lexicon: Lexicon, words: Matrix, catalogue: Sequence[str]) -> list[str]:
    named = [lesson.text for lesson in phrases()]
    inventor = Inventor(
        lexicon, centred(words).astype(np.float32), own_words(*catalogue, *named), named
    )
    return inventor.texts(MADE_UP, np.random.default_rng(SEED))


def _encoded(encode: Encode, texts: Sequence[str]) -> Matrix:
    found = centred(encode(texts))
    _say(f"{len(texts)} texts encoded")
    return found


def _words_of(offer: Offer) -> str:
    texts = (offer.title, offer.summary, offer.description, offer.topic_text)
    return ". ".join(text for text in texts if text)


def _taxonomy() -> list[str]:
    hints = [" ".join(need.hints) for need in NEEDS]
    sectors = [
        " ".join((division.label.de, *division.words, *division.also))
        for division in DIVISIONS.values()
    ]
    return [*hints, *sectors, files("offers.text").joinpath("base_words.txt").read_text("utf-8")]


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
