"""What titles and themes let suspect: read with doubt, so that nobody is refused for them."""

from __future__ import annotations

from collections.abc import Iterator

from offers.reading.actors import actors, branches
from offers.reading.evidence import DOUBTFUL, capped, read, stated
from offers.reading.folding import folded
from offers.schema import Condition, Offer, leaves
from offers.schema.conditions import InSector, OfSize

_THEME = 0.6


def sizes_of_title(offer: Offer, audience: Condition | None) -> Iterator[Condition]:
    """'Kredit für den großen Mittelstand' where the audience says nothing of size."""
    known = () if audience is None else leaves(audience)
    if any(isinstance(leaf.test, OfSize) for leaf in known):
        return
    title = folded(offer.title)
    for mention in actors().mentions(title.text):
        if mention.entry.size:
            quote = title.quote(mention.start, mention.end)
            condition = stated(mention.entry.condition, quote=quote, confidence=DOUBTFUL)
            yield capped(condition, DOUBTFUL)
            return


def sectors_of_text(offer: Offer) -> Iterator[Condition]:
    """The branches that a source says an offer is made for; nobody else is refused."""
    text = folded(offer.sector_text)
    found = list(branches().mentions(text.text))
    if found:
        prefixes = (*(p for mention in found for p in mention.entry.prefixes), *offer.sectors)
        quote = text.quote(found[0].start, found[-1].end)
        yield read(InSector(tuple(dict.fromkeys(prefixes))), quote=quote, confidence=_THEME)
