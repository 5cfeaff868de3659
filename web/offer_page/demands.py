"""The conditions of an offer one by one, in words, by the keys under which opinions name them."""

from __future__ import annotations

from flask_babel import gettext

from matcher.wording import requirement
from offers.schema import Offer
from web.language import current_language
from web.use_cases.files.contradictions import OTHER, Demand, demands_of


def demand_choices(offer: Offer) -> tuple[tuple[str, str], ...]:
    """Key and words of every condition of an offer, in reading order."""
    return tuple((key, _in_words(demands)) for key, demands in demands_of(offer).items())


def demand_text(offer: Offer | None, key: str) -> str:
    """The words of one condition, also of one that the offer does not have any more."""
    if key == OTHER:
        return gettext("a condition that is not in the catalogue")
    known = demands_of(offer).get(key, ()) if offer else ()
    return _in_words(known) if known else gettext("a condition that is no longer in the catalogue")


def _in_words(demands: tuple[Demand, ...]) -> str:
    language = current_language()
    texts = (
        requirement(each.leaf, each.evidence, negated=each.negated, language=language)
        for each in demands
    )
    return " / ".join(dict.fromkeys(texts))
