"""How links are asked: gently, against real servers on this machine."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from offers.quality.links import Looked, judge
from tests.web.link_world import NOBODY, RULES, Reply, Server, Watch, server
from web.jobs.asking import Asker

EVERYWHERE = {"/": Reply(), "/da": Reply(), "/start": Reply()}


@pytest.fixture
def site() -> Iterator[Server]:
    with server(EVERYWHERE) as made:
        yield made


def look(url: str, watch: Watch | None = None) -> Looked:
    timing = (watch or Watch()).timing()
    return Asker(RULES, contact="x@example.org", timing=timing, is_private=True).look(url)


def code(url: str) -> str:
    return judge(look(url)).code


def test_a_page_that_is_there_is_asked_once_and_without_its_body(site: Server) -> None:
    assert look(site.url("/da")) == Looked(asked=site.url("/da"), status=200, for_good=True)
    assert site.asked == ["GET /robots.txt", "HEAD /da"]


def test_the_agent_names_the_service_and_a_contact(site: Server) -> None:
    look(site.url("/da"))

    assert site.agents == {"Angebotslotse (link check; x@example.org)"}


@pytest.mark.parametrize("status", [403, 404, 405, 500, 501, 503])
def test_what_head_does_not_give_is_asked_by_get_for_the_first_bytes(
    site: Server, status: int
) -> None:
    site.replies["HEAD /da"] = Reply(status)
    site.replies["GET /da"] = Reply(206)

    assert code(site.url("/da")) == "206"
    assert site.pages() == ["HEAD /da", "GET /da"]
    assert site.ranges[-1] == "bytes=0-1023"


@pytest.mark.parametrize("status", [401, 403, 404, 410, 500, 503])
def test_an_answer_that_both_methods_give_counts(site: Server, status: int) -> None:
    site.replies["/da"] = Reply(status)

    assert code(site.url("/da")) == str(status)


def test_who_is_asked_too_often_is_not_asked_again_at_once(site: Server) -> None:
    site.replies["/da"] = Reply(429)

    assert code(site.url("/da")) == "429"
    assert site.pages() == ["HEAD /da"]


def test_redirects_are_followed_and_where_they_lead_is_noted(site: Server) -> None:
    site.replies["/alt"] = Reply(301, {"Location": "/neu"})
    site.replies["/neu"] = Reply(308, {"Location": site.url("/da")})

    assert look(site.url("/alt")) == Looked(
        asked=site.url("/alt"), status=200, reached=site.url("/da"), for_good=True
    )
    assert code(site.url("/alt")) == "moved"


def test_a_redirect_for_now_is_no_move(site: Server) -> None:
    site.replies["/alt"] = Reply(302, {"Location": "/da"})

    assert code(site.url("/alt")) == "200"


def test_a_redirect_to_the_start_page_is_noticed(site: Server) -> None:
    site.replies["/alt"] = Reply(302, {"Location": "/"})

    assert code(site.url("/alt")) == "moved_to_start"


def test_redirects_end(site: Server) -> None:
    site.replies["/alt"] = Reply(302, {"Location": "/alt"})

    assert code(site.url("/alt")) == "redirects"
    assert len(site.pages()) == 2 * (RULES.redirects + 1)


@pytest.mark.parametrize(
    "target",
    ["ftp://example.org/", "file:///etc/passwd", "javascript:a", "http://[", "//[x", "//h:99999/"],
)
def test_a_redirect_that_is_no_web_page_is_not_followed(site: Server, target: str) -> None:
    site.replies["/alt"] = Reply(301, {"Location": target})

    assert code(site.url("/alt")) == "wrong_address"


def test_a_redirect_without_an_aim_says_nothing(site: Server) -> None:
    site.replies["/alt"] = Reply(302)

    assert code(site.url("/alt")) == "302"


def test_silence_is_noticed(site: Server) -> None:
    site.replies["/da"] = Reply(is_silent=True)
    hasty = replace(RULES, answer_seconds=0.2)
    asker = Asker(hasty, contact="", timing=Watch().timing(), is_private=True)

    assert asker.look(site.url("/da")).trouble == "slow"


def test_a_host_that_takes_no_connection_is_out_of_reach() -> None:
    found = look(NOBODY)

    assert found.trouble == "no_connection"
    assert found.got_nowhere


def test_a_host_that_nobody_knows_is_out_of_reach() -> None:
    found = look("http://gibt-es-nicht.invalid/")

    assert found.trouble == "no_name"
    assert found.got_nowhere


def test_a_certificate_that_is_none_is_noticed(site: Server) -> None:
    found = look(site.url("/da").replace("http:", "https:"))

    assert found.trouble == "certificate"
    assert not found.got_nowhere


def test_private_addresses_are_not_asked(site: Server) -> None:
    asker = Asker(RULES, contact="", timing=Watch().timing())

    for host in ("127.0.0.1", "localhost", "[::ffff:127.0.0.1]"):
        assert asker.look(site.url("/da", host)).trouble == "not_public"
    assert site.asked == []


def test_robots_txt_is_read_once_and_respected(site: Server) -> None:
    rules = b"User-agent: *\nDisallow: /geheim\n\nUser-agent: Angebotslotse\nDisallow: /da\n"
    site.replies["/robots.txt"] = Reply(body=rules)
    asker = Asker(RULES, contact="", timing=Watch().timing(), is_private=True)

    found = [asker.look(site.url(path)) for path in ("/da", "/start", "/da")]

    assert [each.trouble for each in found] == ["robots", "", "robots"]
    assert site.asked == ["GET /robots.txt", "HEAD /start"]


@pytest.mark.parametrize("reply", [Reply(404), Reply(500), Reply(body=b"\xff\xfe<html>")])
def test_robots_txt_that_says_nothing_forbids_nothing(site: Server, reply: Reply) -> None:
    site.replies["/robots.txt"] = reply

    assert code(site.url("/da")) == "200"


@pytest.mark.parametrize(
    "line", ["Crawl-delay: ²", f"Crawl-delay: {'9' * 400}", "Request-rate: ²/³", "Disallow: //["]
)
def test_robots_txt_that_cannot_be_read_is_a_refusal(site: Server, line: str) -> None:
    site.replies["/robots.txt"] = Reply(body=f"User-agent: *\n{line}\n".encode())

    assert code(site.url("/da")) == "robots"


def test_between_two_questions_to_a_host_is_a_pause(site: Server) -> None:
    watch = Watch()
    asker = Asker(RULES, contact="", timing=watch.timing(), is_private=True)

    for path in ("/da", "/start"):
        asker.look(site.url(path))

    assert watch.waits == [RULES.pause_seconds] * 2


def test_a_host_that_asks_for_longer_pauses_gets_them_within_reason(site: Server) -> None:
    site.replies["/robots.txt"] = Reply(body=b"User-agent: *\nCrawl-delay: 7\n")
    watch = Watch()
    asker = Asker(RULES, contact="", timing=watch.timing(), is_private=True)
    asker.look(site.url("/da"))
    asker.look(site.url("/start"))
    assert watch.waits[1:] == [7]

    site.replies["/robots.txt"] = Reply(body=b"User-agent: *\nCrawl-delay: 9000\n")
    watch = Watch()
    asker = Asker(RULES, contact="", timing=watch.timing(), is_private=True)
    asker.look(site.url("/da"))
    asker.look(site.url("/start"))
    assert watch.waits[1:] == [RULES.longest_pause_seconds]


def test_a_host_is_asked_one_question_at_a_time(site: Server) -> None:
    asker = Asker(
        replace(RULES, pause_seconds=0), contact="", timing=Watch().timing(), is_private=True
    )
    site.replies |= {f"/{number}": Reply(waits_for_others=True) for number in range(6)}

    with ThreadPoolExecutor(6) as pool:
        found = list(pool.map(asker.look, (site.url(f"/{number}") for number in range(6))))

    assert {each.status for each in found} == {200}
    assert site.most_at_once == 1


def test_a_host_out_of_reach_is_not_tried_again_in_the_same_run() -> None:
    watch = Watch()
    asker = Asker(RULES, contact="", timing=watch.timing(), is_private=True)

    found = [asker.look(f"{NOBODY}{number}").trouble for number in range(20)]

    assert set(found) == {"no_connection"}
    assert watch.waits == []
