"""Territories: names and codes of an offer mean what a reader takes them for, and nothing else."""

import pytest

from offers.taxonomy.regions import find_region, resolve_territory


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Bochum", "05911000"),
        ("BOCHUM", "05911000"),
        ("HAMM", "05915000"),
        ("Stadt Recklinghausen", "05562032"),
        ("Recklinghausen", "05562032"),
        ("Kreis Recklinghausen", "DEA36"),
        ("Unna", "05978036"),
        ("Kreis Unna", "DEA5C"),
        ("kreis  unna", "DEA5C"),
        ("Ennepe-Ruhr-Kreis", "DEA56"),
        ("Ennepe Ruhr Kreis", "DEA56"),
        ("Rhein-Erft-Kreis", "DEA27"),
        ("StädteRegion Aachen", "DEA2D"),
        ("Staedteregion Aachen", "DEA2D"),
        ("Aachen", "05334002"),
        ("Muelheim an der Ruhr", "05117000"),
        ("Mülheim/Ruhr", "05117000"),
        ("Mülheim a.d. Ruhr", "05117000"),
        ("Wetter", "05954032"),
        ("Wetter (Ruhr)", "05954032"),
        ("Gronau (Westfalen)", "05554020"),
        ("Neunkirchen", "05970036"),
        ("Frankfurt am Main", "DE7:frankfurt-main"),
        ("Halle/Saale", "DEE:halle-saale"),
        ("München", "DE2:muenchen"),
        ("Stadt Bremen", "DE5:bremen"),
        ("Bremen", "DE5"),
        ("Berlin", "DE3"),
        ("Nordrhein-Westfalen", "DEA"),
        ("NRW", "DEA"),
        ("Thueringen", "DEG"),
        ("Regierungsbezirk Arnsberg", "DEA5"),
        ("Deutschland", "DE"),
        ("bundesweit", "DE"),
        ("Europäische Union", "EU"),
        ("EU", "EU"),
        ("Metropole Ruhr", "metropole-ruhr"),
        ("Ruhrgebiet", "metropole-ruhr"),
        ("In|Die RegionWestfalen", "region-westfalen"),
        ("dea51", "DEA51"),
        ("DE300", "DE3"),
        ("02000000", "DE6"),
        ("FRK", "FRK"),
        ("PF", "PF"),
        ("09162", "09162"),
    ],
)
def test_a_name_or_code_means_one_region(name: str, code: str) -> None:
    assert resolve_territory([name]).codes == {code}
    assert resolve_territory([name]).unresolved == ()


@pytest.mark.parametrize(
    "name",
    [
        "Deutschland (Revierregionen)",
        "International (IraSME)",
        "Europa",
        "Wittten",
        "Witten-Annen",
        "Halle",
        "Frankfurt",
        "Neustadt",
        "Landkreis München",
        "frk",
        "99162",
        "0591",
        "",
        "😀",
        "x" * 10_000,
    ],
)
def test_a_name_that_is_unclear_is_not_resolved(name: str) -> None:
    assert resolve_territory([name]).codes == frozenset()
    assert resolve_territory([name]).unresolved == (name,)
    assert find_region(name) is None


def test_every_name_of_a_list_counts() -> None:
    found = resolve_territory(["Bochum", "irgendwo", "DEB"])
    assert found.codes == {"05911000", "DEB"}
    assert found.unresolved == ("irgendwo",)
