"""Programmes of the Förderdatenbank as offers: codes and texts, and what is asked."""

from __future__ import annotations

import csv
import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from offers.importers.fdb import import_offers, read_offers, read_row
from offers.importers.fdb.contract import contract
from offers.importers.fdb.weeks import last_day
from offers.reading import read_offer
from offers.schema import Offer, State, dump_offer, parse_offer
from tests.benchmarks.fdb_rows import row, rows, write

NRW = {"funding_location": '["nordrhein_westfalen"]'}


def offer_of(**changes: str) -> Offer:
    """The offer of a plain row with these cells."""
    return read_row(json.dumps(row(1, **changes)))


def cases_of(tmp_path: Path, **changes: str) -> dict[str, str]:
    """The doubts about a row with these cells, by code with what is given."""
    read = import_offers(write(tmp_path / "t.csv", [row(1, **changes)]))
    return {case.code: str(case.values["given"]) for case in read.cases}


SAMPLES = {
    "65893834ee8e98f8567f7820be3b36b0": {
        "kinds": ["grant"],
        "audience": ["company", "nonprofit", "other"],
        "territory": ["DE"],
        "needs": ["inclusive_hiring", "skilled_workers"],
        "provider": "Bundesagentur für Arbeit (BA)",
        "as_of": "2024-01-01",
        "amount": {"rate_percent": 70.0},
    },
    "aee68159f55d1e08b491397d2d59b648": {
        "kinds": ["loan", "guarantee"],
        "audience": ["company"],
        "territory": ["DE"],
        "provider": "Die Beauftragte der Bundesregierung für Kultur und Medien (BKM)",
        "sectors": ["58", "59", "60", "73.1", "74.1", "74.2", "90", "91"],
        "deadlines": [{"date": "2026-04-20"}, {"date": "2026-09-15"}],
        "as_of": "2025-05-26",
    },
    "20fcd8b27a17bdb89d5babd4f6a3772d": {
        "kinds": ["grant"],
        "audience": ["founder"],
        "territory": ["DE"],
        "needs": ["founding", "working_capital"],
        "provider": "Bundesagentur für Arbeit (BA)",
        "as_of": "2023-04-01",
    },
}


@pytest.mark.parametrize("key", SAMPLES)
def test_the_real_programmes_are_read_with_their_facts(key: str, shared_dir: Path) -> None:
    read = import_offers(str(shared_dir / "fdb/sample_published.csv"))
    dumped = {offer.id: dump_offer(offer) for offer in read.strict()}[f"fdb-{key}"]

    assert {field: dumped.get(field) for field in SAMPLES[key]} == SAMPLES[key]
    assert read.cases == ()
    assert dumped["source"] == {"document": "Förderdatenbank des Bundes", "url": dumped["url"]}
    assert dumped["license_info"].startswith(dumped["title"])
    assert dumped["license_info"].endswith(f"Quelle: {dumped['url']}")
    assert "conditions" not in dumped, "all sizes and all branches limit nothing"


def test_the_texts_of_the_real_programmes_are_whole_and_verbatim(shared_dir: Path) -> None:
    with (shared_dir / "fdb/sample_published.csv").open(encoding="utf-8", newline="") as file:
        cells = {f"fdb-{each['id_hash']}": each for each in csv.DictReader(file)}
    for offer in import_offers(str(shared_dir / "fdb/sample_published.csv")).strict():
        given = cells[offer.id]
        assert offer.title == given["title"]
        assert offer.summary == given["short_description"]
        assert offer.description == (given["description"] or given["legal_basis"])
        assert offer.requires == given["legal_requirements"]
        assert offer.license_info == given["license_info"]


def test_what_a_plain_row_says_is_all_that_its_offer_says() -> None:
    plain = row(1)

    assert dump_offer(offer_of()) == {
        "id": f"fdb-{plain['id_hash']}",
        "title": "Probe 1",
        "provider": "Förderdatenbank des Bundes",
        "kinds": ["other"],
        "url": plain["url"],
        "source": {"document": "Förderdatenbank des Bundes", "url": plain["url"]},
        "license_info": plain["license_info"],
    }


KINDS = [
    ({"funding_type": '["zuschuss", "darlehen"]'}, ["grant", "loan"]),
    ({"funding_type": '["buergschaft", "garantie"]'}, ["guarantee"]),
    ({"funding_type": '["beteiligung"]'}, ["equity"]),
    ({"funding_type": '["zuschuss"]', "funding_area": '["beratung"]'}, ["grant", "advice"]),
    ({"funding_type": '["sonstige"]', "funding_area": '["messen_ausstellungen"]'}, ["network"]),
    ({"funding_type": '["sonstige"]', "funding_area": '["beratung"]'}, ["advice"]),
    ({"funding_type": '["zuschuss"]', "funding_area": '["messen_ausstellungen"]'}, ["grant"]),
    ({"funding_type": '["sonstige"]', "funding_area": '["infrastruktur"]'}, ["other"]),
    ({}, ["other"]),
]


