"""What is judged unfit and why: opinions of firms, and of advisors of the own organisation."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import starmap
from typing import Any, NamedTuple

from sqlalchemy import Engine, or_
from sqlalchemy import select as select_rows
from sqlmodel import Session, col

from models.company_file import CompanyFile
from models.judgement import Judgement
from models.session import reading
from web.use_cases.firms.judgements import FIRM
from web.use_cases.firms.opinions import REASONS, Opinion
from web.use_cases.insight import disclosure
from web.use_cases.insight.asked import Asked, View, firms_asked_for
from web.use_cases.insight.disclosure import Table
from web.use_cases.insight.firms import Firms

UNFIT = (*REASONS, Opinion.NO_REASON)
SAID = (*UNFIT, Opinion.FITS, Opinion.MISSING)


class OneOpinion(NamedTuple):
    """What one judge said of an offer for a firm; `opinion` is a value of Opinion.

    `because`: with NOT_ELIGIBLE the key of the condition that stands against it, '' for none named.
    """

    firm_id: int
    offer_id: str
    opinion: str
    because: str


@dataclass(frozen=True, slots=True)
class OfferReasons:
    """One offer that firms were unfit for, by the reasons; a firm may have two."""

    offer_id: str
    reasons: Table


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """`firms` were judged for at all. Offers are told by their ids.

    `conditions`: firms that are not eligible for an offer, by the keys of the conditions.
    """

    firms: int
    reasons: Table
    conditions: Table
    unfit: Table
    offers: tuple[OfferReasons, ...]
    fitting: Table
    missing: Table


def judged_of(engine: Engine, firms: Firms, view: View, asked: Asked) -> Judged:
    """The tables of the opinions on the firms that are meant, by when they were given."""
    meant = {each.id for each in firms_asked_for(firms, view, asked)}
    with reading(engine) as session:
        found = [each for each in _opinions(session, view, asked) if each.firm_id in meant]
    return tables_of(found)


def tables_of(opinions: Iterable[OneOpinion]) -> Judged:
    """The same of opinions; a firm counts once in each row, however many judges it has."""
    told = list(opinions)
    base = len({each.firm_id for each in told})
    unfit = [each for each in told if each.opinion in UNFIT]
    by_offer = _by_offer(unfit)
    table = _by(unfit, "offer_id", base)
    return Judged(
        firms=disclosure.shown(base),
        reasons=_by(unfit, "opinion", base),
        conditions=_conditions(told),
        unfit=table,
        offers=tuple(
            OfferReasons(row.key, _by(by_offer[row.key], "opinion", _firms(by_offer[row.key])))
            for row in table.rows
        ),
        fitting=_by([each for each in told if each.opinion == Opinion.FITS], "offer_id", base),
        missing=_by([each for each in told if each.opinion == Opinion.MISSING], "offer_id", base),
    )


def _opinions(session: Session, view: View, asked: Asked) -> Iterator[OneOpinion]:
    query: Any = (
        select_rows(
            col(Judgement.company_id),
            col(Judgement.offer_id),
            col(Judgement.opinion),
            col(Judgement.because),
        )
        .join(CompanyFile, col(CompanyFile.id) == col(Judgement.file_id), isouter=True)
        .where(
            col(Judgement.company_id).is_not(None),
            col(Judgement.opinion).in_(SAID),
            asked.when(col(Judgement.judged_utc)),
        )
    )
    if view.organisation_id is not None:
        own = col(CompanyFile.organisation_id) == view.organisation_id
        query = query.where(or_(col(Judgement.judge) == FIRM, own))
    return starmap(OneOpinion, session.connection().execute(query))


def _by(opinions: Iterable[OneOpinion], name: str, base: int) -> Table:
    """Firms by one thing that was said."""
    pairs = {(getattr(each, name), each.firm_id) for each in opinions}
    return disclosure.overlapping(Counter(key for key, _ in pairs), base)


def _conditions(opinions: Iterable[OneOpinion]) -> Table:
    """The share is that of the firms of which somebody named a condition."""
    named = [each for each in opinions if each.opinion == Opinion.NOT_ELIGIBLE and each.because]
    return _by(named, "because", _firms(named))


def _by_offer(opinions: Iterable[OneOpinion]) -> Mapping[str, list[OneOpinion]]:
    found: defaultdict[str, list[OneOpinion]] = defaultdict(list)
    for each in opinions:
        found[each.offer_id].append(each)
    return found


def _firms(opinions: Iterable[OneOpinion]) -> int:
    return len({each.firm_id for each in opinions})
