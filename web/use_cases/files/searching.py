"""Search in the files of an organisation: the words as typed, else words that are written alike."""

from __future__ import annotations

import re
import threading
from collections.abc import Sequence
from datetime import datetime, timedelta
from weakref import WeakKeyDictionary

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract
from sqlalchemy import ColumnElement, Engine, or_
from sqlmodel import Session, col, select

from models.company_file import CompanyFile
from offers.text import normalise

LONGEST, MOST_WORDS = 200, 8
"""Characters and words that are read of what was typed."""
FEW = 3
"""With fewer finds the words are taken for mistyped ones."""
MOST_ALIKE = 8
SHORTEST = 4
"""Letters of a word in which a slip is forgiven; two of them from LONG on."""
LONG = 8
KEPT_FOR = timedelta(minutes=10)
"""So long words are known of files that are gone."""
_AROUND_WORDS = ",;:.()\"'"
_WORD = re.compile(r"[^\W_]+")
_OVERLAP = timedelta(minutes=1)
"""Transactions end later than the moment that they note."""
Alternatives = tuple[tuple[str, ...], ...]
"""For each word typed those of which one must be there."""


def words_of(typed: str) -> Alternatives:
    """The words of what was typed, in the form in which files keep theirs."""
    words = (word.strip(_AROUND_WORDS) for word in normalise(typed[:LONGEST]).split())
    return tuple((word,) for word in words if word)[:MOST_WORDS]


def holds(words: Alternatives) -> tuple[ColumnElement[bool], ...]:
    """What holds for files in which each of the words stands, perhaps within a longer one."""
    text = col(CompanyFile.search_text)
    return tuple(
        or_(*(text.like(f"%{_literal(each)}%", escape="\\") for each in alternatives))
        for alternatives in words
    )


def alike(
    engine: Engine, session: Session, organisation_id: str, words: Alternatives, *, now: datetime
) -> Alternatives:
    """The words, each with those of the organisation's files that are written alike; one query."""
    known = _vocabulary_of(engine, organisation_id).words(session, organisation_id, now)
    return tuple(_with_alike(word, known) for (word, *_) in words)


def _with_alike(word: str, known: Sequence[str]) -> tuple[str, ...]:
    if len(word) < SHORTEST or word.isdigit():
        return (word,)
    slips = 2 if len(word) >= LONG else 1
    found = extract(word, known, scorer=OSA.distance, limit=MOST_ALIKE, score_cutoff=slips)
    return tuple(dict.fromkeys((word, *(each for each, _, _ in found))))


def _literal(word: str) -> str:
    return "".join(f"\\{letter}" if letter in "%_\\" else letter for letter in word)


class _Vocabulary:
    """The words of one organisation's files; what is new comes in with the next question."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._words: set[str] = set()
        self._list: tuple[str, ...] = ()
        self._read: datetime | None = None
        self._ends: datetime | None = None

    def words(self, session: Session, organisation_id: str, now: datetime) -> Sequence[str]:
        """In one query: everything at first, then what was touched since."""
        with self._lock:
            if self._ends is None or self._ends <= now:
                self._words, self._list = set(), ()
                self._read, self._ends = None, now + KEPT_FOR
            texts = self._new(session, organisation_id)
            self._words |= set(filter(_is_word, set(_WORD.findall(" ".join(texts)))))
            self._read = now
            if len(self._list) != len(self._words):
                self._list = tuple(sorted(self._words))
            return self._list

    def _new(self, session: Session, organisation_id: str) -> Sequence[str]:
        query = select(CompanyFile.search_text).where(
            CompanyFile.organisation_id == organisation_id
        )
        if self._read is not None:
            query = query.where(col(CompanyFile.touched_utc) >= self._read - _OVERLAP)
        return session.exec(query).all()


_vocabularies: WeakKeyDictionary[Engine, dict[str, _Vocabulary]] = WeakKeyDictionary()
_vocabularies_lock = threading.Lock()


def _vocabulary_of(engine: Engine, organisation_id: str) -> _Vocabulary:
    with _vocabularies_lock:
        held = _vocabularies.setdefault(engine, {})
        return held.setdefault(organisation_id, _Vocabulary())


def _is_word(text: str) -> bool:
    return len(text) >= SHORTEST - 1 and not text.isdigit()
