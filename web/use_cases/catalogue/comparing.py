"""Two versions of one offer side by side, and the one that a person makes of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import Engine

from models.offer_care import DraftState
from models.session import reading, transaction
from offers import store
from offers.licences import FIXED, forbids_changes
from offers.schema import dump_offer
from offers.store.merging import three_way
from web.author import Author
from web.use_cases import audit
from web.use_cases.catalogue.drafts import OPEN, Saving, change, load, locked, subject_of


class Side(StrEnum):
    """Whose word is taken for a field."""

    MINE = "mine"
    THEIRS = "theirs"


@dataclass(frozen=True, slots=True)
class FieldChoice:
    """A field in which the two differ; `taken` is what would be taken if nobody chose.

    `is_contested`: both changed it, each in another way. None stands for 'nothing said'.
    """

    field: str
    base: Any
    theirs: Any
    mine: Any
    taken: Side
    is_contested: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """A draft beside what stands by now, or beside another draft of the same offer.

    `theirs` names that: the version that stands (`version`) or the draft (`draft_id`, `revision`).
    """

    mine_id: str
    mine_revision: int
    title: str
    by: str
    choices: tuple[FieldChoice, ...]
    offer_id: str
    version: int = 0
    draft_id: str = ""
    revision: int = 0


def with_published(engine: Engine, public_id: str) -> Comparison | None:
    """A draft beside the version that stands by now; None if there is no newer one."""
    desk = load(engine, public_id)
    if desk is None or not desk.draft.is_open or desk.stands is None or not desk.is_behind:
        return None
    with reading(engine) as session:
        newest = store.history(session, desk.stands.offer.id)[0]
    theirs = dump_offer(newest.offer)
    base = dump_offer(desk.base) if desk.base else {}
    fixed = FIXED if forbids_changes(newest.offer) else ()
    return Comparison(
        mine_id=public_id,
        mine_revision=desk.draft.revision,
        title=newest.offer.title,
        by=newest.created_by,
        choices=_choices(base, theirs, desk.draft.content, fixed),
        offer_id=newest.offer.id,
        version=newest.number,
    )


def with_draft(engine: Engine, mine_id: str, other_id: str) -> Comparison | None:
    """Two drafts side by side; None unless both are open and of the same offer."""
    mine, other = load(engine, mine_id), load(engine, other_id)
    if mine is None or other is None or mine_id == other_id:
        return None
    is_pair = mine.draft.offer_id == other.draft.offer_id
    if not (mine.draft.is_open and other.draft.is_open and is_pair):
        return None
    base = dump_offer(mine.base) if mine.base else {}
    return Comparison(
        mine_id=mine_id,
        mine_revision=mine.draft.revision,
        title=mine.draft.title or other.draft.title,
        by=other.draft.updated_by,
        choices=_choices(base, other.draft.content, mine.draft.content, ()),
        offer_id=mine.draft.offer_id or "",
        draft_id=other_id,
        revision=other.draft.revision,
    )


def settle_with_published(
    engine: Engine, compared: Comparison, chosen: Mapping[str, Side], *, by: Author
) -> Saving:
    """Put the draft on top of the version that was compared, each field as chosen."""
    with transaction(engine) as session:
        row = locked(session, compared.mine_id)
        if row is None or row.state not in OPEN:
            return Saving.GONE
        newest = store.offer_at(session, compared.offer_id, compared.version)
        if row.revision != compared.mine_revision or newest is None:
            return Saving.STALE
        content = _joined(dump_offer(newest), row.content, compared, chosen)
        row.base_version = compared.version
        row.revision += 1
        session.add(row)
        change(session, row, content, by=by)
        audit.note(session, by, "offer.draft.settled", subject_of(row))
        return Saving.SAVED


def settle_with_draft(
    engine: Engine, compared: Comparison, chosen: Mapping[str, Side], *, by: Author
) -> Saving:
    """Make one draft of two: the other one, each field as chosen; mine is put away."""
    with transaction(engine) as session:
        first, second = sorted((compared.mine_id, compared.draft_id))
        rows = {each: locked(session, each) for each in (first, second)}
        mine, other = rows[compared.mine_id], rows[compared.draft_id]
        if mine is None or other is None or {mine.state, other.state} - set(OPEN):
            return Saving.GONE
        if (mine.revision, other.revision) != (compared.mine_revision, compared.revision):
            return Saving.STALE
        change(session, other, _joined(other.content, mine.content, compared, chosen), by=by)
        mine.state, mine.updated_utc = DraftState.DISCARDED.value, by.now
        session.add(mine)
        audit.note(session, by, "offer.draft.joined", subject_of(other))
        return Saving.SAVED


def _choices(
    base: Mapping[str, Any],
    theirs: Mapping[str, Any],
    mine: Mapping[str, Any],
    fixed: tuple[str, ...],
) -> tuple[FieldChoice, ...]:
    """The fields in which the two differ; texts that nobody may change are theirs anyway."""
    merged = three_way(base, mine, theirs)
    skipped = frozenset(fixed)
    return tuple(
        FieldChoice(
            field=field,
            base=base.get(field),
            theirs=theirs.get(field),
            mine=mine.get(field),
            taken=Side.MINE if mine.get(field) != base.get(field) else Side.THEIRS,
            is_contested=field in merged.contested,
        )
        for field in sorted({*theirs, *mine} - {"id"} - skipped)
        if theirs.get(field) != mine.get(field)
    )


def _joined(
    theirs: Mapping[str, Any],
    mine: Mapping[str, Any],
    compared: Comparison,
    chosen: Mapping[str, Side],
) -> dict[str, Any]:
    """Theirs, with mine in the fields for which that was chosen."""
    joined = dict(theirs)
    for choice in compared.choices:
        if chosen.get(choice.field, choice.taken) is Side.MINE:
            joined[choice.field] = mine.get(choice.field)
    return {field: value for field, value in joined.items() if value is not None}
