"""What each finding weighs: bits of evidence, and the score that they add up to.

As in Fellegi and Sunter (A theory for record linkage, JASA 1969): findings are taken as
independent, each adds the logarithm (base 2) of how much likelier it is for two descriptions of
one offer than for two offers. The figures were fitted on one half of the labelled pairs
(tests/offers/overlap_pairs.csv) by logistic regression that was held near a first guess, then
rounded; the other half judged them. PROPOSED is where precision and recall of the fitted half
meet, CERTAIN where none of its proposals was wrong.

Levels are positions in the tuples below. Missing values weigh nothing.
"""

from __future__ import annotations

import math

BEFORE = -5.5
"""Bits before any evidence: of fifty candidates about one is a pair."""
SOURCES = (0.5, 0.0, 3.5)
"""Not known; one source, whose keeper lists both on purpose; two sources."""
TITLE_FROM = (0.3, 0.5, 0.85, 0.95)
TITLE = (-1.5, 0.0, 1.0, 4.0, 6.5)
PLAIN_TITLE_BELOW = 0.7
PLAIN_TITLE = -2.5
"""Titles of everyday words ('Beratung') are alike by chance; the limit is a share of the weight
of one word that only two titles have."""
TAIL_FROM = (0.6, 0.85)
TAIL = (-6.5, -3.0, 0.0)
"""How alike what follows the dash is: 'Kredit - Investitionen', 'Kredit - Betriebsmittel'."""
SAYS_MORE_FROM = 1.5
SAYS_MORE = -6.5
"""One title has something behind the dash that the other lacks: a whole and its part."""
OTHER_PART = -5.5
"""Two numbered parts of one programme."""
SAME_NUMBER, OTHER_NUMBER = 1.0, -6.5
"""Product numbers: one in common, or both have some and none in common."""
TEXT_FROM = (0.2, 0.4, 0.6, 0.8)
TEXT = (-0.5, 0.5, 1.5, 2.0, 4.0)
PAGE = (0.0, -0.5, 1.0, 1.5, 2.0)
"""Not known or other hosts; other pages of one host; a page that many offers name; the front page
of a host that few name; a page that few name."""
FEW = 4
"""So many offers at most name a page that says something."""
SAME_AMOUNT, OTHER_AMOUNT = 0.5, -1.5
OTHER_TERRITORY = -5.5
OTHER_AUDIENCE = -1.5
OTHER_EDITION = -4.0

MOST_OF_THE_REST = SAME_NUMBER + SAME_AMOUNT
"""What the findings that are looked up last can add at most."""
PROPOSED = 0.4
"""Score from which a pair is worth a person's time."""
CERTAIN = 0.9
"""Score from which nearly every pair is one offer."""
MOST_IN_DOUBT = 0.89
"""The most for a pair that anything weighs against, or with a telling word in one title only."""
SUREST = 0.999
"""Only the same content is surer."""


def score_of(bits: float, *, most: float = SUREST) -> float:
    """The probability that so many bits stand for, at most `most`."""
    return round(min(1.0 / (1.0 + math.exp2(-bits)), most), 4)


def bits_of(score: float) -> float:
    """The bits that stand for a probability."""
    return math.log2(score / (1.0 - score))
