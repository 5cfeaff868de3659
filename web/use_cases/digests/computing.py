"""Parts that wait are computed in batches: read, written without a transaction, stored in one."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from sqlalchemy import Engine
from sqlmodel import Session, col, select

from matcher.catalogue import Catalogue
from matcher.scorers import Scorer
from models.digest import DigestItem, DigestPart, ItemKind, PartState
from models.session import reading
from web.use_cases.digests.loading import Loaded, Loading, load
from web.use_cases.digests.prepared import Compose
from web.use_cases.digests.storing import Storing
from web.use_cases.digests.surroundings import Surroundings
from web.use_cases.digests.waiting import WaitingPart
from web.use_cases.digests.writing import Deadline, Facts, Writing
from web.use_cases.firms.stored_answers import Retention
from web.use_cases.outbox.queueing import UnfitLetterError, mailbox_of
from web.use_cases.outbox.suppression import suppressed_among

BATCH = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Tools:
    """What parts are computed with. `links` and `addresses` are the keys of links in mails and of
    suppressed addresses, `home` is the territory of the service.
    """

    catalogue: Catalogue
    scorer: Scorer
    compose: Compose
    links: bytes
    addresses: bytes
    home: tuple[str, ...]
    retention: Retention
    batch: int = BATCH


def compute_waiting(
    engine: Engine, parts: Sequence[WaitingPart], tools: Tools, *, now: datetime
) -> Mapping[str, int]:
    """Compute what `waiting` has found; how many parts by their new state.

    Parts that a newer catalogue is needed for are left. A process that dies leaves whole batches
    behind; two that compute the same do not disturb each other: the first one counts.
    """
    around = Surroundings(engine, tools.catalogue, tools.scorer, now)
    writing = Writing(around=around, compose=tools.compose, now=now)
    storing = Storing(engine, key=tools.links, retention=tools.retention, now=now)
    counts = Counter[str]()
    ready = (part for part in parts if part.ends_at <= around.version + 1)
    for batch in _batches(ready, tools.batch):
        facts = facts_of(engine, batch, tools, now)
        known = [part for part in batch if _is_known(part, facts, around.version)]
        counts.update(storing.store([writing.outcome(part, facts) for part in known]))
    return counts


def _batches(parts: Iterator[WaitingPart], size: int) -> Iterator[list[WaitingPart]]:
    while batch := list(islice(parts, size)):
        yield batch


def _is_known(part: WaitingPart, facts: Facts, version: int) -> bool:
    """Whether the catalogue has all that happened before the window of the subscriber begins."""
    loaded = facts.loaded.get(part.subscription_id)
    return loaded is None or loaded.told_until <= version + 1


def facts_of(engine: Engine, batch: Sequence[WaitingPart], tools: Tools, now: datetime) -> Facts:
    """What is known of the subscribers of a batch, by a number of queries that is fixed."""
    how = Loading(key=tools.links, home=tools.home, now=now)
    reminders = [part.subscription_id for part in batch if part.is_reminder]
    with reading(engine) as session:
        loaded = load(session, [part.subscription_id for part in batch], how)
        return Facts(
            loaded=loaded,
            unreachable=_unreachable(session, loaded, tools.addresses),
            reminded=_reminded(session, reminders) if reminders else {},
        )


def _unreachable(session: Session, loaded: Mapping[int, Loaded], key: bytes) -> Collection[int]:
    addresses = {each: _mailbox(found.recipient.email) for each, found in loaded.items()}
    closed = suppressed_among(session, set(addresses.values()), key=key)
    return frozenset(each for each, address in addresses.items() if address in closed)


def _mailbox(address: str) -> str:
    """The address as the outbox writes it; one that is none fails when its mail is queued."""
    try:
        return mailbox_of(address)[0]
    except UnfitLetterError:
        return address


def _reminded(
    session: Session, subscriptions: Collection[int]
) -> Mapping[int, Collection[Deadline]]:
    """The deadlines that each of them was sent, by any reminder that is still known."""
    part, item = DigestPart, DigestItem
    rows = session.exec(
        select(part.subscription_id, item)
        .join(item, col(item.part_id) == col(part.id))
        .where(
            col(part.subscription_id).in_(subscriptions),
            part.state == PartState.SENT.value,
            item.kind == ItemKind.DEADLINE.value,
        )
    )
    found: defaultdict[int, set[Deadline]] = defaultdict(set)
    for subscription_id, each in rows:
        found[subscription_id].add((each.offer_id, each.day, each.days_before))
    return found
