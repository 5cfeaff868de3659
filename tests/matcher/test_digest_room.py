"""Which items a digest has room for, in which order, and what it asks."""

from __future__ import annotations

from typing import Any

from matcher.digest.history import prepare
from matcher.digest.selecting import NOTHING, best_now, select
from matcher.digest.values import News
from tests.matcher.digest_world import (
    LARGE,
    SCORER,
    SMALL,
    TODAY,
    came,
    catalogue,
    digest,
    left,
    offer,
    profile,
    subscriber,
    told,
    turned,
    window,
)


def test_topics_take_the_place_of_what_the_company_needs() -> None:
    news = [came(offer("a")), came(offer("b", needs=["mobility"]))]
    talkative = profile(need_text="Wir wollen exportieren.")

    assert told(digest(news)) == [("new", "a")]
    chosen = subscriber(profile=talkative, topics=("mobility",))
    assert told(digest(news, firm=chosen)) == [("new", "b")]
    assert told(digest(news, firm=subscriber(topics=("no_such_need",)))) == [("new", "a")]


def test_the_question_is_the_one_that_opens_most_and_comes_but_once() -> None:
    asks = {"conditions": {"fact": {"name": "apprentices", "equals": True}}}
    by_age = {"conditions": {"age_years": {"max": 5}}}
    unknown = {"conditions": {"fact": {"name": "never-registered", "equals": True}}}
    standing = [offer("b", **asks), offer("c", **by_age), offer("d", **unknown)]

    def question(**marks: Any) -> str | None:
        found = digest([came(offer("a"))], standing=standing, firm=subscriber(**marks)).question
        return found.field if found is not None else None

    first = question()
    assert first in {"facts.apprentices", "founded"}
    (other,) = {"facts.apprentices", "founded"} - {first}
    assert question(asked=frozenset({first})) == other
    assert question(skipped=frozenset({first}), asked=frozenset({other})) is None
    assert digest(standing=standing).question is None


def test_at_most_seven_the_remembered_first_then_by_rank_then_what_is_over() -> None:
    news = [came(offer(f"n{number}")) for number in range(9)]
    gone = [left(offer("x-told")), left(offer("y-remembered"))]
    firm = subscriber(told=["x-told"], remembered=("y-remembered", "n8"))

    found = digest([*news, *gone], firm=firm)

    assert (len(found.items), found.more) == (7, 4)
    assert told(found)[0] == ("new", "n8")
    assert told(found)[-1] == ("over", "y-remembered")
    ranks = [each.match.rank for each in found.items[1:-1] if each.match]
    assert len(ranks) == 5
    assert ranks == sorted(each for each in ranks if each is not None)


def test_what_is_over_fills_the_room_that_is_left() -> None:
    gone = [left(offer(f"g{number}")) for number in range(9)]
    firm = subscriber(told=[each.offer_id for each in gone])

    found = digest([came(offer("a")), *gone], firm=firm)

    assert told(found) == [("new", "a"), *(("over", f"g{number}") for number in range(6))]
    assert found.more == 3


def test_of_variants_the_best_two_come_first_and_others_fill_the_room_that_is_left() -> None:
    same = {"title": "Beratung zum Export", "summary": "Wir beraten kleine Firmen beim Export."}
    variants = [came(offer(f"a{number}", **same)) for number in range(5)]
    others = [came(offer(f"n{number}")) for number in range(4)]
    gone = [left(offer("x"))]

    alone = digest(variants)
    assert (len(alone.items), alone.more) == (5, 0)
    mixed = digest([*variants, *others], firm=subscriber())
    assert {each.offer.id for each in mixed.items} == {"a0", "a1", "a2", "n0", "n1", "n2", "n3"}
    assert mixed.more == 2
    ranks = [each.match.rank for each in mixed.items if each.match]
    assert ranks == sorted(each for each in ranks if each is not None)
    ended = digest([*variants, *others, *gone], firm=subscriber(told=["x"]))
    assert told(ended)[-1] == ("over", "x")
    assert {each.offer.id for each in ended.items[:-1]} == {"a0", "a1", "n0", "n1", "n2", "n3"}
    marked = digest([*variants, *others], firm=subscriber(remembered=("a2", "a3", "a4")))
    assert {"a2", "a3", "a4", "n0", "n1", "n2", "n3"} == {each.offer.id for each in marked.items}


def test_the_first_list_is_the_best_of_today_whatever_was_told() -> None:
    offers = [offer(f"o{number}") for number in range(9)]
    everything = catalogue(*offers, offer("z", needs=["mobility"]), offer("w", state="ended"))
    firm = subscriber(told=["o1"], dismissed=["o2"], remembered=("o8", "z"))

    found = best_now(firm, everything, SCORER, today=TODAY)

    assert {each.news for each in found.items} == {News.BEST}
    assert (len(found.items), found.more) == (7, 1)
    assert (found.items[0].offer.id, found.items[0].is_remembered) == ("o8", True)
    assert {"o2", "z", "w"}.isdisjoint(each.offer.id for each in found.items)
    assert best_now(firm, catalogue(), SCORER, today=TODAY) == NOTHING


def test_a_history_is_told_to_many_and_never_changed_by_it() -> None:
    changes = [turned("a", {"conditions": LARGE}, {"conditions": SMALL})]
    history = prepare(changes)
    shown = catalogue(offer("a", conditions=SMALL))

    def news_for(employees: int) -> list[tuple[str, str]]:
        firm = subscriber(profile=profile(employees=employees))
        return told(select(firm, window(), history, shown, SCORER, today=TODAY))

    assert [news_for(people) for people in (12, 90, 12)] == [[("new", "a")], [], [("new", "a")]]
