"""Reach compared: for which places and for whom an offer is, now and before."""

from __future__ import annotations

from collections.abc import Iterator

from offers.differences.change import Change
from offers.schema import AudienceWord
from offers.taxonomy.regions import lies_within, resolve_territory

Names = tuple[str, ...]


def territory_changes(before: Names, after: Names) -> Iterator[Change]:
    """Wider or narrower as far as it is known for certain; no names at all are no limit.

    Two ways to name the same places are no change of the territory.
    """
    one, other = resolve_territory(before), resolve_territory(after)
    if (one.codes, one.unresolved) == (other.codes, other.unresolved):
        return
    grew, shrank = lies_within(one, other), lies_within(other, one)
    yield from _reach("territory", before, after, grew=grew, shrank=shrank)


def audience_changes(
    before: tuple[AudienceWord, ...], after: tuple[AudienceWord, ...]
) -> Iterator[Change]:
    """Wider or narrower by the words; no words at all are no limit."""
    one, other = set(before), set(after)
    if one != other:
        yield from _reach("audience", before, after, grew=one < other, shrank=other < one)


def _reach(
    subject: str,
    before: tuple[str, ...],
    after: tuple[str, ...],
    *,
    grew: bool,
    shrank: bool,
) -> Iterator[Change]:
    if not before:
        yield Change(f"{subject}.limited", {"after": after})
    elif not after:
        yield Change(f"{subject}.opened", {"before": before})
    else:
        what = "changed" if grew == shrank else "widened" if grew else "narrowed"
        yield Change(f"{subject}.{what}", {"before": before, "after": after})