@pytest.mark.parametrize(("cells", "kinds"), KINDS)
def test_what_it_gives_follows_from_type_and_area(cells: dict[str, str], kinds: list[str]) -> None:
    assert [str(kind) for kind in offer_of(**cells).kinds] == kinds


NEEDS = [
    ('["aussenwirtschaft"]', "[]", ["export"]),
    ('["arbeit"]', '["arbeit.arbeitsgestaltung_arbeitsschutz"]', ["work_organisation"]),
    ("[]", '["unternehmensfinanzierung.nachfolge"]', ["succession"]),
    (
        '["digitalisierung", "existenzgruendung_festigung"]',
        json.dumps(
            [f"existenzgruendung_festigung.{x}" for x in ("betriebsmittel", "beratung_schulung")]
        ),
        ["founding", "working_capital", "digitalisation"],
    ),
    ('["infrastruktur", "wohnungsbau_modernisierung"]', "[]", []),
]


@pytest.mark.parametrize(("areas", "subareas", "needs"), NEEDS)
def test_needs_follow_from_sub_areas_and_else_from_areas(
    areas: str, subareas: str, needs: list[str]
) -> None:
    assert list(offer_of(funding_area=areas, funding_subarea=subareas).needs) == needs


def test_no_programme_is_for_more_than_four_needs() -> None:
    areas = json.dumps(list(contract().vocabularies["foerderbereich"]))

    assert len(offer_of(funding_area=areas).needs) == 4


TERRITORIES = [
    ('["_bundesweit"]', ["DE"]),
    ('["schlesig_holstein", "de_ni", "de_st"]', ["DEF", "DE9", "DEE"]),
    ('["sonstige"]', []),
    ('["sonstige", "berlin"]', ["DE3"]),
    ("[]", []),
]


@pytest.mark.parametrize(("codes", "territory"), TERRITORIES)
def test_the_territory_is_that_of_the_laender(codes: str, territory: list[str]) -> None:
    assert list(offer_of(funding_location=codes).territory) == territory


SECTORS = [
    ('["unternehmen.handel"]', ["G"]),
    ('["existenzgruenderin.handel", "unternehmen.handel"]', ["G"]),
    (
        '["unternehmen.land_forst_fischwirtschaft", "unternehmen.gastgewerbe_tourismus"]',
        ["A", "I", "79"],
    ),
    (json.dumps([f"unternehmen.{c}" for c in contract().vocabularies["branchen_unternehmen"]]), []),
    ("[]", []),
]


@pytest.mark.parametrize(("pairs", "sectors"), SECTORS)
def test_branches_are_soft_and_all_of_them_are_none(pairs: str, sectors: list[str]) -> None:
    offer = offer_of(applicant_sector=pairs)

    assert list(offer.sectors) == sectors
    assert offer.conditions is None


_MICRO, _SMALL, _MEDIUM, _LARGE = (
    "kleinstunternehmen",
    "kleines_unternehmen",
    "mittleres_unternehmen",
    "grosses_unternehmen",
)
SIZES = [
    ([_MICRO, _SMALL, _MEDIUM], ["micro", "small", "medium"], None),
    ([_MICRO], ["micro"], None),
    ([_LARGE], ["large"], None),
    ([_MEDIUM, _LARGE], ["medium", "large"], None),
    ([_SMALL, _MEDIUM], ["small", "medium"], 0.7),
    ([_MICRO, _MEDIUM], ["micro", "medium"], 0.7),
]


@pytest.mark.parametrize(("ticked", "classes", "confidence"), SIZES)
def test_ticked_sizes_are_a_condition_with_the_column_as_quote(
    ticked: list[str], classes: list[str], confidence: float | None, tmp_path: Path
) -> None:
    labels = contract().vocabularies["unternehmensgroesse"]
    condition = dump_offer(offer_of(unternehmensgroesse=json.dumps(ticked)))["conditions"]

    assert condition["size"] == classes
    assert condition["quote"] == f"Unternehmensgröße: {', '.join(labels[code] for code in ticked)}"
    assert condition.get("confidence") == confidence
    asked = cases_of(tmp_path, unternehmensgroesse=json.dumps(ticked))
    assert ("fdb_size" in asked) == (confidence is not None)


@pytest.mark.parametrize("ticked", [[], [_LARGE, _SMALL, _MICRO, _MEDIUM]])
def test_no_size_and_all_sizes_limit_nothing(ticked: list[str]) -> None:
    assert offer_of(unternehmensgroesse=json.dumps(ticked)).conditions is None


