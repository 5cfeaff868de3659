"""Windows that follow each other: whatever their cuts, everything is told, and told once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from matcher.digest.history import prepare
from matcher.digest.region import region_news
from matcher.digest.selecting import select
from matcher.digest.values import Digest, Item, News, RegionNews, Subscriber, Window
from offers.differences import Development
from offers.schema import Offer
from tests.matcher.digest_world import SCORER, TODAY, catalogue, offer, subscriber

States = Mapping[str, Offer]
LAST_VERSION, LAST_DAY = 6, 30
IDS = ("a", "b", "c")


@dataclass(frozen=True)
class Cut:
    """The end of a window, and the version that is shown when it is told: that or a later one."""

    version: int
    day: int
    shown: int


@dataclass(frozen=True)
class Told:
    window: Window
    digest: Digest
    region: RegionNews


@st.composite
def cuts(draw: st.DrawFn) -> list[Cut]:
    """Ends of windows in order, the last of them after all that happens."""
    places = st.tuples(st.integers(0, LAST_VERSION), st.integers(0, LAST_DAY))
    found = draw(st.lists(places, max_size=5))
    versions, days = sorted(place[0] for place in found), sorted(place[1] for place in found)
    ends = [*zip(versions, days, strict=True), (LAST_VERSION + 1, LAST_DAY + 1)]
    return [Cut(v, d, draw(st.integers(v, LAST_VERSION + 1))) for v, d in ends]


def on(day: int) -> date:
    return TODAY + timedelta(days=day)


def between(states: list[States], start: int, end: int) -> Iterator[Development]:
    """The net developments; `states[n]` holds what stood before version n."""
    before, after = states[start], states[end]
    for key in sorted({*before, *after}):
        if before.get(key) != after.get(key):
            yield Development(key, before.get(key), after.get(key))


def tell(states: list[States], ends: list[Cut], firm: Subscriber) -> Iterator[Told]:
    """One digest a window; what was told is remembered as told."""
    start = Cut(0, 0, 0)
    for end in ends:
        window = Window(
            start=start.version, end=end.version, since=on(start.day), until=on(end.day)
        )
        history = prepare(
            between(states, start.version, end.version), between(states, end.version, end.shown)
        )
        shown, today = catalogue(*states[end.shown].values()), on(end.day)
        found = select(firm, window, history, shown, SCORER, today=today)
        region = region_news(("DEA",), window, history, (), shown, today=today)
        assert found.more == 0
        yield Told(window, found, region)
        firm = with_told(firm, found)
        start = end


def with_told(firm: Subscriber, found: Digest) -> Subscriber:
    named = {each.offer.id for each in found.items}
    over = {each.offer.id for each in found.items if each.news is News.OVER}
    return replace(firm, told=firm.told | named, told_over=(firm.told_over - named) | over)


def history_of(states: Mapping[str, Mapping[int, Mapping[str, Any] | None]]) -> list[States]:
    """What stands before each version: by offer and version what it says from then on."""
    found: list[States] = []
    standing: dict[str, Offer] = {}
    for version in range(-1, LAST_VERSION + 1):
        for key, changes in states.items():
            if version in changes:
                fields = changes[version]
                standing = {each: has for each, has in standing.items() if each != key}
                if fields is not None:
                    standing[key] = offer(key, **fields)
        found.append(standing)
    return found


def items(told: list[Told], key: str, news: News) -> list[tuple[Window, Item]]:
    return [
        (each.window, item)
        for each in told
        for item in each.digest.items
        if item.offer.id == key and item.news is news
    ]


versions = st.integers(0, LAST_VERSION)
days = st.integers(0, LAST_DAY)


@given(
    ends=cuts(),
    by_version=st.none() | st.tuples(versions, st.sampled_from(("left", "ended"))),
    last_day=st.none() | days,
    marks=st.sampled_from(({"remembered": ("a",)}, {"told": ["a"]})),
)
def test_an_end_is_told_once_in_the_window_in_which_it_comes(
    ends: list[Cut],
    by_version: tuple[int, str] | None,
    last_day: int | None,
    marks: dict[str, Any],
) -> None:
    fields = {} if last_day is None else {"valid_until": on(last_day).isoformat()}
    changes: dict[int, Mapping[str, Any] | None] = {-1: fields}
    if by_version is not None:
        version, how = by_version
        changes[version] = None if how == "left" else {**fields, "state": "ended"}
    states = history_of({"a": changes})

    told = list(tell(states, ends, subscriber(**marks)))

    expected = [
        each.window
        for each in told
        if (by_version is not None and by_version[0] < each.window.end)
        or (last_day is not None and on(last_day) < each.window.last_day)
    ][:1]
    assert [window for window, _ in items(told, "a", News.OVER)] == expected
    ended = [each.window for each in told for over in each.region.ended if over.offer.id == "a"]
    assert ended == expected


@given(
    ends=cuts(),
    came=st.none() | versions,
    opens=st.none() | days,
    usable=st.none() | versions,
)
def test_an_offer_is_new_once_when_it_has_come_has_opened_and_can_be_used(
    ends: list[Cut], came: int | None, opens: int | None, usable: int | None
) -> None:
    fields = {} if opens is None else {"valid_from": on(opens).isoformat()}
    changes: dict[int, Mapping[str, Any] | None] = {}
    if usable is not None:
        changes[-1 if came is None else came] = {**fields, "territory": ["DEB"]}
        changes[usable if came is None else max(usable, came)] = fields
    else:
        changes[-1 if came is None else came] = fields
    states = history_of({"a": changes})

    told = list(tell(states, ends, subscriber()))

    was_there = came is None and opens is None and usable is None
    assert len(items(told, "a", News.NEW)) == (0 if was_there else 1)


@given(ends=cuts(), came=st.none() | versions, opens=st.none() | days)
def test_a_territory_hears_of_an_offer_once(
    ends: list[Cut], came: int | None, opens: int | None
) -> None:
    fields = {} if opens is None else {"valid_from": on(opens).isoformat()}
    states = history_of({"a": {-1 if came is None else came: fields}})

    told = list(tell(states, ends, subscriber()))

    new = [each.window for each in told for each_new in each.region.new if each_new.id == "a"]
    assert len(new) == (0 if came is None and opens is None else 1)


@given(
    ends=cuts(),
    amounts=st.dictionaries(
        st.sampled_from(IDS), st.dictionaries(versions, st.integers(1, 3)), min_size=1
    ),
)
def test_changes_that_are_told_lead_from_the_first_to_the_last_content(
    ends: list[Cut], amounts: dict[str, dict[int, int]]
) -> None:
    states = history_of(
        {
            key: {-1: {"amount": {"max_eur": 0}}}
            | {version: {"amount": {"max_eur": worth}} for version, worth in sorted(each.items())}
            for key, each in amounts.items()
        }
    )

    told = list(tell(states, ends, subscriber(remembered=IDS)))

    for key, each in amounts.items():
        steps = [
            change.values for _, item in items(told, key, News.CHANGED) for change in item.changes
        ]
        path = [(None, 0), *(step["after"] for step in steps)]
        assert [step["before"] for step in steps] == path[:-1]
        assert path[-1] == (None, each[max(each)] if each else 0)


contents = st.none() | st.fixed_dictionaries(
    {},
    optional={
        "state": st.sampled_from(("open", "paused", "ended")),
        "valid_from": days.map(lambda day: on(day).isoformat()),
        "valid_until": days.map(lambda day: on(day).isoformat()),
        "amount": st.just({"max_eur": 7}),
        "territory": st.sampled_from((["DEA"], ["DEB"])),
    },
)


@given(
    ends=cuts(),
    histories=st.dictionaries(
        st.sampled_from(IDS), st.dictionaries(st.integers(-1, LAST_VERSION), contents), min_size=1
    ),
    marks=st.fixed_dictionaries(
        {
            "remembered": st.sets(st.sampled_from((*IDS, "z"))).map(tuple),
            "told": st.sets(st.sampled_from((*IDS, "z"))),
            "dismissed": st.sets(st.sampled_from((*IDS, "z"))),
        }
    ),
)
def test_whatever_happens_what_is_told_is_true_and_named_once_a_digest(
    ends: list[Cut],
    histories: dict[str, dict[int, Mapping[str, Any] | None]],
    marks: dict[str, Any],
) -> None:
    states = history_of({key: dict(sorted(each.items())) for key, each in histories.items()})
    firm = subscriber(**marks)

    for told in tell(states, ends, firm):
        named = [each.offer.id for each in told.digest.items]
        assert len(named) == len(set(named))
        assert firm.dismissed.isdisjoint(named)
        for item in told.digest.items:
            assert (item.news is News.OVER) is (item.over is not None)
            rank = item.match.rank if item.match else None
            assert rank is not None or item.news is not News.NEW
            assert rank is None or item.news is not News.OVER


def test_without_days_and_versions_a_window_is_empty() -> None:
    states = history_of({"a": {-1: {"valid_until": on(0).isoformat()}}})
    ends = [Cut(0, 0, 0), Cut(0, 0, 0)]
    assert all(not each.digest.items for each in tell(states, ends, subscriber(told=["a"])))
