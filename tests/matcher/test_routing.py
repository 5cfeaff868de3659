"""Routing: who is responsible for a place and its topics."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.routing import responsible
from offers.organisations import Organisation, load_bundled_organisations
from offers.taxonomy.regions import Site, resolve_site


def organisation(key: str, *territories: str, topics: tuple[str, ...] = ()) -> Organisation:
    """An organisation of that id."""
    return Organisation(
        id=key, name=key.title(), kind="agency", territories=territories, topics=topics
    )


TOWN = organisation("town", "Witten")
REGION = organisation("region", "Mittleres Ruhrgebiet", topics=("training",))
RUHR = organisation("ruhr", "Metropole Ruhr", topics=("training", "site_land"))
LAND = organisation("land", "Nordrhein-Westfalen", topics=("export", "training"))
ALL = (LAND, RUHR, TOWN, REGION)
WITTEN = resolve_site("58452", None, None)
NOWHERE = resolve_site(None, None, None)


def names(*, needs: tuple[str, ...], site: Site = WITTEN) -> list[str]:
    """The ids of all whom a company can ask, the responsible one first."""
    found = responsible(ALL, site, needs)
    return [each.id for each in (*filter(None, (found.organisation,)), *found.others)]


@pytest.mark.parametrize(
    ("needs", "expected"),
    [
        pytest.param(("export",), ["town", "land"], id="the narrowest territory first"),
        pytest.param(("mobility",), ["town"], id="other topics do not help"),
        pytest.param((), ["town"], id="without a need only who takes all topics"),
        pytest.param(("training",), ["town", "region", "ruhr"], id="at most two others"),
    ],
)
def test_the_narrowest_territory_is_responsible(
    needs: tuple[str, ...], expected: list[str]
) -> None:
    assert names(needs=needs) == expected


def test_among_equal_territories_the_closest_topic_comes_first() -> None:
    training = organisation("z-training", "Witten", topics=("training",))
    mobility = organisation("a-mobility", "Witten", topics=("mobility",))

    found = responsible((TOWN, mobility, training), WITTEN, ("training", "mobility"))

    assert found.organisation == training
    assert found.others == (mobility, TOWN)


def test_another_place_has_another_organisation() -> None:
    assert names(needs=("export",), site=resolve_site("59423", None, None)) == ["land"]


def test_an_organisation_counts_only_where_it_surely_holds_the_place() -> None:
    somewhere_in_nrw = resolve_site(None, None, "DEA")

    assert names(needs=("export",), site=somewhere_in_nrw) == ["land"]


def test_where_nobody_is_known_town_and_kreis_are_named() -> None:
    found = responsible((), WITTEN, ("export",))

    assert (found.organisation, found.others) == (None, ())
    assert (found.town, found.district) == ("Witten", "Ennepe-Ruhr-Kreis")
    assert not found.has_generalist


def test_without_a_place_nobody_is_named() -> None:
    found = responsible(ALL, NOWHERE, ("export",))

    assert (found.organisation, found.town, found.district) == (None, "", "")


@given(order=st.permutations(ALL), needs=st.sets(st.sampled_from(("export", "training"))))
def test_the_order_of_organisations_never_matters(
    order: list[Organisation], needs: set[str]
) -> None:
    wanted = tuple(sorted(needs))

    assert responsible(order, WITTEN, wanted) == responsible(ALL, WITTEN, wanted)


@pytest.mark.parametrize(
    ("postal_code", "needs", "expected"),
    [
        ("44623", ("foreign_skilled_workers",), "regionalagentur-mittleres-ruhrgebiet"),
        ("44801", ("founding", "prototyping_equipment"), "bochum-wirtschaftsentwicklung"),
        ("44137", ("energy_efficiency",), "wirtschaftsfoerderung-dortmund"),
        ("59423", ("export",), "wirtschaftsfoerderung-kreis-unna"),
        ("50667", ("working_capital",), "nrw-bank"),
        ("58452", ("green_production",), None),
    ],
)
def test_the_bundled_organisations_are_found(
    postal_code: str, needs: tuple[str, ...], expected: str | None
) -> None:
    site = resolve_site(postal_code, None, None)

    found = responsible(load_bundled_organisations(), site, needs).organisation

    assert (found.id if found else None) == expected