def test_regional_aid_holds_in_its_area_only_and_asks_where_that_is_not_known(
    tmp_path: Path,
) -> None:
    aid = {"grw": '["grw_foerderung"]'}
    condition = dump_offer(offer_of(**aid, **NRW))["conditions"]

    assert condition == {
        "territory": ["DE4", "DE8", "DED", "DEE", "DEG", "GRW-Fördergebiet"],
        "quote": "GRW: Nur GRW-Förderprogramme",
    }
    assert cases_of(tmp_path, **aid, **NRW)["fdb_assisted_area"] == "GRW-Fördergebiet"
    assert offer_of(**aid, funding_location='["sachsen"]').conditions is None
    assert offer_of(grw='["keine_grw_foerderung"]', **NRW).conditions is None


def test_size_and_area_hold_together() -> None:
    both = offer_of(grw='["grw_foerderung"]', unternehmensgroesse=f'["{_LARGE}"]')

    assert [*dump_offer(both)["conditions"]] == ["all"]


PROVIDERS = [
    ({"funding_organisation": '["bmftr-bm_fuer_forschung_tech"]'}, "Bundesministerium für Fors"),
    ({"funding_organisation": '["unbekannt", "bafa"]'}, "Bundesamt für Wirtschaft und Ausfu"),
    ({"funding_organisation": '["bmi-inneres"]'}, "Bundesministerium des Innern (BMI)"),
    ({"funding_organisation": '["bmix"]', "contact_info_institution": "Amt X"}, "Amt X"),
    ({"contact_info_institution": "Bezirksregierung"}, "Bezirksregierung"),
    ({"funding_body": '["land"]', **NRW}, "Land Nordrhein-Westfalen"),
    ({"funding_body": '["eu"]'}, "Europäische Union"),
    ({"funding_body": '["land"]', "funding_location": '["berlin", "bremen"]'}, "Förderdatenbank"),
]


@pytest.mark.parametrize(("cells", "provider"), PROVIDERS)
def test_the_provider_is_a_name_that_people_can_read(cells: dict[str, str], provider: str) -> None:
    assert offer_of(**cells).provider.startswith(provider)


def test_the_folder_of_the_address_names_the_provider_where_the_row_does_not() -> None:
    address = row(1)["url"].replace("/NRW/probe/", "/Bund/BMAS/")

    assert offer_of(url=address).provider == "Bundesministerium für Arbeit und Soziales (BMAS)"


DAYS = [
    ({"date_of_issue": "2020-01-15T12:47:20.411000+0000"}, "2020-01-15"),
    (
        {"date_of_issue": "2020-01-15T12:47:20.411000+0000", "last_updated": "2026-W34"},
        "2026-08-23",
    ),
    ({"legal_citation": "Merkblatt, Stand Juli 2022; Stand: März 2021"}, "2022-07-01"),
    ({"legal_basis": "Richtlinie, Stand: 5. Mai 2024"}, "2024-05-05"),
    ({"legal_basis": "Gegenstand 2024, Stand der Technik, Stand Mai 2031"}, None),
    ({}, None),
]


@pytest.mark.parametrize(("cells", "day"), DAYS)
def test_a_programme_speaks_of_the_newest_day_that_it_names(
    cells: dict[str, str], day: str | None
) -> None:
    assert dump_offer(offer_of(**cells)).get("as_of") == day


GONE = [
    ({"on_website_to": "2026-W40", "last_updated": "2026-W34"}, "2026-10-04"),
    ({"last_updated": "2026-W34"}, "2026-08-23"),
    ({}, "2026-08-09"),
]


@pytest.mark.parametrize(("cells", "day"), GONE)
def test_what_is_gone_upstream_has_ended_with_the_last_week_in_which_it_stood_there(
    cells: dict[str, str], day: str, tmp_path: Path
) -> None:
    offer = offer_of(absent="true", description="Der Text bleibt.", **cells)

    assert offer.state is State.ENDED
    assert str(offer.valid_until) == day
    assert offer.description == "Der Text bleibt."
    assert cases_of(tmp_path, absent="true", **cells) == {}, "nobody need look at it any more"


def test_a_week_of_the_past_does_not_end_what_is_still_there() -> None:
    offer = offer_of(on_website_to="2026-W40")

    assert (offer.state, offer.valid_until) == (State.OPEN, None)


@pytest.mark.parametrize(
    ("week", "day"), [("2026-W53", date(2027, 1, 3)), ("2020-W01", date(2020, 1, 5))]
)
def test_weeks_end_on_sundays_also_over_new_year(week: str, day: date) -> None:
    assert last_day(week) == day


