"""WZ 2008 codes, the prefix rule, nearness and free text."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from offers.taxonomy.sectors import (
    DIVISIONS,
    SECTIONS,
    closeness,
    find_sectors,
    is_within,
    label,
    parse_wz,
)

DIGIT = st.sampled_from("0123456789")


@st.composite
def codes(draw: st.DrawFn) -> str:
    """A well-formed code of any depth, with dots."""
    if draw(st.booleans()):
        return draw(st.sampled_from(sorted(SECTIONS)))
    rest = draw(st.text(DIGIT, max_size=3))
    return parse_wz(draw(st.sampled_from(sorted(DIVISIONS))) + rest)


PREFIXES = st.lists(codes(), max_size=3)


def test_the_classification_has_21_sections_and_88_divisions_with_both_labels() -> None:
    assert (len(SECTIONS), len(DIVISIONS)) == (21, 88)
    sectors = [*SECTIONS.values(), *DIVISIONS.values()]
    assert all(sector.label.de and sector.label.en for sector in sectors)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("C", "C"),
        ("c", "C"),
        ("25", "25"),
        ("25.6", "25.6"),
        ("256", "25.6"),
        ("25.62", "25.62"),
        ("2562", "25.62"),
        ("25.62.0", "25.62.0"),
        ("25620", "25.62.0"),
        (" 01.19.1 ", "01.19.1"),
        ("C25.6", "25.6"),
    ],
)
def test_codes_have_one_canonical_form(text: str, code: str) -> None:
    assert parse_wz(text) == code


@pytest.mark.parametrize(
    "text", ["04", "", "5", "Z", "25.", "25.6.2", "25.62.01", "A25", "٢٥", "25,6", "C-25", "255555"]
)
def test_what_is_no_code_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="WZ 2008"):
        parse_wz(text)


@pytest.mark.parametrize(
    ("code", "language", "expected"),
    [
        ("C", "de", "Verarbeitendes Gewerbe"),
        ("25.62", "de", "Herstellung von Metallerzeugnissen"),
        ("28", "en", "Manufacture of machinery and equipment n.e.c."),
        ("43.21.0", "fr", "Specialised construction activities"),
    ],
)
def test_a_code_reads_as_its_division_or_section(code: str, language: str, expected: str) -> None:
    assert label(code, language) == expected


@pytest.mark.parametrize(
    ("wz", "prefixes", "expected"),
    [
        ("25.62.0", ["C"], True),
        ("25.62", ["25"], True),
        ("25620", ["25.62"], True),
        ("25", ["25.6"], None),
        ("C", ["25"], None),
        ("F", ["25"], False),
        ("33.12", ["C"], True),
        ("35.11", ["C"], False),
        ("49.41", ["H", "C"], True),
        ("25", ["25.6", "C"], True),
        ("68.20.1", ["68.2"], True),
        ("68", ["68.2"], None),
        (None, ["C"], None),
        ("04", ["C"], None),
        ("25", ["99x"], None),
        ("25", [], False),
        (None, [], False),
    ],
)
def test_a_firm_is_within_a_sector_outside_or_known_too_coarsely(
    wz: str | None, prefixes: list[str], expected: bool | None
) -> None:
    assert is_within(wz, prefixes) is expected


@given(codes(), PREFIXES, DIGIT)
def test_a_decided_answer_stays_when_the_code_gets_finer(
    code: str, prefixes: list[str], digit: str
) -> None:
    decided = is_within(code, prefixes)
    if code in SECTIONS or len(code) == len("25.62.0") or decided is None:
        return
    assert is_within(parse_wz(code.replace(".", "") + digit), prefixes) is decided


@given(codes(), PREFIXES)
def test_a_division_answers_as_its_section_did(code: str, prefixes: list[str]) -> None:
    if code in SECTIONS and is_within(code, prefixes) is not None:
        inside = [division.code for division in DIVISIONS.values() if division.section == code]
        assert {is_within(division, prefixes) for division in inside} == {is_within(code, prefixes)}


@pytest.mark.parametrize(
    ("wz", "prefixes", "expected"),
    [
        ("25.62", ["25.62"], 1.0),
        ("25.62", ["25.6"], 0.95),
        ("25.62", ["25"], 0.9),
        ("25.62", ["C"], 0.5),
        ("25", ["25.62"], 0.6),
        ("25.11", ["25.62"], 0.6),
        ("24", ["25"], 0.25),
        ("C", ["25"], 0.25),
        ("43", ["25"], 0.0),
        ("25.62", ["43", "C", "25"], 0.9),
        (None, ["C"], 0.0),
        ("04", ["C"], 0.0),
        ("25", [], 0.0),
    ],
)
def test_nearness_grows_with_what_firm_and_offer_share(
    wz: str | None, prefixes: list[str], expected: float
) -> None:
    assert closeness(wz, prefixes) == expected


@given(codes(), PREFIXES, codes())
def test_a_further_sector_never_makes_an_offer_less_near(
    code: str, prefixes: list[str], further: str
) -> None:
    assert closeness(code, [*prefixes, further]) >= closeness(code, prefixes)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Dreherei", "25"),
        ("Pflegedienst", "88"),
        ("Zahnarztpraxis", "86"),
        ("Bäckerei", "10"),
        ("Baeckerei", "10"),
        ("Großbäckerei", "10"),
        ("Dachdecker", "43"),
        ("Dachdekcer", "43"),
        ("Softwarehaus", "62"),
        ("Friseursalon", "96"),
        ("CNC-Dreherei", "25"),
        ("wir bauen Maschinen", "28"),
        ("Autowerkstatt", "45"),
        ("Steuerberaterin", "69"),
        ("Onlineshop für Tee", "47"),
        ("Maschinenbau für die Automobilindustrie", "28"),
        ("nursing home", "87"),
        ("roofing company", "43"),
    ],
)
def test_everyday_words_find_their_division(text: str, code: str) -> None:
    assert find_sectors(text)[0].code == code


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Spedition", {"49", "52"}),
        ("Tischlerei", {"16", "31", "43"}),
        ("Pflegedienst", {"87", "88"}),
    ],
)
def test_words_with_several_divisions_find_them_all(text: str, expected: set[str]) -> None:
    assert expected <= {hit.code for hit in find_sectors(text)}


@pytest.mark.parametrize("text", ["", "asdfgh", "Zaubern", "😀", "und für die", "\x00"])
def test_what_fits_nothing_finds_nothing(text: str) -> None:
    assert find_sectors(text) == ()


@given(st.text(max_size=100))
def test_hits_are_few_sure_and_best_first(text: str) -> None:
    scores = [hit.score for hit in find_sectors(text, limit=3)]
    assert len(scores) <= 3
    assert scores == sorted(scores, reverse=True)
    assert all(0 < score <= 1 for score in scores)


def test_every_common_division_has_words_that_lead_to_it() -> None:
    for division in DIVISIONS.values():
        for word in division.words[:1]:
            assert division.code in {hit.code for hit in find_sectors(word)}, word


def test_what_benchmark_firms_say_mostly_leads_to_their_division(shared_dir: Path) -> None:
    lines = (shared_dir / "benchmark" / "profiles.jsonl").read_text(encoding="utf-8").splitlines()
    firms = [firm for firm in map(json.loads, lines) if "wz" in firm and "sector_text" in firm]
    found = [[hit.code for hit in find_sectors(firm["sector_text"])][:1] for firm in firms]
    right = sum(hit == [firm["wz"][:2]] for hit, firm in zip(found, firms, strict=True))
    assert right / len(firms) >= 0.8
