"""Traits: what an offer is like whoever asks, worked out once a catalogue."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matcher.features.texts import prose_text
from offers.reading.folding import LONGEST, fold
from offers.schema import Kind, Offer

Column = NDArray[np.float64]
Marks = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Told:
    """A pattern, and parts of words of which each match holds one: those are found sooner."""

    pattern: re.Pattern[str]
    parts: tuple[str, ...]

    def is_in(self, text: str) -> bool:
        """Whether the pattern matches somewhere."""
        return _holds(text, self.parts) and self.pattern.search(text) is not None


# Words in normal form (`offers.reading.folding`), as parts of words unless bounded.
_ROUNDS = Told(
    re.compile(r"losverfahren|wettbewerb(?!s[fvn])|aufruf|skizze|\bcalls?\b"),
    ("losverfahren", "wettbewerb", "aufruf", "skizze", "call"),
)
_FRAME = Told(
    re.compile(r"rahmenprogramm|thematische|programmspezifisch|abhaengig\b|\bcalls?\b"),
    ("rahmenprogramm", "thematische", "programmspezifisch", "abhaengig", "call"),
)
_RESEARCH = re.compile(r"hochschul|forschungs|wissenschaft|universit")
_OVERVIEW = re.compile(r"uebersicht|portal|foerderprogramme fuer|foerderdatenbank|startseite")
_RUNNING_COSTS = re.compile(r"betriebsmittel")
_ADVICE = (
    *("berat", "coach", "orientier", "begleit", "informationsveranst", "informationsangeb"),
    *("anlaufstelle", "kompetenzzentr", "lotse"),
)
_ASIDE = re.compile(r"\(.*?\)")
_PARTS = re.compile(r" [-–] ")
MANY_NEEDS = 3.0
"""So many needs beyond the first make an offer one for everything."""
MANY_MODULES = 4.0
"""The logarithm of how many modules make one of them a narrow one."""


@dataclass(frozen=True, slots=True)
class Traits:
    """One row an offer; the columns say how far a trait goes, 0 to 1."""

    broad: Column
    """Serves many needs, or is only a page that leads to other offers."""
    module: Column
    """One of many modules of one programme."""
    rounds: Column
    """Given in calls and competitions, or a frame for programmes that are."""
    research: Column
    """Also for universities and research institutes, by the words of its audience."""
    running_costs: Column
    """Money for running costs, by its title."""
    advice: Marks
    """Somebody to talk to, or money for it."""
    least: Column
    """The smallest sum as a power of ten, -inf where none is named."""
    most: Column
    """The largest sum as a power of ten, inf where none is named."""


def traits_of(offers: Sequence[Offer], needs: Column) -> Traits:
    """The traits of these offers; `needs` has the shape (offers, needs)."""
    served = np.count_nonzero(needs, axis=1)
    titles = [fold(offer.title) for offer in offers]
    audiences = [fold(offer.audience_text) for offer in offers]
    told = [_told(*each) for each in zip(offers, titles, audiences, strict=True)]
    return Traits(
        broad=np.maximum(np.clip((served - 1) / MANY_NEEDS, 0.0, 1.0), _found(_OVERVIEW, titles)),
        module=_modules([offer.title for offer in offers]),
        rounds=np.array([rounds for rounds, _ in told], dtype=np.float64),
        research=_found(_RESEARCH, audiences),
        running_costs=_found(_RUNNING_COSTS, titles),
        advice=np.array([advice for _, advice in told], dtype=np.bool_),
        least=_powers((o.amount.min_eur if o.amount else None for o in offers), unknown=-np.inf),
        most=_powers((o.amount.max_eur if o.amount else None for o in offers), unknown=np.inf),
    )


def _modules(titles: Sequence[str]) -> Column:
    """'Programme (12) - Pumps' is one of as many modules as titles begin with 'Programme'."""
    parts = [_PARTS.split(title) for title in titles]
    heads = [_ASIDE.sub("", part[0]).strip().casefold() for part in parts]
    members = Counter(heads)
    others = np.array([members[head] - 1 for head in heads], dtype=np.float64)
    inner = np.array([len(part) > 1 for part in parts], dtype=np.bool_)
    return np.where(inner, np.clip(np.log1p(others) / MANY_MODULES, 0.0, 1.0), 0.0)


def _found(pattern: re.Pattern[str], texts: Sequence[str]) -> Column:
    return np.array([pattern.search(text) is not None for text in texts], dtype=np.float64)


def _told(offer: Offer, title: str, audience: str) -> tuple[float, bool]:
    """How far the offer goes in rounds, and whether it is advice, by its texts in normal form."""
    prose = fold(prose_text(offer))
    return _in_rounds(prose, (audience, prose, title)), _is_advice(offer, title, prose)


def _in_rounds(prose: str, texts: Iterable[str]) -> float:
    """Half for a word that tells of rounds, half for one that tells of a frame."""
    return (_ROUNDS.is_in(prose) + any(map(_FRAME.is_in, texts))) / 2


def _is_advice(offer: Offer, title: str, prose: str) -> bool:
    if Kind.ADVICE in offer.kinds or _holds(title, _ADVICE):
        return True
    both = f"{offer.title} {prose_text(offer)}"
    # Of title and prose together no more is read than of prose alone.
    return _holds(fold(both) if len(both) > LONGEST else prose, _ADVICE)


def _holds(text: str, parts: Iterable[str]) -> bool:
    return any(map(text.__contains__, parts))


def _powers(sums: Iterable[int | None], *, unknown: float) -> Column:
    return np.array([np.log10(each) if each else unknown for each in sums], dtype=np.float64)
