"""Nature: what makes an offer less likely to be the one, whatever the company needs.

Advisors put such offers later: one for everything, one narrow module of many, a frame programme
that is opened call by call, one that universities apply for with companies as partners.
"""

from __future__ import annotations

from matcher.features import keys
from matcher.features.columns import Column, OfferColumns, Seeker
from matcher.features.feature import Feature


def _broad(seeker: Seeker, offers: OfferColumns) -> Column:
    """-1 for an offer that serves four needs or more, 0 for one that serves one."""
    return -offers.traits.broad


def _module(seeker: Seeker, offers: OfferColumns) -> Column:
    """The closer to -1, the more modules of the same programme stand beside it."""
    return -offers.traits.module


def _rounds(seeker: Seeker, offers: OfferColumns) -> Column:
    """-1 for calls within a frame programme, -0.5 for one of both."""
    return -offers.traits.rounds


def _research(seeker: Seeker, offers: OfferColumns) -> Column:
    """-1 where universities or research institutes are among those who apply."""
    return -offers.traits.research


def _silent(seeker: Seeker, offers: OfferColumns, row: int) -> None:
    """The offer's own text tells it; it is no warning to a company."""


BROAD = Feature("broad", _broad, _silent, caution=True, key=keys.circumstances)
MODULE = Feature("module", _module, _silent, caution=True, key=keys.circumstances)
ROUNDS = Feature("rounds", _rounds, _silent, caution=True, key=keys.circumstances)
RESEARCH = Feature("research", _research, _silent, caution=True, key=keys.circumstances)
