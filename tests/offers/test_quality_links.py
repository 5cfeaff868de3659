"""Which answer of a server leads to which state, and what addresses are asked."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from offers.quality.links import (
    Course,
    LinkState,
    Looked,
    Meaning,
    address,
    addresses_of,
    after,
    again_after,
    judge,
    rules,
)
from offers.schema import parse_offer

PAGE = "https://www.stadt.example/foerderung/programm.html?id=7"
DAY = date(2026, 11, 22)
OK, REFUSED, SOFT, HARD = LinkState.OK, LinkState.REFUSED, LinkState.SOFT, LinkState.HARD
WORKS, REFUSES, FAILS = Meaning.WORKS, Meaning.REFUSED, Meaning.FAILS
# The answer, and the state of a link that was never asked before.
STATUSES = """
200 ok       203 ok       204 ok       206 ok       300 ok       302 refused  304 ok
400 refused  401 refused  402 refused  403 refused  404 soft     405 refused  406 refused
408 soft     410 soft     416 ok       418 refused  429 refused  451 soft
500 soft     501 refused  502 soft     503 refused  504 soft     520 soft     530 soft
999 refused
"""
TROUBLES = """
no_name soft         no_connection soft   no_answer soft       slow soft
broken soft          certificate soft     redirects soft       not_public soft
wrong_address soft   robots refused
"""
# Where permanent redirects (301, 308) led, and where others (302, 303, 307) did.
REDIRECTED = (
    ("https://www.stadt.example/neu/programm", "moved", "200"),
    ("https://anderswo.example/foerderung/programm.html?id=7", "moved", "200"),
    ("https://www.stadt.example/foerderung/programm.html?id=8", "moved", "200"),
    ("https://stadt.example/foerderung/programm.html?id=7", "200", "200"),
    ("https://www.stadt.example/foerderung/programm.html/?id=7", "200", "200"),
    ("https://www.stadt.example/", "moved_to_start", "moved_to_start"),
    ("https://www.stadt.example/de/", "moved_to_start", "moved_to_start"),
    ("https://anderswo.example/index.php", "moved_to_start", "moved_to_start"),
    ("https://www.stadt.example/Startseite.html", "moved_to_start", "moved_to_start"),
    ("https://www.stadt.example/?page=programm", "moved", "200"),
)


def table(text: str) -> list[tuple[str, LinkState]]:
    words = text.split()
    return [(code, LinkState(state)) for code, state in zip(words[::2], words[1::2], strict=True)]


def state_after(looked: Looked) -> LinkState:
    return after(Course(), judge(looked).meaning, DAY).state


@pytest.mark.parametrize(("status", "state"), table(STATUSES))
def test_a_status_leads_to_a_state(status: str, state: LinkState) -> None:
    looked = Looked(asked=PAGE, status=int(status))

    assert judge(looked).code == status
    assert state_after(looked) is state


@pytest.mark.parametrize(("trouble", "state"), table(TROUBLES))
def test_trouble_leads_to_a_state(trouble: str, state: LinkState) -> None:
    looked = Looked(asked=PAGE, trouble=trouble)

    assert judge(looked).code == trouble
    assert state_after(looked) is state


def test_every_row_of_the_table_stands_in_these_tests() -> None:
    tried = {code for code, _ in table(STATUSES + TROUBLES)} | {"moved", "moved_to_start"}

    assert {code for code in rules().answers if not code.endswith("xx")} <= tried
    assert set(rules().answers.values()) == set(Meaning)


@pytest.mark.parametrize(("reached", "for_good", "for_now"), REDIRECTED)
def test_where_a_redirect_leads_decides(reached: str, for_good: str, for_now: str) -> None:
    def code(*, is_permanent: bool) -> str:
        return judge(Looked(asked=PAGE, status=200, reached=reached, for_good=is_permanent)).code

    assert code(is_permanent=True) == for_good
    assert code(is_permanent=False) == for_now


def test_a_link_to_a_start_page_may_lead_to_another_one() -> None:
    looked = Looked(
        asked="https://stadt.example/",
        status=200,
        reached="https://stadt.example/de/",
        for_good=True,
    )

    assert judge(looked).meaning is WORKS


def test_a_redirect_to_a_page_that_is_gone_is_a_page_that_is_gone() -> None:
    looked = Looked(asked=PAGE, status=404, reached="https://stadt.example/weg", for_good=True)

    assert judge(looked).code == "404"


# What happened on which day (0: the first), and what is known then: state, days with a failure.
COURSES: tuple[tuple[tuple[tuple[int, Meaning], ...], LinkState, int], ...] = (
    (((0, WORKS),), OK, 0),
    (((0, REFUSES),), REFUSED, 0),
    (((0, FAILS),), SOFT, 1),
    (((0, FAILS), (0, FAILS), (0, FAILS)), SOFT, 1),
    (((0, FAILS), (1, FAILS)), SOFT, 2),
    (((0, FAILS), (1, FAILS), (2, FAILS)), HARD, 3),
    (((0, FAILS), (7, FAILS), (30, FAILS)), HARD, 3),
    (((0, FAILS), (1, FAILS), (2, WORKS)), OK, 0),
    (((0, FAILS), (1, FAILS), (2, FAILS), (9, WORKS), (10, FAILS)), SOFT, 1),
    (((0, FAILS), (1, REFUSES)), SOFT, 1),
    (((0, FAILS), (1, REFUSES), (2, FAILS), (3, FAILS)), HARD, 3),
    (((0, FAILS), (1, FAILS), (2, FAILS), (9, REFUSES)), HARD, 3),
    (((0, WORKS), (14, REFUSES)), REFUSED, 0),
    (((0, REFUSES), (30, FAILS)), SOFT, 1),
    (((0, WORKS), (0, FAILS)), SOFT, 1),
)


@pytest.mark.parametrize(("happened", "state", "failed_days"), COURSES)
def test_trouble_is_hard_only_after_failures_on_several_days(
    happened: tuple[tuple[int, Meaning], ...], state: LinkState, failed_days: int
) -> None:
    known = Course()
    for days, meaning in happened:
        known = after(known, meaning, DAY + timedelta(days=days))

    assert (known.state, known.failed_days) == (state, failed_days)


@given(st.lists(st.tuples(st.integers(0, 3), st.sampled_from(Meaning)), max_size=20))
def test_nothing_is_hard_without_failures_on_three_days(steps: list[tuple[int, Meaning]]) -> None:
    known, day, failed = Course(), DAY, set[date]()
    for days, meaning in steps:
        day += timedelta(days=days)
        failed = set() if meaning is WORKS else failed | ({day} if meaning is FAILS else set())
        known = after(known, meaning, day)

        assert known.failed_days <= len(failed)
        if known.state is HARD:
            assert len(failed) >= rules().hard_after_days


def test_every_state_says_when_to_ask_again() -> None:
    assert set(rules().again_after_days) == set(LinkState) - {LinkState.UNCHECKED}
    assert again_after(SOFT) == timedelta(days=1)


ADDRESSES = (
    ("https://stadt.example", "https://stadt.example/"),
    (" HTTPS://Stadt.Example/A#oben ", "https://stadt.example/A"),
    ("http://stadt.example:8080/a?b=c&d=e", "http://stadt.example:8080/a?b=c&d=e"),
    ("https://förderung.example/über uns", "https://xn--frderung-n4a.example/%C3%BCber%20uns"),
    ("https://stadt.example/%C3%BC?q=%20", "https://stadt.example/%C3%BC?q=%20"),
    ("https://stadt.example./a", "https://stadt.example/a"),
    ("http://[::1]/a", "http://[::1]/a"),
    ("ftp://stadt.example/a", ""),
    ("javascript:alert(1)", ""),
    ("mailto:a@stadt.example", ""),
    ("stadt.example/a", ""),
    ("https://", ""),
    ("https://name:wort@stadt.example/", ""),
    ("https://stadt.example:99999/", ""),
    ("https://stadt example/", ""),
    ("https://[::1/", ""),
    ("https://" + "a" * 64 + ".example/", ""),
    ("https://stadt.example/" + "a" * 2000, ""),
    ("", ""),
)


@pytest.mark.parametrize(("given_as", "asked_as"), ADDRESSES)
def test_an_address_is_asked_in_one_form(given_as: str, asked_as: str) -> None:
    assert address(given_as) == asked_as


@given(st.text(max_size=40))
def test_any_text_is_an_ascii_address_or_none(text: str) -> None:
    for prefix in ("", "https://", "https://stadt.example/"):
        found = address(prefix + text)
        assert found.isascii()
        assert found == "" or address(found) == found


def test_an_offer_names_each_address_once() -> None:
    offer = parse_offer(
        {
            "id": "a",
            "title": "Beratung",
            "provider": "Stadt",
            "url": "https://stadt.example/a#oben",
            "contact": {"url": "https://stadt.example/kontakt"},
            "source": {"url": "https://stadt.example/a"},
        }
    )

    assert addresses_of(offer) == ("https://stadt.example/a", "https://stadt.example/kontakt")
