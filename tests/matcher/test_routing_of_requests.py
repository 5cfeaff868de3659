"""Routing of requests: one organisation takes it, specialists are told, or nobody is known."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.routing import MOST_INFORMED, Routing, route
from offers.organisations import Organisation
from offers.taxonomy.regions import Site, resolve_site

TOPICS = ("training", "export", "energy_efficiency", "mobility")


def organisation(key: str, *territories: str, topics: tuple[str, ...] = ()) -> Organisation:
    """An organisation of that id."""
    return Organisation(
        id=key, name=key.title(), kind="agency", territories=territories, topics=topics
    )


TOWN = organisation("town", "Witten")
TRAINING = organisation("training", "Witten", topics=("training",))
KREIS = organisation("kreis", "Ennepe-Ruhr-Kreis")
KREIS_EXPORT = organisation("kreis-export", "Ennepe-Ruhr-Kreis", topics=("export",))
RUHR = organisation("ruhr", "Metropole Ruhr", topics=("training", "mobility"))
LAND = organisation("land", "Nordrhein-Westfalen", topics=TOPICS)
BOCHUM = organisation("bochum", "Bochum")
ALL = (LAND, RUHR, KREIS_EXPORT, KREIS, TRAINING, TOWN, BOCHUM)
WITTEN = resolve_site("58452", None, None)
NOWHERE = resolve_site(None, None, None)
ABROAD = resolve_site(None, "Atlantis", None)


def ids(found: Routing) -> list[str]:
    """The responsible one, then who is told."""
    return [each.id for each in (*filter(None, (found.responsible,)), *found.informed)]


@pytest.mark.parametrize(
    ("known", "needs", "expected"),
    [
        pytest.param(ALL, ("energy_efficiency",), ["town", "land"], id="narrowest first"),
        pytest.param(ALL, (), ["town"], id="without a topic nobody else is told"),
        pytest.param(
            ALL, ("training",), ["training", "ruhr", "land"], id="a specialist before who takes all"
        ),
        pytest.param(
            ALL,
            ("export", "training"),
            ["town", "training", "kreis-export", "ruhr"],
            id="who takes both topics before who takes one, and three are told",
        ),
        pytest.param(
            (TRAINING, KREIS, KREIS_EXPORT, RUHR),
            ("export", "training"),
            ["training", "kreis", "kreis-export", "ruhr"],
            id="the nearest one for all topics is told of what the responsible one leaves",
        ),
        pytest.param((KREIS, LAND), ("training",), ["kreis", "land"], id="the Kreis for its town"),
        pytest.param((BOCHUM,), ("training",), [], id="the town next door does not count"),
        pytest.param((RUHR,), ("export",), [], id="other topics do not count"),
        pytest.param((RUHR, LAND), (), [], id="without a topic no specialist takes it"),
        pytest.param((), ("training",), [], id="nobody is known"),
    ],
)
def test_one_takes_the_request_and_specialists_are_told(
    known: tuple[Organisation, ...], needs: tuple[str, ...], expected: list[str]
) -> None:
    assert ids(route(known, WITTEN, needs)) == expected


@pytest.mark.parametrize("site", [NOWHERE, ABROAD])
def test_a_place_that_nobody_knows_has_nobody(site: Site) -> None:
    assert route(ALL, site, ("training",)) == Routing(None, ())


def test_equal_ones_follow_by_id() -> None:
    second, first = organisation("b", "Witten"), organisation("a", "Witten")

    assert ids(route((second, first), WITTEN, ())) == ["a"]


@given(
    order=st.permutations(ALL),
    kept=st.integers(0, len(ALL)),
    needs=st.lists(st.sampled_from(TOPICS), max_size=4),
)
def test_whatever_is_known_and_asked_the_rules_hold(
    order: list[Organisation], kept: int, needs: list[str]
) -> None:
    known = order[:kept]

    found = route(known, WITTEN, needs)

    assert found == route(sorted(known, key=lambda each: each.id), WITTEN, needs[::-1])
    assert (found.responsible is None) == (not _could_take(known, needs))
    assert len(found.informed) <= MOST_INFORMED
    assert found.responsible not in found.informed
    assert len(set(ids(found))) == len(ids(found))
    for each in found.informed:
        assert each in known
        assert not each.topics or set(each.topics) & set(needs)


@given(needs=st.lists(st.sampled_from(TOPICS), min_size=1, max_size=4))
def test_every_topic_reaches_somebody_who_is_there_for_it(needs: list[str]) -> None:
    known = (TRAINING, KREIS, KREIS_EXPORT, RUHR)

    found = route(known, WITTEN, needs)

    reached = [each for each in known if each.id in ids(found)]
    assert all(any(not one.topics or need in one.topics for one in reached) for need in needs)


def _could_take(known: list[Organisation], needs: list[str]) -> bool:
    return any(
        each is not BOCHUM and (not each.topics or set(each.topics) & set(needs)) for each in known
    )
