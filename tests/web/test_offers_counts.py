"""Filters and counts of the catalogue's search against the same, offer by offer, in plain words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from matcher.catalogue import compile_catalogue
from offers.schema import AudienceWord, Kind, Offer, parse_offer
from offers.taxonomy.needs import NEED_KEYS
from offers.taxonomy.regions import lies_in, region, resolve_site, resolve_territory
from offers.text import normalise
from web.use_cases.catalogue.facets import LANDS
from web.use_cases.catalogue.searching import Counts, Search, Sort, search
from web.use_cases.catalogue.shelf import Shelf, shelf_of
from web.use_cases.catalogue.standing import Availability, is_never_for_firms, standing

TODAY = date(2026, 11, 22)
BAVARIA = resolve_site(None, None, "Bayern")
NEEDS = NEED_KEYS[:3]
KINDS = (Kind.GRANT, Kind.LOAN, Kind.ADVICE)
GROUPS = (AudienceWord.COMPANY, AudienceWord.FOUNDER, AudienceWord.MUNICIPALITY)
PLACES = ("Bochum", "Nordrhein-Westfalen", "Bayern", "DE", "EU", "Kreis Unna", "Atlantis-Xyzzy")
PROVIDERS = ("Bank", "Stadt Bochum", "Land NRW")
STATES: tuple[Mapping[str, str], ...] = (
    {},
    {"state": "archive_only"},
    {"state": "ended"},
    {"valid_until": "2026-11-21"},
    {"valid_from": "2027-01"},
    {"state": "archive_only", "valid_until": "2022"},
)
Test = Callable[[Offer], bool]


def some(values: tuple[str, ...]) -> st.SearchStrategy[list[str]]:
    """Up to two of the values."""
    return st.lists(st.sampled_from([str(value) for value in values]), unique=True, max_size=2)


@st.composite
def offers(draw: st.DrawFn) -> tuple[Offer, ...]:
    """A small catalogue whose offers share their values."""
    fields = st.fixed_dictionaries(
        {
            "title": st.sampled_from(("Äpfel", "Birnen", "apfel", "Zuschuss")),
            "provider": st.sampled_from(PROVIDERS),
            "needs": some(NEEDS),
            "kinds": some(KINDS),
            "audience": some(GROUPS),
            "territory": some(PLACES),
        }
    )
    drawn = draw(st.lists(st.tuples(fields, st.sampled_from(STATES)), max_size=8))
    return tuple(
        parse_offer({"id": f"o-{number}", **given_fields, **state})
        for number, (given_fields, state) in enumerate(drawn)
    )


searches = st.builds(
    Search,
    needs=some(NEEDS).map(tuple),
    kinds=some(KINDS).map(lambda found: tuple(map(Kind, found))),
    audiences=some(GROUPS).map(lambda found: tuple(map(AudienceWord, found))),
    place=st.sampled_from(("", "Bochum", "Bayern", "Köln")),
    provider=st.sampled_from(("", "Bank", "stadt", "nrw")),
    states=some(tuple(Availability)).map(lambda found: tuple(map(Availability, found))),
    sort=st.sampled_from(Sort),
    per_page=st.just(100),
)


def filters_of(wanted: Search) -> dict[str, Test]:
    """What each filter asks of an offer."""
    site = resolve_site(None, wanted.place, None) if wanted.place != "Bayern" else BAVARIA
    return {
        "needs": lambda o: not wanted.needs or bool({*wanted.needs} & {*o.needs}),
        "kinds": lambda o: not wanted.kinds or bool({*wanted.kinds} & {*o.kinds}),
        "audiences": lambda o: not wanted.audiences or bool({*wanted.audiences} & {*groups(o)}),
        "place": lambda o: not wanted.place or not o.territory or is_there(o, site),
        "providers": lambda o: normalise(wanted.provider) in normalise(o.provider),
        "states": lambda o: not wanted.states or state(o) in wanted.states,
    }


def is_there(offer: Offer, site: object) -> bool:
    """Whether it holds for a part of the site."""
    return lies_in(site, resolve_territory(offer.territory)) is not False  # type: ignore[arg-type]


def groups(offer: Offer) -> tuple[AudienceWord, ...]:
    """Whom it is for."""
    return offer.audience or (AudienceWord.COMPANY,)


def state(offer: Offer) -> Availability:
    """What it is today."""
    return standing(offer, TODAY).availability


def kept(catalogue: tuple[Offer, ...], wanted: Search, *, but: str = "") -> list[Offer]:
    """The offers that pass all filters but one."""
    tests = [test for name, test in filters_of(wanted).items() if name != but]
    return [offer for offer in catalogue if all(test(offer) for test in tests)]


def in_order(found: list[Offer], sort: Sort) -> list[str]:
    """Their ids in the order of the list."""

    def key(offer: Offer) -> tuple[object, ...]:
        title = (normalise(offer.title), offer.id)
        if sort is Sort.TITLE:
            return title
        return (list(Availability).index(state(offer)), is_never_for_firms(offer), *title)

    return [offer.id for offer in sorted(found, key=key)]


def expected_counts(catalogue: tuple[Offer, ...], wanted: Search) -> Counts:
    """The counts by going through the catalogue once for each filter."""
    at_lands = kept(catalogue, wanted, but="place")
    lands = {
        land.code: sum(
            not offer.territory or is_there(offer, resolve_site(None, None, land.code))
            for offer in at_lands
        )
        for land in LANDS
    }
    return Counts(
        needs=Counter(key for o in kept(catalogue, wanted, but="needs") for key in o.needs),
        kinds=Counter(str(k) for o in kept(catalogue, wanted, but="kinds") for k in o.kinds),
        audiences=Counter(
            str(word) for o in kept(catalogue, wanted, but="audiences") for word in groups(o)
        ),
        providers=Counter(o.provider for o in kept(catalogue, wanted, but="providers")),
        lands={code: number for code, number in lands.items() if number},
        states=Counter(str(state(o)) for o in kept(catalogue, wanted, but="states")),
    )


def laid_out(catalogue: tuple[Offer, ...]) -> Shelf:
    """The shelf of these offers."""
    return shelf_of(compile_catalogue(catalogue, "1"))


@given(offers(), searches)
def test_filters_order_and_counts_are_those_of_going_through_all_offers(
    catalogue: tuple[Offer, ...], wanted: Search
) -> None:
    found = search(laid_out(catalogue), wanted, today=TODAY)

    assert [offer.id for offer in found.offers] == in_order(kept(catalogue, wanted), wanted.sort)
    assert found.counts == expected_counts(catalogue, wanted)


@given(offers(), searches)
def test_a_count_is_the_number_of_offers_that_choosing_the_value_shows(
    catalogue: tuple[Offer, ...], wanted: Search
) -> None:
    shelf = laid_out(catalogue)
    counts = search(shelf, wanted, today=TODAY).counts

    def shown(**chosen: object) -> int:
        fields = {name: getattr(wanted, name) for name in Search.__dataclass_fields__}
        return search(shelf, Search(**{**fields, **chosen}), today=TODAY).total

    for kind in KINDS:
        assert shown(kinds=(kind,)) == counts.kinds.get(str(kind), 0)
    for group in GROUPS:
        assert shown(audiences=(group,)) == counts.audiences.get(str(group), 0)
    for each in Availability:
        assert shown(states=(each,)) == counts.states.get(str(each), 0)
    for name in PROVIDERS:
        assert shown(provider=name) == counts.providers.get(name, 0)
    for land in LANDS[:3]:
        assert shown(place=region(land.code).name) == counts.lands.get(land.code, 0)


def test_an_empty_catalogue_can_be_searched() -> None:
    found = search(laid_out(()), Search(words="energie", place="Bochum"), today=TODAY)
    assert (found.total, found.page, found.pages) == (0, 1, 1)
    assert not found.counts.lands
