"""Traits: what an offer is like whoever asks, worked out once a catalogue."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from offers.reading.folding import fold
from offers.schema import Kind, Offer

Column = NDArray[np.float64]
Marks = NDArray[np.bool_]
# Words in normal form (`offers.reading.folding`), as parts of words unless bounded.
_ROUNDS = re.compile(r"losverfahren|wettbewerb(?!s[fvn])|aufruf|skizze|\bcalls?\b")
_FRAME = re.compile(r"rahmenprogramm|thematische|programmspezifisch|abhaengig\b|\bcalls?\b")
_RESEARCH = re.compile(r"hochschul|forschungs|wissenschaft|universit")
_OVERVIEW = re.compile(r"uebersicht|portal|foerderprogramme fuer|foerderdatenbank|startseite")
_RUNNING_COSTS = re.compile(r"betriebsmittel")
_ADVICE = re.compile(
    r"berat|coach|orientier|begleit|informationsveranst|informationsangeb|anlaufstelle|"
    r"kompetenzzentr|lotse"
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
    return Traits(
        broad=np.maximum(
            np.clip((served - 1) / MANY_NEEDS, 0.0, 1.0),
            _found(_OVERVIEW, (offer.title for offer in offers)),
        ),
        module=_modules([offer.title for offer in offers]),
        rounds=np.array([_in_rounds(offer) for offer in offers], dtype=np.float64),
        research=_found(_RESEARCH, (offer.audience_text for offer in offers)),
        running_costs=_found(_RUNNING_COSTS, (offer.title for offer in offers)),
        advice=np.array([_is_advice(offer) for offer in offers], dtype=np.bool_),
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


def _found(pattern: re.Pattern[str], texts: Iterable[str]) -> Column:
    return np.array([pattern.search(fold(text)) is not None for text in texts], dtype=np.float64)


def _in_rounds(offer: Offer) -> float:
    """Half for a word that tells of rounds, half for one that tells of a frame."""
    prose = fold(f"{offer.description} {offer.summary}")
    told = _ROUNDS.search(prose) is not None
    frame = _FRAME.search(f"{fold(offer.audience_text)} {prose} {fold(offer.title)}") is not None
    return (told + frame) / 2


def _is_advice(offer: Offer) -> bool:
    text = fold(f"{offer.title} {offer.description} {offer.summary}")
    return Kind.ADVICE in offer.kinds or _ADVICE.search(text) is not None


def _powers(sums: Iterable[int | None], *, unknown: float) -> Column:
    return np.array([np.log10(each) if each else unknown for each in sums], dtype=np.float64)
