"""Hypothesis strategies for offers, conditions and profiles; words come from small pools.

Small pools make conditions and profiles meet often, so that every truth value turns up.
"""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from matcher.profile import Profile, parse_profile
from offers.schema import (
    AudienceWord,
    Condition,
    Kind,
    Offer,
    SizeClass,
    Stage,
    State,
    parse_condition,
    parse_offer,
)
from offers.taxonomy.needs import NEED_KEYS

Mappings = st.SearchStrategy[dict[str, Any]]

TERRITORIES = (
    *("Bochum", "Witten", "Kreis Unna", "Ennepe-Ruhr-Kreis", "Metropole Ruhr", "Deutschland"),
    *("EU", "DE", "DEA", "DEA51", "DEB", "05911", "05911000", "FRK", "Nirgendwo (Revier)"),
)
SECTORS = ("A", "C", "J", "25", "25.6", "25.62", "62.01", "68.2", "72", "85.42", "85.5")
LEGAL_FORMS = ("GmbH", "e.K.", "Freiberuflich", "gGmbH", "e. V.", "AG")
CHAMBERS = ("IHK", "HWK", "other")
FACT_NAMES = ("project_started", "apprentices", "branch", "objective_energy")
RANGES = ("employees", "turnover_eur", "balance_sheet_eur", "age_years")
POSTAL_CODES = ("44787", "58452", "44623", "01067", "99999")
MUNICIPALITIES = ("Bochum", "Witten", "Herne", "Dresden", "Unbekanntshausen")
REGIONS = ("DEA", "DEA51", "DEB", "05911", "FRK", "PF")

texts = st.text(
    st.characters(exclude_categories=("Cs", "Cc"), include_characters="\n\täöüß<>&'\";"),
    max_size=40,
)
filled_texts = texts.filter(lambda text: bool(text.strip()))
slugs = st.text("abc-0123456789", min_size=1, max_size=12)
numbers = st.one_of(
    st.integers(0, 300),
    st.sampled_from((9, 10, 49, 50, 249, 250, 2_000_000, 10_000_000, 43_000_000, 50_000_000)),
)
fact_values = st.one_of(
    st.booleans(),
    st.integers(-5, 5),
    st.floats(-5, 5, allow_nan=False).map(lambda number: round(number, 2)),
    st.sampled_from(("ja", "nein", "Metall")),
)


json_values = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=5)),
    lambda below: st.one_of(
        st.lists(below, max_size=3), st.dictionaries(st.text(max_size=5), below, max_size=3)
    ),
    max_leaves=5,
)
"""Anything that a careless program may send."""


def _some(words: tuple[str, ...] | type, *, least: int = 0) -> st.SearchStrategy[list[str]]:
    pool = st.sampled_from([str(word) for word in words])
    return st.lists(pool, min_size=least, max_size=3, unique=True)


@st.composite
def partial_dates(draw: st.DrawFn) -> str:
    """A date of day, month or year precision, near enough to `today` to matter."""
    day = draw(st.dates()).replace(year=draw(st.integers(2024, 2028)), day=draw(st.integers(1, 28)))
    return draw(st.sampled_from((f"{day:%Y-%m-%d}", f"{day:%Y-%m}", f"{day:%Y}")))


@st.composite
def ranges(draw: st.DrawFn, values: st.SearchStrategy[Any] = numbers) -> dict[str, Any]:
    """Inclusive limits with at least one of the two."""
    low, high = sorted((draw(values), draw(values)))
    return draw(st.sampled_from(({"min": low, "max": high}, {"min": low}, {"max": high})))


def fact_tests() -> Mappings:
    """A test of a fact, by value or by limits."""
    names = st.sampled_from(FACT_NAMES)
    equals = st.builds(lambda name, value: {"name": name, "equals": value}, names, fact_values)
    within = st.builds(lambda name, limits: {"name": name, **limits}, names, ranges())
    return st.one_of(equals, within)


def leaf_mappings() -> Mappings:
    """A leaf of any kind without evidence."""
    tests: dict[str, st.SearchStrategy[Any]] = {
        "territory": _some(TERRITORIES, least=1),
        "sector": _some(SECTORS, least=1),
        "audience": _some(AudienceWord, least=1),
        "size": _some(SizeClass, least=1),
        "need": _some(tuple(NEED_KEYS), least=1),
        "legal_form": _some(LEGAL_FORMS, least=1),
        "chamber": _some(CHAMBERS, least=1),
        "fact": fact_tests(),
        **{key: ranges() for key in RANGES},
    }
    return st.one_of(*(st.fixed_dictionaries({key: value}) for key, value in tests.items()))


