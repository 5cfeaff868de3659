"""The region table holds all of Nordrhein-Westfalen, and its codes hang together."""

import csv
from collections import Counter
from pathlib import Path

import pytest

from offers.taxonomy.regions import RegionKind, find_region, region, resolve_site
from offers.taxonomy.regions.table import table

KREISE = [code for code, row in table().regions.items() if row.kind is RegionKind.DISTRICT]
MUNICIPALITIES = [c for c, row in table().regions.items() if row.kind is RegionKind.MUNICIPALITY]


def test_nrw_has_53_kreise_and_396_municipalities() -> None:
    kinds = Counter(row.kind for row in table().regions.values())
    assert kinds[RegionKind.DISTRICT] == 53
    assert kinds[RegionKind.MUNICIPALITY] == 396
    assert kinds[RegionKind.LAND] == 16
    assert kinds[RegionKind.COUNTRY] == 27


def test_22_kreisfreie_staedte_have_one_municipality_each() -> None:
    assert sum(len(table().children[code]) == 1 for code in KREISE) == 22


def test_every_kreis_and_municipality_lies_above_and_below_as_its_code_says() -> None:
    ags_of = {nuts: ags for ags, nuts in table().codes.items() if ags.isdigit() and len(ags) == 5}
    for code in MUNICIPALITIES:
        kreis = region(code).ancestors[0]
        assert ags_of[kreis] == code[:5]
        assert region(code).ancestors[1:] == (kreis[:4], "DEA", "DE", "EU")


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("05954036", "Witten"),
        ("05954032", "Wetter (Ruhr)"),
        ("05978016", "Holzwickede"),
        ("05562014", "Gladbeck"),
        ("05334002", "Aachen"),
        ("05158026", "Monheim am Rhein"),
        ("05774040", "Bad Wünnenberg"),
        ("DEA56", "Ennepe-Ruhr-Kreis"),
        ("05954", "Ennepe-Ruhr-Kreis"),
        ("DEA2D", "StädteRegion Aachen"),
        ("059", "Regierungsbezirk Arnsberg"),
        ("05", "Nordrhein-Westfalen"),
        ("DE6", "Hamburg"),
        ("DE-NW", "Nordrhein-Westfalen"),
        ("EL", "Griechenland"),
    ],
)
def test_a_code_finds_its_region(code: str, name: str) -> None:
    found = find_region(code)
    assert found is not None
    assert found.name == name


def test_a_code_that_the_table_lacks_is_a_region_of_its_own() -> None:
    assert region("FRK2").ancestors == ("FRK", "FR", "EU")
    assert region("09162").ancestors == ("091", "DE2", "DE", "EU")
    assert region("PF").ancestors == ()
    assert region("PF").kind is RegionKind.FOREIGN


def test_a_text_that_is_no_code_has_no_region() -> None:
    with pytest.raises(KeyError):
        region("Metropole Ruhr!")


@pytest.mark.parametrize(
    ("area", "towns", "kreise"),
    [
        ("metropole-ruhr", 11, 4),
        ("mittleres-ruhrgebiet", 4, 0),
        ("region-westfalen", 4, 1),
        ("suedwestfalen", 0, 5),
        ("ostwestfalen-lippe", 1, 6),
        ("muensterland", 1, 4),
        ("rheinisches-revier", 1, 6),
    ],
)
def test_a_named_area_has_its_members(area: str, towns: int, kreise: int) -> None:
    members = table().members[area]
    whole = [code for code in members if len(table().children.get(code, ())) > 1]
    assert (len(members) - len(whole), len(whole)) == (towns, kreise)


def test_postal_codes_agree_with_geonames_on_the_kreis(shared_dir: Path) -> None:
    """The Kreis of each row is among those of our places, but for 5 large customers elsewhere."""
    with (shared_dir / "facts" / "plz_nrw.csv").open(encoding="utf-8") as file:
        rows = {(row["postal_code"], row["kreis_ags"]) for row in csv.DictReader(file)}
    missed = {code for code, ags in rows if table().codes[ags] not in _kreise_of(code)}
    assert missed == {"03075", "41261", "47526", "59089", "96039"}
    assert 1 - len(missed) / len(rows) > 0.995


def test_postal_codes_of_geonames_are_listed_or_assumed_with_a_warning(shared_dir: Path) -> None:
    with (shared_dir / "facts" / "plz_nrw.csv").open(encoding="utf-8") as file:
        codes = {row["postal_code"] for row in csv.DictReader(file)}
    warnings = Counter(w.code for code in codes for w in resolve_site(code, None, None).warnings)
    assert warnings == {"postal_code_assumed": 314, "postal_code_unknown": 2}


def test_municipality_names_of_geonames_are_known(shared_dir: Path) -> None:
    """Every place that GeoNames has for a listed code keeps the site in its Kreis."""
    with (shared_dir / "facts" / "plz_nrw.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    known = [row for row in rows if not resolve_site(row["postal_code"], None, None).warnings]
    astray = [
        row
        for row in known
        if table().codes[row["kreis_ags"]] not in _kreise_of(row["postal_code"], row["place"])
    ]
    assert len(known) > 800
    assert astray == []


def _kreise_of(postal_code: str, municipality: str | None = None) -> set[str]:
    places = resolve_site(postal_code, municipality, None).places or frozenset()
    return {code for place in places for code in (place, *region(place).ancestors)}
