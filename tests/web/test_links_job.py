"""The job that checks links: what it stores, when it stops, and what it never does."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import Engine
from sqlmodel import select

from models.offer_care import CheckedLink
from models.session import reading, transaction
from offers import store
from offers.quality.links import Answer, LinkState, Meaning, Rules
from tests.offers.store_world import put, version
from tests.web.link_world import RULES, Reply, Server, Watch, offer, server, services_on
from tests.web.sign_in_world import MovedClock
from web.author import Author
from web.jobs import links as job
from web.services import Services
from web.use_cases.catalogue import links

NONE = {"links_left": 0, "links_without_network": 0}


@pytest.fixture
def site() -> Iterator[Server]:
    with server({"/": Reply(), "/da": Reply(), "/zu": Reply(403)}) as made:
        yield made


@pytest.fixture
def held(engine: Engine) -> Services:
    return services_on(engine)


def check(held: Services, *, watch: Watch | None = None, **changes: object) -> Mapping[str, int]:
    rules: Rules = replace(RULES, **changes)  # type: ignore[arg-type]
    timing = (watch or Watch()).timing()
    return job.check(held, rules=rules, timing=timing, is_private=True)


def rows(engine: Engine) -> dict[str, CheckedLink]:
    with reading(engine) as session:
        found = {row.url: row for row in session.exec(select(CheckedLink))}
        session.expunge_all()
        return found


def states(held: Services) -> dict[str, str]:
    return {url.rpartition("/")[2]: row.state for url, row in rows(held.engine).items()}


def later(held: Services, **time: float) -> None:
    assert isinstance(held.clock, MovedClock)
    held.clock.pass_by(**time)


def test_each_address_of_the_catalogue_is_asked_once(held: Services, site: Server) -> None:
    put(
        held.engine,
        offer("a", url=site.url("/da"), contact={"url": site.url("/zu")}),
        offer("b", url=site.url("/da#unten"), source={"url": site.url("/weg")}),
    )

    counts = check(held)

    assert counts == {"links_ok": 1, "links_refused": 1, "links_soft": 1, **NONE}
    assert states(held) == {"da": "ok", "zu": "refused", "weg": "soft"}
    assert sorted(site.pages()) == [
        *("GET /weg", "GET /zu", "HEAD /da", "HEAD /weg", "HEAD /zu"),
    ]


def test_what_was_asked_is_left_alone_until_it_is_due(held: Services, site: Server) -> None:
    put(held.engine, offer("a", url=site.url("/da"), contact={"url": site.url("/weg")}))
    check(held)
    site.asked.clear()

    assert check(held) == NONE
    later(held, hours=23)
    assert check(held) == {"links_soft": 1, **NONE}
    assert site.pages() == ["HEAD /weg", "GET /weg"]


def test_a_link_is_dead_after_three_days_and_lives_again_by_one_answer(
    held: Services, site: Server
) -> None:
    put(held.engine, offer("a", url=site.url("/weg")))
    found = []
    for _ in range(3):
        found.append(check(held))
        later(held, days=1)
    (row,) = rows(held.engine).values()

    assert found == [{"links_soft": 1, **NONE}] * 2 + [{"links_hard": 1, **NONE}]
    assert (row.failed_days, row.answer) == (3, "404")
    assert row.failing_since_utc == row.checked_utc - timedelta(days=2)  # type: ignore[operator]

    site.replies["/weg"] = Reply()
    later(held, days=7)
    check(held)
    (row,) = rows(held.engine).values()
    assert (row.state, row.failed_days, row.failing_since_utc) == ("ok", 0, None)


def test_checks_change_no_offer(held: Services, site: Server) -> None:
    put(held.engine, offer("a", url=site.url("/weg")))
    before = version(held.engine)
    for _ in range(4):
        check(held)
        later(held, days=1)

    assert states(held) == {"weg": "hard"}
    assert version(held.engine) == before


def test_addresses_that_no_offer_names_any_more_go(held: Services, site: Server) -> None:
    put(held.engine, offer("a", url=site.url("/da")), offer("b", url=site.url("/zu")))
    check(held)
    with transaction(held.engine) as session:
        store.archive(session, "b", now=held.clock.now())
    check(held)

    assert states(held) == {"da": "ok"}


def test_without_a_network_nothing_is_believed(held: Services, site: Server) -> None:
    put(held.engine, offer("a", url=site.url("/da")))
    check(held)
    before = rows(held.engine)
    put(
        held.engine, offer("a", url="http://127.0.0.1:1/x", contact={"url": "http://127.0.0.1:2/y"})
    )

    assert check(held) == {"links_left": 0, "links_without_network": 2}
    assert {row.state for row in rows(held.engine).values()} == {"unchecked"}
    assert {row.checked_utc for row in rows(held.engine).values()} == {None}
    assert set(before).isdisjoint(rows(held.engine))


def test_a_dead_host_is_believed_where_another_one_answers(held: Services, site: Server) -> None:
    put(held.engine, offer("a", url=site.url("/da"), contact={"url": "http://127.0.0.1:1/x"}))

    assert check(held) == {"links_ok": 1, "links_soft": 1, **NONE}


def test_a_dead_host_alone_is_believed_where_one_that_worked_still_answers(
    held: Services, site: Server
) -> None:
    put(held.engine, offer("a", url=site.url("/da"), contact={"url": "http://127.0.0.1:1/x"}))
    check(held)
    later(held, days=1)

    assert check(held) == {"links_soft": 1, **NONE}
    assert next(row for url, row in rows(held.engine).items() if url.endswith("x")).failed_days == 2


def test_without_a_network_a_run_gives_up_soon(held: Services) -> None:
    names = [f"http://127.0.0.1:{port}/" for port in range(1, 41)]
    put(held.engine, *(offer(f"a-{n}", url=url) for n, url in enumerate(names)))
    watch = Watch()

    assert check(held, watch=watch, hosts_at_once=1) == {
        "links_left": 0,
        "links_without_network": 40,
    }


def test_a_run_ends_in_time_and_the_next_goes_on(held: Services, site: Server) -> None:
    paths = [f"/{number}" for number in range(10)]
    site.replies |= {path: Reply() for path in paths}
    put(held.engine, *(offer(f"a-{p[1:]}", url=site.url(p)) for p in paths))

    # robots.txt and then four links in the eight seconds, two seconds after one another.
    assert check(held, minutes_per_run=8 / 60) == {
        "links_ok": 4,
        "links_left": 6,
        "links_without_network": 0,
    }
    assert check(held)["links_ok"] == 6


def test_what_was_asked_while_the_clock_was_ahead_is_due(held: Services, site: Server) -> None:
    put(held.engine, offer("a", url=site.url("/da")))
    links.follow(held.engine, [offer("a", url=site.url("/da"))], now=held.clock.now())
    answer = Answer("200", Meaning.WORKS)
    ahead = held.clock.now() + timedelta(days=3650)
    links.note(held.engine, [(site.url("/da"), answer)], now=ahead)

    assert check(held)["links_ok"] == 1


def test_of_one_host_not_too_many_are_asked_in_a_run(held: Services, site: Server) -> None:
    with server({f"/{n}": Reply() for n in range(5)}) as other:
        put(
            held.engine,
            *(offer(f"a-{n}", url=site.url(f"/{n}")) for n in range(5)),
            *(offer(f"b-{n}", url=other.url(f"/{n}", "localhost")) for n in range(5)),
        )
        check(held, per_host_and_run=2, per_run=3)

        asked = sorted(len([a for a in s.pages() if a.startswith("HEAD")]) for s in (site, other))
    assert asked == [1, 2]


def test_it_can_be_switched_off(engine: Engine, site: Server) -> None:
    held = services_on(engine, link_checks=False)
    put(engine, offer("a", url=site.url("/da")))
    now = held.clock.now()

    assert job.run(held, Author(actor="job:links", now=now, kept_until_utc=now)) == {}
    assert site.asked == []
    assert rows(engine) == {}


def test_the_counts_name_every_state(held: Services, site: Server) -> None:
    assert links.counts(held.engine).last_checked_utc is None
    put(
        held.engine,
        offer("a", url=site.url("/da"), contact={"url": site.url("/weg")}),
    )
    links.follow(held.engine, [offer("a", url="https://x.example/")], now=held.clock.now())
    assert links.counts(held.engine).states[LinkState.UNCHECKED] == 1
    check(held)

    found = links.counts(held.engine)

    assert found.states == {**dict.fromkeys(LinkState, 0), LinkState.OK: 1, LinkState.SOFT: 1}
    assert found.total == 2
    assert found.last_checked_utc == held.clock.now()


def test_the_agent_says_whom_to_write_to(engine: Engine, site: Server) -> None:
    held = services_on(
        engine, public_url="https://lotse.example.org", operator_email="amt@example.org"
    )
    put(engine, offer("a", url=site.url("/da")))
    check(held)

    assert site.agents == {"Angebotslotse (link check; https://lotse.example.org; amt@example.org)"}
