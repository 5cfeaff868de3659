"""Whatever the values: a whole sentence in every language."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.wording import CODES, LANGUAGES, Reason, sentence
from matcher.wording.quantities import Number, euros, number
from offers.schema import AudienceWord, Kind, SizeClass, parse_partial_date
from offers.taxonomy.facts import FACTS
from offers.taxonomy.needs import NEEDS
from offers.taxonomy.regions import resolve_site
from offers.taxonomy.sectors import DIVISIONS, SECTIONS

PLAIN = st.text("abcdefghijklmnopqrstuvwxyzäöüß ÄÖÜ.-&", min_size=1, max_size=30).filter(str.strip)
SITES = [("58452", "Witten", None), (None, None, "DEA"), (None, None, "FRK"), (None, None, None)]
AMOUNTS = st.integers(0, 10**13)
TERRITORIES = st.sampled_from(["EU", "DE", "DEA", "DEA51", "05911", "Metropole Ruhr", "FRK"])
DAYS = st.dates(date(1900, 1, 1), date(2200, 1, 1))
PARTIAL = DAYS.flatmap(lambda day: st.sampled_from([str(day), str(day)[:7], str(day)[:4]]))


def some(words: st.SearchStrategy[Any]) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(words, max_size=20).map(tuple)


def optional(values: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.none() | values


GIVEN: dict[str, st.SearchStrategy[Any]] = {
    "employees": AMOUNTS,
    "turnover_eur": AMOUNTS,
    "balance_sheet_eur": AMOUNTS,
    "age_years": st.integers(-100, 500).flatmap(
        lambda years: st.sampled_from([(years, years), (years, years + 1)])
    ),
    "fact": st.booleans() | AMOUNTS | PLAIN,
}
ASKED = st.booleans() | PLAIN | st.tuples(optional(AMOUNTS), optional(AMOUNTS))


def values_for(code: str) -> st.SearchStrategy[dict[str, Any]]:
    kind = code.removeprefix("not.").rpartition(".")[0]
    fields: dict[str, st.SearchStrategy[Any]] = {
        "territory": some(TERRITORIES | PLAIN),
        "site": st.sampled_from(SITES).map(lambda known: resolve_site(*known)),
        "sectors": some(st.sampled_from([*SECTIONS, *DIVISIONS, "25.62", "85.5"])),
        "wz": st.sampled_from([*SECTIONS, "25.62.0"]),
        "audience": some(st.sampled_from(AudienceWord)),
        "min": AMOUNTS,
        "max": AMOUNTS,
        "given": GIVEN.get(kind, PLAIN),
        "sizes": some(st.sampled_from(SizeClass)),
        "possible": some(st.sampled_from(SizeClass)),
        "missing": some(st.sampled_from(["employees", "turnover_eur"])),
        "independent_assumed": st.booleans(),
        "words": some(PLAIN | st.sampled_from(["IHK", "HWK"])),
        "needs": some(st.sampled_from([need.key for need in NEEDS]) | PLAIN),
        "kinds": some(st.sampled_from(Kind)),
        "terms": some(PLAIN),
        "fact": st.sampled_from([*FACTS, "own_roof"]),
        "asked": ASKED,
        "date": DAYS | PARTIAL.map(parse_partial_date),
        "days": st.integers(-5, 400),
        "employees": AMOUNTS,
        "turnover_eur": AMOUNTS,
        "taken": PLAIN | some(PLAIN),
        "suggestion": PLAIN,
        "kept": st.sampled_from(["postal_code", "municipality"]),
        "dropped": st.just("region"),
    }
    return st.fixed_dictionaries({}, optional={k: optional(v) for k, v in fields.items()})


@given(st.sampled_from(sorted(CODES)).flatmap(lambda c: st.tuples(st.just(c), values_for(c))))
def test_every_reason_is_a_whole_sentence(said: tuple[str, dict[str, Any]]) -> None:
    for language in LANGUAGES:
        text = sentence(Reason(*said), language)
        assert text.endswith((".", "?"))
        assert not re.search(r"[{}]|\bNone\b|\(\)|„“|‘’|\.\.$", text), text


@pytest.mark.parametrize("code", sorted(CODES))
def test_every_reason_is_told_without_any_value(code: str) -> None:
    assert sentence(Reason(code), "de") != sentence(Reason(code), "en")


@given(AMOUNTS | st.floats(0, 10**9))
def test_numbers_differ_between_languages_in_their_marks_only(value: Number) -> None:
    german, english = (number(value, LANGUAGES[code]) for code in ("de", "en"))
    assert german.translate(str.maketrans(".,", ",.")) == english


@given(st.integers(0, 10**10))
def test_short_sums_lose_nothing(value: int) -> None:
    figure, unit = euros(value, LANGUAGES["en"]).split(" ", 1)
    factor = {"million": 10**6, "billion": 10**9}.get(unit.split(" ")[0], 1)
    assert round(float(figure.replace(",", "")) * factor) == value
