"""What is done with a chunk, the same in this process, in another one and on a Dask cluster."""

from __future__ import annotations

import hashlib
import json
import threading
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from matcher.batch import Batch
from matcher.batch_run.companies import Lines, parse
from matcher.batch_run.layouts import LAYOUTS
from matcher.catalogue import compile_catalogue
from matcher.eligibility import subject_of
from matcher.features import FEATURES_VERSION
from matcher.profile import Asked
from matcher.scorers import Scorer
from offers.errors import InputErrors
from offers.schema import Offer, dump_offer

_ONE_AT_A_TIME = threading.Lock()
"""A worker of Dask has threads; what companies have in common is kept for one at a time."""


@dataclass(frozen=True, slots=True)
class Plan:
    """All that counts beside the companies; plans with one fingerprint give one output."""

    fingerprint: str
    offers: tuple[Offer, ...] = field(compare=False, repr=False)
    scorer: Scorer = field(compare=False, repr=False)
    top: int = field(compare=False)
    today: date | None = field(compare=False)
    layout: str = field(compare=False)


def plan_of(
    offers: tuple[Offer, ...], scorer: Scorer, *, top: int, today: date | None, layout: str
) -> Plan:
    """The plan with its fingerprint; the order of the offers does not matter."""
    whole = hashlib.sha256()
    for offer in sorted(offers, key=lambda each: each.id):
        whole.update(json.dumps(dump_offer(offer), sort_keys=True, default=str).encode())
    options = (repr(scorer), top, str(today), layout, FEATURES_VERSION)
    whole.update(json.dumps(options).encode())
    return Plan(whole.hexdigest(), offers, scorer, top, today, layout)


def rank(plan: Plan, lines: Lines) -> bytes:
    """The best offers of the companies of a chunk, as the layout writes them.

    InputErrors for a bad line; whoever checked before sees none.
    """
    asked = [_good(outcome) for _, outcome in parse(lines, today=plan.today)]
    with _ONE_AT_A_TIME:
        batch = prepare(plan)
        best = batch.best([subject_of(one.profile, one.today) for one in asked])
    companies = [one.profile.id for one in asked]
    return LAYOUTS[plan.layout].part(companies, batch.catalogue.offers, best)


@lru_cache(maxsize=1)
def prepare(plan: Plan) -> Batch:
    """The compiled catalogue of a plan, kept for the next chunk."""
    return Batch(compile_catalogue(plan.offers, plan.fingerprint), plan.scorer, limit=plan.top)


def _good(outcome: Asked | InputErrors) -> Asked:
    if isinstance(outcome, InputErrors):
        raise outcome
    return outcome
