"""What an offer is for: the needs that its topic, title and description name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import lru_cache

from offers.reading.actors import PACKAGE
from offers.reading.folding import fold
from offers.reading.lexicon import Lexicon
from offers.schema import Offer
from offers.taxonomy.data_files import read_yaml
from offers.taxonomy.needs import find_needs

MOST = 4
_TITLE, _TOPIC, _BODY = 3.0, 2.0, 1.0
_CLEARLY = 0.9


def read_needs(offer: Offer) -> tuple[str, ...]:
    """The needs of an offer that states none, most central first, at most four.

    Title and topic decide; the description only where they name nothing, and then what it says
    twice goes first. Ties keep the order of first mention.
    """
    found = _weighed({offer.title: _TITLE, offer.topic_text: _TOPIC})
    if not found:
        found = _weighed({offer.summary: _BODY, offer.description: _BODY})
    if not found:
        found = {
            hit.key: hit.score
            for hit in find_needs(f"{offer.title}. {offer.description}")
            if hit.score >= _CLEARLY
        }
    order = sorted(found, key=lambda key: -found[key])
    return tuple(order[:MOST])


def _weighed(texts: Mapping[str, float]) -> dict[str, float]:
    weights: dict[str, float] = defaultdict(float)
    for text, weight in texts.items():
        keys = [key for mention in _lexicon().mentions(fold(text)) for key in mention.entry]
        for key in dict.fromkeys(keys):
            weights[key] += weight + 0.1 * (keys.count(key) - 1)
    return dict(weights)


@lru_cache(maxsize=1)
def _lexicon() -> Lexicon[tuple[str, ...]]:
    keys: dict[str, list[str]] = defaultdict(list)
    for key, words in read_yaml(PACKAGE, "needs.yaml").items():
        for word in words:
            keys[word].append(key)
    return Lexicon((word, tuple(found)) for word, found in keys.items())
