"""Variants: one product in several wordings is one group, what differs is none."""

from __future__ import annotations

import csv
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.batch_io import read_offers
from matcher.catalogue import compile_catalogue
from matcher.variants import naming
from offers.bundled import load_bundled
from offers.schema import Offer, dump_offer, parse_offer
from tests.strategies import offers

PAIRS = Path(__file__).with_name("variant_pairs.csv")
"""Pairs of ids, each read and judged by a person: would an advisor call them the same offer?"""
OTHERS = 40
"""Enough texts to tell rare words from common ones."""
LEAST_PRECISION, LEAST_RECALL = 0.85, 0.8
LOAN = {
    "id": "kredit",
    "title": "Aufbaukredit Mittelstand (731)",
    "provider": "Förderbank",
    "kinds": ["loan"],
    "territory": ["Deutschland"],
    "description": "Kredit für Maschinen, Gebäude und Waren kleiner und mittlerer Betriebe",
}


def loan(**changes: object) -> Offer:
    return parse_offer({**LOAN, **changes})


def groups_of(offered: Sequence[Offer]) -> dict[str, int]:
    """The group of each offer by id."""
    catalogue = compile_catalogue(offered, "1")
    found = zip(catalogue.offers, catalogue.groups.tolist(), strict=True)
    return {offer.id: group for offer, group in found}


def are_variants(one: Offer, other: Offer) -> bool:
    found = groups_of((one, other, *load_bundled()[:OTHERS]))
    return found[one.id] == found[other.id]


@pytest.mark.parametrize(
    "changes",
    [
        {"title": "Aufbaukredit Mittelstand (731) - Betriebsmittelfinanzierung"},
        {"title": "Aufbaukredit Mittelstand (732)"},
        {"title": "Aufbaukredit Mittelstand"},
        {"title": "Aufbaukredit Mittelstand: Variante mit Haftungsfreistellung"},
        {"title": "Mittelstand: Aufbaukredit (731)"},
        {"provider": "FÖRDERBANK"},
        {"provider": "Förderbank / Ministerium"},
        {"needs": ["growth_investment"]},
    ],
)
def test_another_wording_of_one_loan_is_a_variant(changes: dict[str, object]) -> None:
    assert are_variants(loan(), loan(id="zweiter", **changes))


@pytest.mark.parametrize(
    "changes",
    [
        {"territory": ["Bayern"]},
        {"kinds": ["grant"]},
        {"provider": "Sparkasse"},
        {"stage": "Coachen"},
        {"title": "Existenzkredit Handwerk (731)"},
        {"title": "Aufbaukredit Mittelstand (732) - Umwelt"},
        {
            "title": "Aufbaukredit Mittelstand - Pflege",
            "description": "Bürgschaft für Heime, die Auszubildende aus dem Ausland anwerben,"
            " ihnen Sprachkurse bezahlen und Wohnungen in der Nähe suchen",
        },
    ],
)
def test_what_differs_in_more_than_wording_is_no_variant(changes: dict[str, object]) -> None:
    assert not are_variants(loan(), loan(id="zweiter", **changes))


def test_numbered_parts_of_a_programme_are_different_things() -> None:
    one = loan(title="Energiezuschuss - Modul 1: Querschnitt", kinds=["grant"])
    four = loan(id="vier", title="Energiezuschuss - Modul 4: Querschnitt", kinds=["grant"])
    again = loan(id="nochmal", title="Energiezuschuss, Modul 1 - Querschnitt", kinds=["grant"])
    assert not are_variants(one, four)
    assert are_variants(one, again)


def test_offers_with_other_main_needs_are_no_variants() -> None:
    assert not are_variants(
        loan(needs=["growth_investment"]), loan(id="zweiter", needs=["digitalisation"])
    )


def test_the_name_of_the_provider_before_a_colon_is_no_programme() -> None:
    one = loan(title="Förderbank: Universalkredit", description="Kredit für Gebäude und Waren")
    other = loan(id="b", title="Förderbank: Innovationskredit", description="Kredit für Forschung")
    assert not are_variants(one, other)


