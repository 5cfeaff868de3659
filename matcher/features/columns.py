"""What features look at: offers as columns, a company as what it seeks."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from matcher.eligibility import Judged
from matcher.features.freshness import FORGOTTEN_AFTER_YEARS, last_day_of_belief
from matcher.features.texts import read_texts, whole_text
from matcher.features.traits import Traits, traits_of
from matcher.profile import Profile
from offers.reading.folding import fold
from offers.schema import AudienceWord, Kind, Offer, PartialDate, Stage, State
from offers.taxonomy.needs import NEED_KEYS, NEEDS, find_needs
from offers.taxonomy.regions import Territory, resolve_territory
from offers.text.meaning import MeaningIndex
from offers.text.vectors import TextIndex, Vectors

Column = NDArray[np.float64]
POSITION = {key: position for position, key in enumerate(NEED_KEYS)}
LATER_NEED = 0.8
"""How much less each further need counts than the one before it, for offers and for firms."""
FIRST_STAGES = (Stage.INFORMIEREN, Stage.COACHEN)
NEVER = date.max.toordinal()
CLEARLY = 0.6
"""From this score on, prose adds a need to those that were stated."""
ASIDE = 0.5
"""How much a need told beside stated ones counts: who ticks has decided what matters."""
READ_NEED = 0.7
"""How much a need read from prose counts beside one that was stated."""
MOST_LABELS = 2
LIKELY = 0.5
"""From this probability on, the need that words alone tell is taken as meant."""
FAINTLY = 0.1
"""What words say less clearly than this is chance."""
BESIDE_THE_BEST = 0.3
"""A need told this much less clearly than another in the same words is not meant."""
_PARTS_THAT_ASK = re.compile(r"berat|coach|ansprechpart|ansprechpers")
_WORDS_THAT_ASK = re.compile(
    r"\b(?:jemand|wer (?:sagt|zeigt|hilft|rechnet|erklaert|kennt|weiss|prueft|begleitet)|"
    r"wo fang|wie geht|kennt sich|welche|an wen\b|some(?:body|one)\b|"
    r"who (?:can|checks|tells|helps|knows)|advi[cs]e|where to start)"
)
"""In normal form: with these people ask for a person who knows. Apart they are found sooner."""


@dataclass(frozen=True, slots=True)
class OfferColumns:
    """A catalogue as columns, one row an offer; immutable once made."""

    offers: tuple[Offer, ...]
    needs: Column
    """Shape (offers, 29): how central each need is, 0 to 1; a need is one stretch of memory."""
    text: TextIndex
    meaning: MeaningIndex
    titles: Vectors
    """The words of the titles alone."""
    prose: Vectors
    """The words of summaries and descriptions."""
    territories: tuple[Territory, ...]
    """The distinct territories; `territory` is the position of each offer's own among them."""
    territory: NDArray[np.intp]
    period_until: NDArray[np.int64]
    """The last day of the funded period as an ordinal, NEVER where none is named."""
    old_after: NDArray[np.int64]
    """The last day on which the facts are believed as an ordinal, NEVER where they are undated."""
    forgotten_after: NDArray[np.int64]
    """The same for the day after which nobody may remember the offer."""
    first_steps: NDArray[np.bool_]
    rows_with_sectors: NDArray[np.intp]
    kinds: Mapping[Kind, NDArray[np.bool_]]
    founders: NDArray[np.bool_]
    before_start: NDArray[np.bool_]
    archived: NDArray[np.bool_]
    traits: Traits


@dataclass(frozen=True, slots=True)
class Seeker:
    """A company with what it seeks, derived once for all features."""

    profile: Profile
    judged: Judged
    needs: Column
    """Shape (29,): how much each need matters, 0 to 1."""
    stated: frozenset[str]
    words: str
    labels: str
    """The labels of the strongest needs, in the language of the offers."""
    asks_somebody: bool
    """Whether the text asks for a person who knows."""


