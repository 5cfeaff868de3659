"""What a feed is about, as its address says it: the names are those of the list of offers."""

from __future__ import annotations

from dataclasses import dataclass

from werkzeug.datastructures import MultiDict

from matcher.wording import kind_label
from offers.schema import Kind
from offers.taxonomy.needs import NEED_KEYS, need
from web.typed_texts import one_line
from web.use_cases.catalogue.open_data import Wanted
from web.use_cases.places import PlaceRead, read_place

NEED, KIND, PLACE = "bedarf", "art", "ort"
LONGEST_PLACE = 100


@dataclass(frozen=True, slots=True)
class Filters:
    """Needs and kinds of the closed lists, and the place as it was typed and read."""

    needs: tuple[str, ...]
    kinds: tuple[Kind, ...]
    place: PlaceRead

    @property
    def wanted(self) -> Wanted:
        """The same for the use cases; an unknown place is no filter."""
        return Wanted(self.needs, self.kinds, self.place.site)

    @property
    def parameters(self) -> dict[str, list[str]]:
        """What stands in an address with these filters, always in the same order."""
        pairs = {
            NEED: [*self.needs],
            KIND: [*map(str, self.kinds)],
            PLACE: [self.place.typed] if self.place.typed else [],
        }
        return {name: values for name, values in pairs.items() if values}


def names_of(filters: Filters, language: str) -> tuple[str, ...]:
    """What the filters narrow to, as people call it; empty where they do not."""
    return (
        *(need(key).label.get(language) for key in filters.needs),
        *(kind_label(kind, language) for kind in filters.kinds),
        *filter(None, (filters.place.name,)),
    )


def read_filters(arguments: MultiDict[str, str]) -> Filters:
    """The filters of an address; words that mean nothing are left out."""
    needs, kinds = arguments.getlist(NEED), arguments.getlist(KIND)
    return Filters(
        needs=tuple(key for key in NEED_KEYS if key in needs),
        kinds=tuple(kind for kind in Kind if kind in kinds),
        place=read_place(one_line(arguments.get(PLACE, ""))[:LONGEST_PLACE]),
    )
