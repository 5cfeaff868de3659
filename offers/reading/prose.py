"""Who may apply, from the field that says so or from sentences that do."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from offers.reading.audience import read_audience
from offers.reading.evidence import DOUBTFUL, capped
from offers.reading.folding import Folded, folded
from offers.reading.signals import signal
from offers.schema import Condition, Offer

_SENTENCE_END = re.compile(r"(?<![ (][a-z])(?<!insb)(?<!inkl)(?<!ggf)\. (?=[a-z])|[;!?]|$")
_FOR = re.compile(r"(?<![a-z-])(?:fuer|for) (?=[a-z])")

_MOST_SENTENCES = 5


def who_may_apply(offer: Offer) -> Condition | None:
    """The condition of the audience that prose names; None where fields name one, or nothing does.

    The field for it counts most, then a sentence that says who may apply; 'für …' in title or
    summary is only a hint.
    """
    if offer.audience:
        return None
    if offer.audience_text:
        return read_audience(offer.audience_text)
    texts = [folded(text) for text in (offer.requires, offer.description, offer.summary) if text]
    for text in texts:
        for stretch in islice(_entitled(text), _MOST_SENTENCES):
            condition = read_audience(stretch)
            if condition is not None:
                return condition
    return _hint(offer)


def _entitled(text: Folded) -> Iterator[str]:
    for found in signal("entitled").finditer(text.text):
        if not text.text[: found.start()].rstrip().endswith(("nicht", "not")):
            yield text.quote(found.end(), _end(text, found.end())).lstrip(" :")
    for found in signal("entitled_after").finditer(text.text):
        yield text.quote(_begin(text, found.start()), found.start())


def _end(text: Folded, start: int) -> int:
    end = _SENTENCE_END.search(text.text, start)
    return len(text.text) if end is None else end.start()


def _begin(text: Folded, end: int) -> int:
    begin = 0
    for found in _SENTENCE_END.finditer(text.text, 0, end):
        if found.end() < end:
            begin = found.end()
    return begin


def _hint(offer: Offer) -> Condition | None:
    for source in (offer.title, offer.summary):
        text = folded(source)
        for found in islice(_FOR.finditer(text.text), _MOST_SENTENCES):
            condition = read_audience(text.quote(found.end(), _end(text, found.end())))
            if condition is not None:
                return capped(condition, DOUBTFUL)
    return None
