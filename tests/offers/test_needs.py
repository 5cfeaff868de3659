"""The needs, their groups, and what people say who have them."""

import json
import re
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from offers.taxonomy.needs import GROUPS, NEEDS, Need, find_needs, need


def test_needs_stand_as_in_the_format(shared_dir: Path) -> None:
    text = (shared_dir / "formats" / "profile.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `(\w+)` \| ([^|`]+) \|$", text.split("## Needs")[1], re.MULTILINE)
    assert [(each.key, each.label_de) for each in NEEDS] == rows


def test_each_need_has_labels_hints_and_synonyms_in_both_languages() -> None:
    assert len(NEEDS) == 29
    for each in NEEDS:
        assert each.label_de
        assert each.label_en
        assert each.hint.get("de") != each.hint.get("en")
        assert len(each.synonyms) >= 20


def test_groups_hold_every_need_once() -> None:
    grouped = [each.key for group in GROUPS for each in group.needs]
    assert 6 <= len(GROUPS) <= 7
    assert sorted(grouped) == sorted(each.key for each in NEEDS)


def test_a_need_is_known_by_its_key() -> None:
    assert need("export").label_de == "Internationalisierung, Außenwirtschaft"
    with pytest.raises(KeyError):
        need("exports")


@pytest.mark.parametrize("each", NEEDS, ids=lambda each: each.key)
def test_labels_and_strong_synonyms_lead_to_their_need(each: Need) -> None:
    for phrase in (each.label_de, each.label_en, *each.strong):
        assert each.key in {hit.key for hit in find_needs(phrase)}, phrase


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("BMM", "mobility"),
        ("PV", "renewable_energy"),
        ("BHKW", "renewable_energy"),
        ("LkSG", "supply_chains"),
        ("CSRD", "green_production"),
        ("KI", "digitalisation"),
        ("ERP", "digitalisation"),
        ("Azubi", "apprenticeship"),
        ("Meister", "training"),
        ("Visum", "foreign_skilled_workers"),
        ("Anerkennung", "foreign_skilled_workers"),
        ("Buergschaft", "guarantees_equity"),
        ("Liquiditaet", "working_capital"),
        ("Geld für Maschine", "growth_investment"),
        ("Leute aus dem Ausland", "foreign_skilled_workers"),
        ("Chef hört auf", "succession"),
        ("Nachfolger gesucht", "succession"),
        ("Digitalisirung", "digitalisation"),
        ("F&E", "research_innovation"),
        ("we need a heat pump", "renewable_energy"),
        ("Hacker haben uns lahmgelegt", "it_security"),
        ("Wir suchen Lehrlinge, aber niemand meldet sich", "apprenticeship"),
        ("Letzte Woche waren alle Dateien verschlüsselt", "it_security"),
        ("Meine Leute brauchen Schulung an der neuen Steuerung", "training"),
        ("Stehen kurz vor der Insolvenz", "crisis"),
        ("I want to open a bakery next year", "founding"),
        ("Stahl kommt nicht mehr, wir suchen neue Lieferanten", "supply_chains"),
    ],
)
def test_what_people_say_leads_to_their_need_first(text: str, key: str) -> None:
    assert find_needs(text)[0].key == key


def test_slang_with_many_hints_leads_to_staff_from_abroad() -> None:
    text = (
        "Hömma, Dachdecker sind hier keine mehr zu kriegen. Fünf Männer aus Marokko wollen "
        "malochen, aber Visum und Zeugnis anerkennen versteht kein Mensch."
    )
    assert find_needs(text)[0].key == "foreign_skilled_workers"


@pytest.mark.parametrize("text", ["", "Guten Tag", "😀", "<b></b>", "sich", "\x00", "wollen"])
def test_words_that_say_nothing_find_nothing(text: str) -> None:
    assert find_needs(text) == ()


@given(st.text(max_size=200))
def test_hits_come_best_first_each_need_once(text: str) -> None:
    hits = find_needs(text)
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    assert len({hit.key for hit in hits}) == len(hits)
    assert all(0 < hit.score <= 1 for hit in hits)


def test_long_texts_are_read_to_their_end() -> None:
    assert find_needs("bla " * 2_500 + "Bürgschaft")[0].key == "guarantees_equity"


def test_benchmark_firms_are_mostly_understood(
    shared_dir: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The synonyms were written with these texts in sight, so this guards against loss only."""
    lines = (shared_dir / "benchmark" / "profiles.jsonl").read_text(encoding="utf-8").splitlines()
    firms = [firm for firm in map(json.loads, lines) if "needs" in firm and "need_text" in firm]
    first = [[hit.key for hit in find_needs(firm["need_text"])][:1] for firm in firms]
    right = sum(bool(set(hit) & set(firm["needs"])) for hit, firm in zip(first, firms, strict=True))
    with capsys.disabled():
        sys.stdout.write(f"\nneeds from own words: {right} of {len(firms)} firms\n")
    assert right / len(firms) >= 0.8


def test_a_text_as_long_as_a_book_speaks_of_its_needs_without_a_warning() -> None:
    text = "Wir suchen Azubis und wollen unsere Ausbildung besser machen. " * 2000

    assert find_needs(text)[0].key == "apprenticeship"