TEXTS = {
    "a lost dash": ("Zuschuss ? bis 50 %", "Zuschuss ? bis 50 %"),
    "a comparison": ("Betriebe mit < 10 Leuten, > 2 Jahre, F&E", None),
    "angle brackets that are no markup": ("Antrag von <Name>, <KMU>", None),
    "blanks and lines": ("a  b\n\nc", None),
    "a script": ("<p>Zuschuss</p><script>alert('x')</script>", "Zuschuss"),
    "an event": ('<img src=x onerror="alert(1)">Zuschuss', "Zuschuss"),
    "entities": ("Aus- &amp; Weiterbildung", "Aus- & Weiterbildung"),
}


@pytest.mark.parametrize("case", TEXTS)
def test_texts_stay_as_they_are_but_for_markup(case: str) -> None:
    given, expected = TEXTS[case]

    offer = offer_of(description=given, short_description=given, legal_requirements=given)

    assert {offer.summary, offer.description, offer.requires} == {expected or given}


def test_where_there_is_no_description_the_rules_are_the_text() -> None:
    assert offer_of(legal_basis="Richtlinie").description == "Richtlinie"
    assert offer_of(legal_basis="Richtlinie", description="Text").description == "Text"


def test_texts_stand_in_the_fields_that_are_read() -> None:
    offer = offer_of(
        deadlines="31.03.2027", status_note="ausgesetzt", keywords="Film", legal_requirements="KMU"
    )

    assert (offer.deadline_text, offer.status, offer.topic_text, offer.requires) == (
        "31.03.2027",
        "ausgesetzt",
        "Film",
        "KMU",
    )


def test_an_import_reads_the_prose_and_a_plain_reading_does_not(tmp_path: Path) -> None:
    cells = row(1, deadlines="Anträge bis zum 31.03.2027", description="Zuschuss bis zu 5.000 EUR")
    path = write(tmp_path / "t.csv", [cells])
    (plain,) = read_offers(path).strict()
    (read,) = import_offers(path).strict()

    assert plain.deadlines == ()
    assert read == read_offer(plain)
    assert [str(each.date) for each in read.deadlines] == ["2027-03-31"]
    assert read.amount is not None
    assert read.amount.max_eur == 5000


def test_contacts_keep_only_addresses_that_a_page_may_link_to() -> None:
    contact = {"contact_info_institution": "Amt", "contact_info_email": "a@example.org"}
    offer = offer_of(**contact, contact_info_website="javascript:alert(1)")

    assert dump_offer(offer)["contact"] == {"name": "Amt", "email": "a@example.org"}


CASES = [
    ({"funding_type": '["sonstige"]', **NRW}, "fdb_kind", "Sonstige"),
    ({"funding_location": '["sonstige"]'}, "fdb_territory", "Sonstige"),
    ({"funding_organisation": '["xyz"]'}, "fdb_provider", "xyz"),
    (
        {"eligible_applicants": '["unternehmen"]', "funding_area": '["infrastruktur"]'},
        "fdb_needs",
        "Infrastruktur",
    ),
]


@pytest.mark.parametrize(("cells", "code", "given_words"), CASES)
def test_what_has_no_counterpart_is_a_case_for_review(
    cells: dict[str, str], code: str, given_words: str, tmp_path: Path
) -> None:
    assert cases_of(tmp_path, **cells)[code] == given_words


def test_a_clear_row_is_no_case(tmp_path: Path) -> None:
    clear = {
        "funding_type": '["zuschuss"]',
        "funding_area": '["digitalisierung"]',
        "eligible_applicants": '["unternehmen"]',
        "funding_organisation": '["bafa"]',
        **NRW,
    }

    assert cases_of(tmp_path, **clear) == {}


def test_needs_that_the_texts_name_are_no_case(tmp_path: Path) -> None:
    cells = {"eligible_applicants": '["unternehmen"]', "title": "Förderung der Digitalisierung"}

    assert "fdb_needs" not in cases_of(tmp_path, **cells)


@settings(max_examples=25)
@given(st.integers(0, 10**6))
def test_every_offer_of_the_table_can_be_written_and_read_back(seed: int) -> None:
    (cells,) = rows(1, seed=seed)
    offer = read_row(json.dumps({**cells, "title": cells["title"] or "Ohne", "absent": "false"}))

    assert parse_offer(json.loads(json.dumps(dump_offer(offer)))) == offer
    assert parse_offer(dump_offer(read_offer(offer))) == read_offer(offer)
    assert read_offer(read_offer(offer)) == read_offer(offer)


def test_the_same_table_twice_gives_the_same_offers(tmp_path: Path) -> None:
    path = write(tmp_path / "t.csv", rows(200))

    assert import_offers(path) == import_offers(path)