@st.composite
def _with_evidence(draw: st.DrawFn, test: dict[str, Any]) -> dict[str, Any]:
    evidence = st.fixed_dictionaries(
        {},
        optional={
            "label": texts,
            "quote": texts,
            "reading": st.just("text"),
            "confidence": st.floats(0, 1).map(lambda number: round(number, 2)),
        },
    )
    return {**test, **draw(evidence)} if draw(st.booleans()) else test


def condition_mappings(*, max_leaves: int = 8) -> Mappings:
    """A condition tree as the interchange format writes it."""
    return st.recursive(
        leaf_mappings().flatmap(_with_evidence),
        lambda below: st.one_of(
            st.fixed_dictionaries({"all": st.lists(below, max_size=3)}),
            st.fixed_dictionaries({"any": st.lists(below, max_size=3)}),
            st.fixed_dictionaries({"not": below}),
        ).flatmap(_with_evidence),
        max_leaves=max_leaves,
    )


def conditions(*, max_leaves: int = 8) -> st.SearchStrategy[Condition]:
    """A parsed condition tree."""
    return condition_mappings(max_leaves=max_leaves).map(parse_condition)


_deadlines = st.lists(
    st.fixed_dictionaries(
        {"date": partial_dates()}, optional={"label": texts, "recurring": st.booleans()}
    ),
    max_size=2,
)
_amounts = st.fixed_dictionaries(
    {},
    optional={
        "min_eur": numbers,
        "max_eur": numbers,
        "rate_percent": st.integers(0, 100).map(float),
        "de_minimis": st.booleans(),
        "free_of_charge": st.booleans(),
    },
)
addresses = st.sampled_from(("", "https://www.example.org/a?b=c", "http://example.org"))
_contacts = st.fixed_dictionaries(
    {},
    optional={**dict.fromkeys(("name", "email", "phone"), texts), "url": addresses},
)


def offer_mappings(ids: st.SearchStrategy[str] = slugs) -> Mappings:
    """An offer as the interchange format writes it, with any of its fields."""
    return st.fixed_dictionaries(
        {"id": ids, "title": filled_texts, "provider": filled_texts},
        optional={
            "summary": texts,
            "description": texts,
            "kinds": _some(Kind),
            "stage": st.sampled_from([str(stage) for stage in Stage]),
            "audience": _some(AudienceWord),
            "territory": _some(TERRITORIES),
            "needs": _some(tuple(NEED_KEYS)),
            "sectors": _some(SECTORS),
            "min_employees": numbers,
            "max_employees": numbers,
            "max_turnover_eur": numbers,
            "valid_from": partial_dates(),
            "valid_until": partial_dates(),
            "period_until": partial_dates(),
            "deadlines": _deadlines,
            "state": st.sampled_from([str(state) for state in State]),
            "conditions": condition_mappings(),
            "amount": _amounts,
            "before_start": st.booleans(),
            "contact": _contacts,
            "topic_text": texts,
            "source": st.one_of(texts, st.fixed_dictionaries({"document": texts, "quote": texts})),
            "as_of": partial_dates(),
            "verified_on": partial_dates(),
        },
    )


def offers() -> st.SearchStrategy[Offer]:
    """A parsed offer."""
    return offer_mappings().map(parse_offer)


def catalogues(*, max_size: int = 6) -> st.SearchStrategy[list[Offer]]:
    """Offers with distinct ids."""
    return st.lists(offers(), max_size=max_size, unique_by=lambda offer: offer.id)


def profile_mappings() -> Mappings:
    """A profile as the interchange format writes it, each field known or not."""
    return st.fixed_dictionaries(
        {"id": slugs},
        optional={
            "postal_code": st.sampled_from(POSTAL_CODES),
            "municipality": st.sampled_from(MUNICIPALITIES),
            "region": st.sampled_from(REGIONS),
            "wz": st.sampled_from(SECTORS),
            "sector_text": texts,
            "employees": numbers,
            "turnover_eur": numbers,
            "balance_sheet_eur": numbers,
            "founded": st.integers(1990, 2028),
            "legal_form": st.sampled_from(LEGAL_FORMS),
            "part_of_group": st.booleans(),
            "chamber": st.sampled_from(CHAMBERS),
            "needs": _some(tuple(NEED_KEYS)),
            "need_text": texts,
            "preferred_kinds": _some(tuple(kind for kind in Kind if kind is not Kind.OTHER)),
            "facts": st.dictionaries(st.sampled_from(FACT_NAMES), fact_values, max_size=3),
            "today": st.dates().map(lambda day: f"{day.replace(year=2026, day=1):%Y-%m-%d}"),
        },
    )


def profiles() -> st.SearchStrategy[Profile]:
    """A parsed profile."""
    return profile_mappings().map(parse_profile)