@pytest.mark.parametrize(
    ("title", "programme", "tail", "part", "number"),
    [
        ("ERP-Kredit KMU (365) - Investition", "erp kredit kmu", "investition", "", "365"),
        ("EEW – Modul 4: Premium", "eew", "modul premium", "4", ""),
        ("Digitalbonus Bayern", "digitalbonus bayern", "", "", ""),
        ("365", "", "", "", "365"),
    ],
)
def test_a_title_is_taken_apart(
    title: str, programme: str, tail: str, part: str, number: str
) -> None:
    found = naming(title, "Bank")
    assert (found.programme, found.tail, found.part, found.number) == (
        programme,
        tail,
        part,
        number,
    )


@given(st.lists(offers(), max_size=6, unique_by=lambda each: each.id), st.randoms())
def test_groups_do_not_depend_on_the_order_of_the_offers(
    offered: list[Offer], random: object
) -> None:
    shuffled = list(offered)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert groups_of(shuffled) == groups_of(offered)


@given(st.lists(offers(), max_size=4, unique_by=lambda each: each.id))
def test_a_group_is_named_after_its_first_member(offered: list[Offer]) -> None:
    twins = [each.model_copy(update={"id": f"{each.id}-zwei"}) for each in offered]
    catalogue = compile_catalogue([*offered, *twins], "1")
    groups = catalogue.groups
    assert (groups[groups] == groups).all()
    assert (groups <= np.arange(groups.size)).all()


@pytest.mark.parametrize("count", [0, 1])
def test_no_offer_and_one_offer_have_groups(count: int) -> None:
    assert compile_catalogue([loan()][:count], "1").groups.tolist() == list(range(count))


def test_copies_beyond_the_reach_of_a_neighbourhood_are_one_group() -> None:
    copies = [loan(id=f"kredit-{n}", title=f"Aufbaukredit - Zweck {n}") for n in range(300)]
    assert set(groups_of(copies).values()) == {0}


def test_the_bundled_catalogue_has_none_of_the_pairs_that_a_person_told_apart() -> None:
    found, judged = _labelled("bundled", load_bundled())
    assert len(judged) >= 25
    assert not [pair for pair, is_one in judged.items() if found[pair] and not is_one]


def test_variants_of_every_bundled_loan_are_found() -> None:
    """Of each loan a second and a third wording, as directories list them."""
    loans = [offer for offer in load_bundled() if "loan" in offer.kinds]
    purposes = ("Investitionen", "Betriebsmittel")
    worded = [_reworded(offer, purpose) for offer in loans for purpose in purposes]
    found = groups_of((*load_bundled(), *worded))
    joined = [found[each.id] == found[each.id.rsplit("--", 1)[0]] for each in worded]
    sys.stdout.write(f"variants of bundled loans found: {sum(joined)} of {len(joined)}\n")
    assert sum(joined) >= LEAST_RECALL * len(joined) > 0


def test_labelled_pairs_of_the_benchmark_are_told_apart(shared_dir: Path) -> None:
    offered = read_offers(str(shared_dir / "benchmark/offers.jsonl"))
    found, judged = _labelled("benchmark", offered)
    right = sum(found[pair] and is_one for pair, is_one in judged.items())
    precision, recall = right / sum(found.values()), right / sum(judged.values())
    sys.stdout.write(
        f"variants, {len(judged)} labelled pairs: precision {precision:.2f}, recall {recall:.2f}\n"
    )
    assert precision >= LEAST_PRECISION
    assert recall >= LEAST_RECALL


def _reworded(offer: Offer, purpose: str) -> Offer:
    changed = dump_offer(offer)
    changed["id"] = f"{offer.id}--{purpose.lower()}"
    changed["title"] = f"{offer.title} - {purpose}"
    changed["description"] = f"Finanzierung für {purpose}. {offer.description}"
    return parse_offer(changed)


Pair = tuple[str, str]


def _labelled(where: str, offered: Sequence[Offer]) -> tuple[dict[Pair, bool], dict[Pair, bool]]:
    """What was found and what a person said, by pair."""
    groups = groups_of(offered)
    with PAIRS.open(encoding="utf-8", newline="") as opened:
        rows = [row for row in csv.DictReader(opened) if row["where"] == where]
    judged = {(row["first"], row["second"]): row["variants"] == "yes" for row in rows}
    return {pair: groups[pair[0]] == groups[pair[1]] for pair in judged}, judged
