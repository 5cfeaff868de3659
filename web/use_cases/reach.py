"""What a person may see and change: decided by the territory of the organisation alone.

Whatever has a part in common with it can be read, what lies wholly within it can be written;
anything else is treated as if it did not exist.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from offers.taxonomy.regions import Territory, lies_within, overlaps, resolve_territory


@dataclass(frozen=True, slots=True)
class Reach:
    """How far somebody reaches; `territory` None: everywhere, as the operator's commands do."""

    territory: Territory | None

    def sees(self, names: Sequence[str]) -> bool:
        """Whether what belongs to this territory, given by names or codes, may be read."""
        return self.territory is None or overlaps(resolve_territory(names), self.territory)

    def holds(self, names: Sequence[str]) -> bool:
        """Whether what belongs to this territory may be written."""
        return self.territory is None or lies_within(resolve_territory(names), self.territory)

    def holds_service(self, whole: Sequence[str]) -> bool:
        """Whether all of a service with this territory may be written; without one: Germany."""
        return self.holds(whole or ("DE",))


EVERYWHERE = Reach(None)


def reach_of(names: Sequence[str]) -> Reach:
    """The reach of an organisation with this territory."""
    return Reach(resolve_territory(names))
