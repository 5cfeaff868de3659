"""Two descriptions made one: what the kept offer takes over from the other."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from offers.schema import Amount, Condition, Offer, Source
from offers.schema.conditions import AllOf, AnyOf, Leaf, NotOf

FACTS = (
    *(("kinds",), ("stage",), ("audience",), ("territory",), ("needs",), ("sectors",)),
    ("min_employees", "max_employees", "max_turnover_eur"),
    ("valid_from", "valid_until", "period_until", "deadlines"),
    *(("conditions",), ("before_start",), ("url",), ("contact",)),
)
"""Fields that belong together: taken over together, where the kept offer has none of them."""
TEXTS = (
    *("summary", "description", "audience_text", "topic_text", "sector_text", "kind_text"),
    *("amount_text", "rate_text", "deadline_text", "requires", "status", "funding"),
)
"""What a source says in its own words."""
_BETWEEN_SOURCES = "; "


def merged(kept: Offer, other: Offer) -> Offer:
    """The kept offer with what it lacks and the other knows; both sources are named.

    What the kept offer says stays as it is: id, title, provider, state and the day of its check
    always. Texts move only between offers without a licence line, in one language: the licence
    CC BY-ND allows no mixing, and a licence line speaks for all texts of its offer. From an offer
    with such a line come bare facts: conditions without label and quote, deadlines without label.

    Merging the same offer again changes nothing.
    """
    giving = _bare(other) if other.license_info else other
    taken = {field: getattr(giving, field) for field in _missing(kept, giving)}
    if not kept.license_info and not other.license_info and kept.language == other.language:
        texts = {field: getattr(other, field) for field in TEXTS if not getattr(kept, field)}
        taken |= texts
    taken["amount"] = _amount(kept.amount, other.amount)
    taken["source"] = _source(kept, other)
    return kept.model_copy(update=taken)


def _missing(kept: Offer, giving: Offer) -> tuple[str, ...]:
    groups = (group for group in FACTS if not any(_has(kept, field) for field in group))
    return tuple(field for group in groups for field in group if _has(giving, field))


def _has(offer: Offer, field: str) -> bool:
    return getattr(offer, field) not in (None, "", ())


def _amount(kept: Amount | None, other: Amount | None) -> Amount | None:
    """Each figure of the kept amount, else of the other."""
    if kept is None or other is None:
        return other if kept is None else kept
    unknown = {field for field in Amount.model_fields if getattr(kept, field) is None}
    update: dict[str, Any] = {field: getattr(other, field) for field in unknown}
    return kept.model_copy(update=update)


def _source(kept: Offer, other: Offer) -> Source:
    """The kept offer's source with the other's document named beside its own."""
    own = kept.source or Source()
    known = _documents(kept)
    documents = [*known, *(each for each in _documents(other) if each not in known)]
    url = own.url or (other.source.url if other.source else "")
    return own.model_copy(update={"document": _BETWEEN_SOURCES.join(documents), "url": url})


def _documents(offer: Offer) -> list[str]:
    """What the offer's source is called; without a name its address or the provider."""
    source = offer.source or Source()
    named = source.document or source.url or offer.url or offer.provider
    return named.split(_BETWEEN_SOURCES)


def _bare(offer: Offer) -> Offer:
    """The offer without a word of its source in its facts."""
    deadlines = tuple(each.model_copy(update={"label": ""}) for each in offer.deadlines)
    conditions = offer.conditions and _without_words(offer.conditions)
    return offer.model_copy(update={"deadlines": deadlines, "conditions": conditions})


def _without_words(condition: Condition) -> Condition:
    """The same tree without labels and quotes."""
    match condition.test:
        case AllOf(parts):
            test: AllOf | AnyOf | NotOf | Leaf = AllOf(tuple(map(_without_words, parts)))
        case AnyOf(parts):
            test = AnyOf(tuple(map(_without_words, parts)))
        case NotOf(part):
            test = NotOf(_without_words(part))
        case leaf:
            test = leaf
    return Condition(test, replace(condition.evidence, label="", quote=""))
