"""The region table: EU and member states, Länder, and all of NRW down to its 396 municipalities.

Codes: NUTS down to the Kreis (`DEA56`), eight-digit AGS for municipalities (`05954036`), slugs for
named areas. The AGS of every row below is understood as well. A kreisfreie Stadt is a Kreis
(`DEA51`) with one municipality (`05911000`). Sources: NUTS 2024 (Regulation 1059/2003),
Gemeindeverzeichnis, Verordnung nach § 4 GO NRW for large and medium towns.
"""

import csv
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from offers.taxonomy.regions.records import Region, RegionKind

EU = "EU"
GERMANY = "DE"
NRW = "DEA"
CITY_STATES = ("DE3", "DE6")

_PROMINENT = frozenset({"city", "large", "medium"})


@dataclass(frozen=True, slots=True)
class Table:
    """All rows and how they hang together; read once, never changed."""

    regions: Mapping[str, Region]
    codes: Mapping[str, str]  # NUTS, AGS and slugs as they may be written -> code
    spellings: tuple[tuple[str, str], ...]  # (code, name or alias)
    children: Mapping[str, tuple[str, ...]]  # complete lists only
    members: Mapping[str, tuple[str, ...]]  # of named areas
    areas: Mapping[str, tuple[str, ...]]  # region -> named areas that hold it whole
    lands: Mapping[str, str]  # AGS and ISO code of a Land -> its NUTS code
    prominent: frozenset[str]  # kreisfreie, große and mittlere Städte: what their bare name means


@lru_cache(maxsize=1)
def table() -> Table:
    """The table, read from the data files on first use."""
    draft = _Draft()
    draft.add(EU, "Europäische Union", RegionKind.UNION, "", "EU-weit|EU27|European Union")
    draft.add_countries()
    draft.add_lands()
    draft.add_nrw()
    draft.add_areas()
    return draft.finished()


class _Draft:
    """The table while it is being read."""

    def __init__(self) -> None:
        self.regions: dict[str, Region] = {}
        self.codes: dict[str, str] = {}
        self.spellings: list[tuple[str, str]] = []
        self.children: defaultdict[str, list[str]] = defaultdict(list)
        self.members: dict[str, tuple[str, ...]] = {}
        self.lands: dict[str, str] = {}
        self.prominent: set[str] = set()

    def add(self, code: str, name: str, kind: RegionKind, above: str, aliases: str) -> None:
        ancestors = (above, *self.regions[above].ancestors) if above else ()
        self.regions[code] = Region(code=code, name=name, kind=kind, ancestors=ancestors)
        self.codes[code.upper()] = code
        self.spellings += [(code, spelling) for spelling in (name, *aliases.split("|")) if spelling]
        if kind is not RegionKind.AREA or above:
            self.children[above].append(code)

    def add_countries(self) -> None:
        for row in _rows("countries.csv"):
            self.add(row["code"], row["name"], RegionKind.COUNTRY, EU, row["aliases"])

    def add_lands(self) -> None:
        for row in _rows("lands.csv"):
            code = row["nuts"]
            self.add(code, row["name"], RegionKind.LAND, GERMANY, row["aliases"])
            self.lands |= {row["ags"]: code, row["iso"]: code}
            self.codes |= {row["ags"]: code, f"DE-{row['iso']}": code}

    def add_nrw(self) -> None:
        for row in _rows("government_districts.csv"):
            self.add(row["nuts"], row["name"], RegionKind.AREA, NRW, row["aliases"])
            self.codes[row["ags"]] = row["nuts"]
        for row in _rows("districts.csv"):
            self.add_district(row)
        for row in _rows("municipalities.csv"):
            above = self.codes[row["ags"][:5]]
            self.add(row["ags"], row["name"], RegionKind.MUNICIPALITY, above, row["aliases"])
            if row["rank"] in _PROMINENT:
                self.prominent.add(row["ags"])

    def add_district(self, row: Mapping[str, str]) -> None:
        self.add(row["nuts"], row["name"], RegionKind.DISTRICT, row["nuts"][:4], row["aliases"])
        self.codes[row["ags"]] = row["nuts"]
        if row["kind"] == "kreisfreie Stadt":  # the bare name means the municipality
            self.spellings.pop()
            self.spellings.append((row["nuts"], f"Kreisfreie Stadt {row['name']}"))

    def add_areas(self) -> None:
        for row in _rows("areas.csv"):
            self.add(row["code"], row["name"], RegionKind.AREA, "", row["aliases"])
            self.members[row["code"]] = tuple(self.codes[code] for code in row["members"].split())

    def finished(self) -> Table:
        areas: defaultdict[str, list[str]] = defaultdict(list)
        for area, members in self.members.items():
            for member in members:
                areas[member].append(area)
        return Table(
            regions=self.regions,
            codes=self.codes,
            spellings=tuple(self.spellings),
            children={code: tuple(below) for code, below in self.children.items() if code},
            members=self.members,
            areas={code: tuple(above) for code, above in areas.items()},
            lands=self.lands,
            prominent=frozenset(self.prominent),
        )


def _rows(name: str) -> Iterator[dict[str, str]]:
    path = files("offers.taxonomy.regions") / "data" / name
    return iter(list(csv.DictReader(path.read_text(encoding="utf-8").splitlines())))
