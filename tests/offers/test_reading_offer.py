"""Whole offers: what their prose adds, and what it leaves alone."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from offers.reading import read_offer
from offers.schema import Condition, Offer, dump_offer, leaves, parse_condition, parse_offer
from offers.schema.conditions import AllOf, InSector, InTerritory, NotOf
from tests.offers.reading_phrases import AUDIENCES, label, notes
from tests.strategies import offers

BARE = {"id": "a", "title": "Förderung", "provider": "Land"}
PROSE = (
    "summary", "description", "audience_text", "topic_text", "sector_text", "amount_text",
    "rate_text", "deadline_text", "requires", "status",
)  # fmt: skip


def an_offer(**fields: Any) -> Offer:
    return parse_offer({**BARE, **fields})


def conditions(**fields: Any) -> Condition | None:
    return read_offer(an_offer(**fields)).conditions


@pytest.mark.parametrize(
    ("field", "text", "expected"),
    [
        ("audience_text", "Hochschulen", "university"),
        ("requires", "Antragsberechtigt sind Kommunen und Zweckverbände.", "municipality"),
        ("requires", "Antragsberechtigte: Freiberufler. Der Antrag ist formlos.", "freelancer"),
        ("description", "Das Programm richtet sich an KMU des Landes.", "kmu"),
        ("description", "Kommunen sind antragsberechtigt.", "municipality"),
        ("description", "Es gibt Geld. Kleinstunternehmen können einen Antrag stellen.", "micro"),
        (
            "description",
            "Gut zu wissen: Zielgruppe sind Existenzgründer; mehr beim Land.",
            "founder",
        ),
        ("description", "Eligible applicants are universities. More online.", "university"),
        ("summary", "Zuschuss für Kommunen.", "municipality?"),
        ("title", "Beratung für Landwirte", "wz:01?"),
        ("title", "Kredit für den großen Mittelstand", "bigger?"),
        ("description", "Hochschulen und Kommunen arbeiten hier zusammen.", "-"),
        ("description", "Die Beratung für Kommunen ist ein anderes Angebot.", "-"),
        ("description", "Nicht antragsberechtigt sind Kommunen.", "-"),
        ("description", "Unternehmen sparen Energie.", "-"),
    ],
)
def test_who_may_apply_is_found_where_the_source_says_it(
    field: str, text: str, expected: str
) -> None:
    assert notes(conditions(**{field: text})) == label(expected)


def test_the_field_for_the_audience_counts_before_other_prose() -> None:
    found = conditions(audience_text="Hochschulen", description="Antragsberechtigt sind Kommunen.")

    assert notes(found) == {"university"}


def test_a_stated_audience_is_not_read_again() -> None:
    assert conditions(audience=["company"], audience_text="Hochschulen") is None


def test_stated_conditions_stay_and_only_other_things_are_added() -> None:
    stated = parse_condition({"chamber": ["IHK"], "label": "Mitglied der IHK"})

    kept = conditions(conditions={"chamber": ["IHK"], "label": "Mitglied der IHK"},
                      audience_text="Handwerksbetriebe")  # fmt: skip
    added = conditions(conditions={"chamber": ["IHK"], "label": "Mitglied der IHK"},
                       audience_text="KMU")  # fmt: skip

    assert kept == stated
    assert added is not None
    assert isinstance(added.test, AllOf)
    assert added.test.parts[0] == stated
    assert notes(added) == {"chamber:IHK", "kmu"}
    assert not added.evidence.doubtful


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Unternehmen in Sachsen", ("Sachsen",)),
        ("KMU mit Sitz in Thüringen", ("Thüringen",)),
        ("KMU mit Sitz in Thueringen", ("Thueringen",)),
        ("Betriebe im Saarland", ("Saarland",)),
        ("Unternehmen aus Niedersachsen und Bremen", ("Niedersachsen", "Bremen")),
        ("Unternehmen in BW", ("DE1",)),
        ("Unternehmen mit Sitz in Bochum", ("Bochum",)),
        ("Betriebe aus Nordrhein-Westfalen", ("Nordrhein-Westfalen",)),
        ("Unternehmen in Not", ()),
        ("Hochschulen in Kooperation", ()),
        ("Start-ups in Berlin oder Hamburg", ("Berlin", "Hamburg")),
    ],
)
def test_a_place_behind_in_or_aus_is_a_territory(text: str, names: tuple[str, ...]) -> None:
    found = conditions(audience_text=text)
    read = (
        [leaf.test for leaf in leaves(found) if isinstance(leaf.test, InTerritory)] if found else []
    )

    assert read == ([InTerritory(names)] if names else [])


def test_a_stated_territory_is_not_read_again() -> None:
    found = conditions(audience_text="Kommunen in Sachsen", territory=["Bayern"])

    assert notes(found) == {"municipality"}


def test_an_area_of_regional_aid_is_known_where_it_is_not_and_open_elsewhere() -> None:
    found = conditions(audience_text="KMU in strukturschwachen Regionen", territory=["DE"])

    assert found is not None
    assert NotOf in {type(part.test) for part in _all_parts(found)}
    assert InTerritory(("GRW-Fördergebiet",)) in {leaf.test for leaf in leaves(found)}


def _all_parts(condition: Condition) -> list[Condition]:
    inner = condition.test.parts if isinstance(condition.test, AllOf) else ()
    return [condition, *(below for part in inner for below in _all_parts(part))]


def test_what_a_source_says_of_branches_only_lets_suspect() -> None:
    found = conditions(audience=["company"], sector_text="Tourismus")

    assert found is not None
    assert isinstance(found.test, InSector)
    assert found.evidence.doubtful
    assert found.evidence.quote == "Tourismus"


def test_an_offer_without_prose_is_given_back_itself() -> None:
    offer = an_offer()

    assert read_offer(offer) is offer


def test_reading_is_written_out_and_comes_back_the_same() -> None:
    read = read_offer(
        an_offer(
            audience_text="Existenzgründer und junge Unternehmen (bis 5 Jahre) in Hessen",
            amount_text="bis 50.000 EUR",
            deadline_text="31.03.2027",
            topic_text="Gründung",
        )
    )

    assert parse_offer(dump_offer(read)) == read
    assert read_offer(parse_offer(dump_offer(read))) == read


@given(st.sampled_from([phrase for phrase, _ in AUDIENCES]))
def test_reading_twice_changes_nothing(phrase: str) -> None:
    once = read_offer(an_offer(audience_text=phrase, deadline_text="jährlich zum 31. März"))

    assert read_offer(once) == once


@given(offers(), st.dictionaries(st.sampled_from(PROSE), st.text(max_size=120)))
def test_no_prose_touches_a_stated_field_or_breaks_the_format(
    offer: Offer, prose: dict[str, str]
) -> None:
    clean = {field: " ".join(text.split()) for field, text in prose.items() if text.isprintable()}
    given_offer = offer.model_copy(update=clean)

    read = read_offer(given_offer)

    for field in Offer.model_fields:
        stated = getattr(given_offer, field)
        if field not in ("conditions", "amount") and stated != Offer.model_fields[field].default:
            assert getattr(read, field) == stated
    assert parse_offer(dump_offer(read)) == read
    assert read_offer(read) == read