def columns_of(offers: Sequence[Offer]) -> OfferColumns:
    """The columns of these offers, in their order."""
    distinct = {resolve_territory(offer.territory): None for offer in offers}
    offers, texts = tuple(offers), read_texts(offers)
    needs = np.array([_need_row(offer) for offer in offers]).reshape(len(offers), len(NEEDS))
    place = {territory: position for position, territory in enumerate(distinct)}
    return OfferColumns(
        offers=offers,
        needs=np.asfortranarray(needs),
        text=TextIndex.of(texts.whole, _stored(map(whole_text, offers))),
        meaning=MeaningIndex.of(texts.whole),
        titles=Vectors.of(texts.titles, texts.titles.vocabulary.stems),
        prose=Vectors.of(texts.prose, texts.prose.vocabulary.stems),
        territories=tuple(distinct),
        territory=np.array(
            [place[resolve_territory(offer.territory)] for offer in offers], dtype=np.intp
        ),
        period_until=_ordinals(_last_day(offer.period_until) for offer in offers),
        old_after=_ordinals(last_day_of_belief(offer) for offer in offers),
        forgotten_after=_ordinals(
            last_day_of_belief(offer, FORGOTTEN_AFTER_YEARS) for offer in offers
        ),
        first_steps=_marks(offers, lambda o: Kind.ADVICE in o.kinds and o.stage in FIRST_STAGES),
        rows_with_sectors=np.array([i for i, o in enumerate(offers) if o.sectors], dtype=np.intp),
        kinds={kind: np.array([kind in offer.kinds for offer in offers]) for kind in Kind},
        founders=_marks(offers, lambda o: AudienceWord.FOUNDER in o.audience),
        before_start=_marks(offers, lambda o: bool(o.before_start)),
        archived=_marks(offers, lambda o: o.state is State.ARCHIVE_ONLY),
        traits=traits_of(offers, needs),
    )


def seeker_of(profile: Profile, judged: Judged) -> Seeker:
    """What a company seeks: its needs, and what its own words tell.

    Words alone are taken as far as they go; beside stated needs only what they clearly name counts.
    """
    needs = _weights(profile.needs) if profile.needs else _told(profile.need_text or "")
    if profile.needs and profile.need_text:
        for hit in find_needs(profile.need_text, least=CLEARLY):
            position = POSITION[hit.key]
            needs[position] = max(needs[position], READ_NEED * ASIDE * hit.score)
    words = " ".join(filter(None, (profile.need_text, profile.sector_text)))
    return Seeker(
        profile=profile,
        judged=judged,
        needs=needs,
        stated=frozenset(profile.needs),
        words=words,
        labels=_labels(needs.tobytes()),
        asks_somebody=_asks(profile.need_text or ""),
    )


def _asks(text: str) -> bool:
    if not text:
        return False
    plain = fold(text)
    return any(asking.search(plain) for asking in (_PARTS_THAT_ASK, _WORDS_THAT_ASK))


# Most companies name needs that others have named.
@lru_cache(maxsize=4096)
def _labels(stored: bytes) -> str:
    needs = np.frombuffer(stored)
    order = np.argsort(-needs, kind="stable")[:MOST_LABELS].tolist()
    return " ".join(NEEDS[position].label.de for position in order if needs[position] > 0)


def _told(text: str) -> Column:
    """The needs that words alone tell: what is likely counts as stated, the rest in proportion."""
    needs = np.zeros(len(NEEDS))
    hits = find_needs(text, least=FAINTLY) if text else ()
    for hit in hits:
        if hit.score >= hits[0].score * BESIDE_THE_BEST:
            needs[POSITION[hit.key]] = hit.score / max(hits[0].score, LIKELY)
    return needs


def _weights(keys: Sequence[str]) -> Column:
    weights = np.zeros(len(NEEDS))
    for position, key in enumerate(keys):
        index = POSITION[key]
        weights[index] = max(weights[index], LATER_NEED**position)
    return weights


def _need_row(offer: Offer) -> Column:
    """Stated needs; where an offer states none, those that its words tell."""
    if offer.needs:
        return _weights(offer.needs)
    row = np.zeros(len(NEEDS))
    for hit in find_needs(" ".join((offer.title, offer.topic_text, offer.description))):
        row[POSITION[hit.key]] = READ_NEED * hit.score
    return row


def _stored(texts: Iterable[str]) -> Callable[[int], str]:
    """Each text by its place, held in UTF-8: one typographic quote would double its room."""
    stored = tuple(text.encode(errors="surrogatepass") for text in texts)
    return lambda row: stored[row].decode(errors="surrogatepass")


def _last_day(day: PartialDate | None) -> date | None:
    return None if day is None else day.last


def _ordinals(days: Iterable[date | None]) -> NDArray[np.int64]:
    return np.array([NEVER if day is None else day.toordinal() for day in days], dtype=np.int64)


def _marks(offers: Sequence[Offer], marked: Callable[[Offer], bool]) -> NDArray[np.bool_]:
    return np.array([marked(offer) for offer in offers], dtype=np.bool_)
