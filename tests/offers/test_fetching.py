"""Downloads from a real server on this machine, and every way in which one goes wrong."""

from __future__ import annotations

import gzip
import hashlib
import socket
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from offers.fetching import Downloaded, FetchError, Known, Rules, Timing, Unchanged, download
from offers.fetching.addresses import is_public
from offers.fetching.answers import redirect_of
from tests.fixtures.http import HOST, Answer, Handler, Site, answer, chunks, site

BODY = b"id;titel\na;Beratung\n" * 500
RULES = Rules(
    hosts=frozenset({HOST}), is_private=True, connect_seconds=5.0, read_seconds=5.0,
    total_seconds=100.0, attempts=3,
)  # fmt: skip
STAMPS = {"ETag": '"v1"', "Last_Modified": "Mon, 16 Nov 2026 03:00:00 GMT"}
NOTHING = Known()


class Time:
    """A watch that goes on by what is waited, and by `tick` with every look."""

    def __init__(self, tick: float = 0.0) -> None:
        self.seconds = 0.0
        self.tick = tick
        self.pauses: list[float] = []

    def watch(self) -> float:
        self.seconds += self.tick
        return self.seconds

    def pause(self, seconds: float) -> None:
        self.pauses.append(seconds)
        self.seconds += seconds

    @property
    def timing(self) -> Timing:
        return Timing(watch=self.watch, pause=self.pause)


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "download"


def fetch(
    held: Site, target: Path, rules: Rules = RULES, *, known: Known = NOTHING, path: str = "/x"
) -> Downloaded | Unchanged:
    return download(held.url(path), target, rules, known=known, timing=Time().timing)


def refused(held: Site, target: Path, rules: Rules = RULES, **more: str) -> str:
    with pytest.raises(FetchError) as caught:
        fetch(held, target, rules, **more)
    assert caught.value.errors[0].sentence()
    return caught.value.code


def redirect(to: str, status: int = 302) -> Answer:
    return answer(status=status, Location=to)


@pytest.mark.parametrize(
    "send",
    [
        answer(BODY, **STAMPS),
        chunks(BODY[:100], BODY[100:], **STAMPS),
        answer(gzip.compress(BODY), Content_Encoding="gzip", **STAMPS),
        chunks(gzip.compress(BODY), Content_Encoding="GZIP", **STAMPS),
        answer(
            gzip.compress(BODY[:100]) + gzip.compress(BODY[100:]), Content_Encoding="gzip", **STAMPS
        ),
    ],
)
def test_a_file_arrives_whole_with_what_the_server_says_of_it(send: Answer, target: Path) -> None:
    with site(send) as held:
        found = fetch(held, target)

    assert target.read_bytes() == BODY
    assert found == Downloaded(
        path=target,
        etag='"v1"',
        last_modified="Mon, 16 Nov 2026 03:00:00 GMT",
        sha256=hashlib.sha256(BODY).hexdigest(),
    )


def test_a_file_that_did_not_change_is_not_sent_again(target: Path) -> None:
    known = Known(etag='"v1"', last_modified="Mon, 16 Nov 2026 03:00:00 GMT")
    with site(answer(status=304)) as held:
        found = fetch(held, target, known=known)
        asked = held.asked[0][1]

    assert isinstance(found, Unchanged)
    assert not target.exists()
    assert asked["If-None-Match"] == '"v1"'
    assert asked["If-Modified-Since"] == "Mon, 16 Nov 2026 03:00:00 GMT"


def test_a_stamp_that_cannot_be_sent_back_is_none(target: Path) -> None:
    stamps = {"ETag": '"größer"', "Last_Modified": "x" * 501}
    with site(answer(BODY, **stamps)) as held:
        found = fetch(held, target)

    assert isinstance(found, Downloaded)
    assert (found.etag, found.last_modified) == ("", "")


def test_unchanged_is_no_answer_to_one_who_has_nothing(target: Path) -> None:
    with site(answer(status=304)) as held:
        assert refused(held, target) == "http_status"


@pytest.mark.parametrize("stamp", ["Fri, 01 Jan 2038 00:00:00 GMT", "yesterday", ""])
def test_a_server_whose_clock_is_wrong_gets_its_own_words_back(stamp: str, target: Path) -> None:
    with site(answer(BODY, Last_Modified=stamp), answer(status=304)) as held:
        first = fetch(held, target)
        assert isinstance(first, Downloaded)
        again = fetch(held, target, known=Known(etag='"x"', last_modified=first.last_modified))
        assert held.asked[1][1].get("If-Modified-Since", "") == stamp

    assert isinstance(again, Unchanged)


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
def test_a_busy_server_is_asked_again(status: int, target: Path) -> None:
    with site(answer(status=status), answer(status=status), answer(BODY)) as held:
        assert isinstance(fetch(held, target), Downloaded)
        assert len(held.asked) == 3


def test_after_some_attempts_it_is_left_alone(target: Path) -> None:
    with site(answer(status=503)) as held:
        assert refused(held, target) == "http_status"
        assert len(held.asked) == RULES.attempts


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410])
def test_a_refusal_is_final(status: int, target: Path) -> None:
    with site(answer(status=status)) as held:
        assert refused(held, target) == "http_status"
        assert len(held.asked) == 1


DATE = "Mon, 16 Nov 2026 03:00:00 GMT"
IN_A_MINUTE = "Mon, 16 Nov 2026 03:01:00 GMT"


@pytest.mark.parametrize(
    ("headers", "least", "most"),
    [
        ({"Retry_After": "7"}, 7, 7),
        ({"Retry_After": IN_A_MINUTE, "Date": DATE}, 60, 60),
        ({"Retry_After": DATE, "Date": IN_A_MINUTE}, 0, 0),
        ({"Retry_After": IN_A_MINUTE}, 1, 2),
        ({"Retry_After": "soon"}, 1, 2),
        ({}, 1, 2),
    ],
)
def test_the_pause_is_the_one_that_the_server_asks_for(
    headers: dict[str, str], least: float, most: float, target: Path
) -> None:
    passed = Time()
    with site(answer(status=503, **headers), answer(BODY)) as held:
        download(held.url(), target, RULES, timing=passed.timing)

    assert least <= passed.pauses[0] <= most
    assert len(passed.pauses) == 1


def test_pauses_grow(target: Path) -> None:
    passed = Time()
    with site(answer(status=500)) as held, pytest.raises(FetchError):
        download(held.url(), target, replace(RULES, attempts=5), timing=passed.timing)

    assert len(passed.pauses) == 4
    assert [least for least, pause in zip((1, 2, 4, 8), passed.pauses, strict=True)
            if least <= pause <= least + 1] == [1, 2, 4, 8]  # fmt: skip


def test_nobody_waits_longer_than_the_whole_may_take(target: Path) -> None:
    passed = Time()
    with site(answer(status=503, Retry_After="3600")) as held, pytest.raises(FetchError) as caught:
        download(held.url(), target, RULES, timing=passed.timing)

    assert (caught.value.code, passed.pauses) == ("http_status", [])


@pytest.mark.parametrize("code", [301, 302, 303, 307, 308])
def test_redirects_are_followed(code: int, target: Path) -> None:
    with site(redirect("/there", code), answer(BODY)) as held:
        fetch(held, target)
        assert [path for path, _ in held.asked] == ["/x", "/there"]


@pytest.mark.parametrize(
    ("to", "code"),
    [
        ("http://elsewhere.example/x", "host_not_allowed"),
        ("http://localhost/x", "host_not_allowed"),
        ("file:///etc/passwd", "wrong_form"),
        ("ftp://127.0.0.1/x", "wrong_form"),
        ("http://[::1/x", "wrong_form"),
        ("http://me:secret@127.0.0.1/x", "wrong_form"),
        ("/x", "too_many_redirects"),
    ],
)
def test_a_redirect_leads_nowhere_that_one_may_not_go(to: str, code: str, target: Path) -> None:
    with site(redirect(to)) as held:
        assert refused(held, target) == code


@pytest.mark.parametrize(
    "url",
    [
        "http://[::1/x", "https://", "javascript:alert(1)", "offers.csv", "http://127.0.0.1:99999/",
        "http://127.0.0.1/a b", "http://127.0.0.1/\nHost: x", "http://münchen.example/",
    ],
)  # fmt: skip
def test_what_is_no_address_is_not_asked(url: str, target: Path) -> None:
    with pytest.raises(FetchError) as caught:
        download(url, target, RULES)
    assert caught.value.code == "wrong_form"


def test_a_host_that_no_source_names_is_not_asked(target: Path) -> None:
    with site(answer(BODY)) as held:
        rules = replace(RULES, hosts=frozenset({"data.example"}))
        assert refused(held, target, rules) == "host_not_allowed"
        assert held.asked == []


def test_one_s_own_network_is_not_asked_unless_allowed(target: Path) -> None:
    with site(answer(BODY)) as held:
        assert refused(held, target, replace(RULES, is_private=False)) == "address_not_public"
        assert held.asked == []


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("93.184.216.34", True), ("2a00:1450:4001:80b::200e", True), ("64:ff9b::5db8:d822", True),
        ("127.0.0.1", False), ("10.1.2.3", False), ("172.16.0.1", False), ("192.168.1.1", False),
        ("169.254.169.254", False), ("0.0.0.0", False), ("100.64.0.1", False),
        ("224.0.0.1", False), ("255.255.255.255", False), ("::1", False), ("::", False),
        ("fe80::1%eth0", False), ("fd00::1", False), ("::ffff:10.0.0.1", False),
        ("64:ff9b::a00:1", False), ("2002:a00:1::", False), ("2001:0:53aa:64c::1", False),
        ("ff02::1", False),
    ],
)  # fmt: skip
def test_addresses_of_the_internet_are_told_from_others(address: str, expected: bool) -> None:
    assert is_public(address) is expected


@pytest.mark.parametrize(
    "send",
    [
        answer(BODY, length=len(BODY) + 1),
        chunks(BODY, is_whole=False),
        chunks(),
        answer(gzip.compress(BODY)[:-9], Content_Encoding="gzip"),
        chunks(gzip.compress(BODY)[:-9], Content_Encoding="gzip"),
        answer(b"no gzip at all", Content_Encoding="gzip"),
    ],
    ids=["length", "chunks", "empty", "gzip", "gzip in chunks", "no gzip"],
)
def test_a_truncated_file_is_refused_after_some_attempts(
    send: Answer, target: Path, request: pytest.FixtureRequest
) -> None:
    with site(send) as held:
        if request.node.callspec.id == "empty":
            assert isinstance(fetch(held, target), Downloaded)
            return
        assert refused(held, target) == "truncated"
        assert len(held.asked) == RULES.attempts


def test_a_file_that_once_arrives_truncated_is_asked_for_again(target: Path) -> None:
    with site(answer(BODY * 2, length=len(BODY) * 3), answer(BODY)) as held:
        fetch(held, target)
    assert target.read_bytes() == BODY


def bomb(megabytes: int) -> bytes:
    packer = zlib.compressobj(9, wbits=31)
    zeros = b"0" * 1_000_000
    return b"".join([*(packer.compress(zeros) for _ in range(megabytes)), packer.flush()])


@pytest.mark.parametrize(
    "send",
    [
        answer(b"x", length=2_000_000),
        chunks(b"x" * 600_000, b"x" * 600_000),
        answer(bomb(50), Content_Encoding="gzip"),
        chunks(bomb(50), Content_Encoding="gzip"),
    ],
    ids=["promised", "sent", "bomb", "bomb in chunks"],
)
def test_a_file_that_is_too_large_is_broken_off(send: Answer, target: Path) -> None:
    rules = replace(RULES, most_bytes=1_000_000, most_unpacked=3_000_000)
    with site(send) as held:
        assert refused(held, target, rules) == "too_large"
        assert len(held.asked) == 1
    assert not target.exists() or target.stat().st_size <= rules.most_unpacked


def test_an_encoding_that_nobody_asked_for_is_refused(target: Path) -> None:
    with site(answer(BODY, Content_Encoding="br")) as held:
        assert refused(held, target) == "wrong_form"


def begin_and(then: str) -> Answer:
    """An answer that promises more than the byte it sends, and falls silent or drips for ever."""

    def send(handler: Handler) -> None:
        site_of = handler.server.site  # type: ignore[attr-defined]
        if then == "silent before":
            site_of.is_over.wait()
            return
        handler.send_response_only(200)
        handler.send_header("Content-Length", "1000000")
        handler.end_headers()
        handler.wfile.write(b"x")
        while then == "drips" and not site_of.is_over.wait(0.005):
            handler.wfile.write(b"x")
        site_of.is_over.wait()

    return send


@pytest.mark.parametrize("then", ["silent before", "silent within"])
def test_a_server_that_falls_silent_is_asked_again(then: str, target: Path) -> None:
    rules = replace(RULES, read_seconds=0.05)
    with site(begin_and(then), answer(BODY)) as held:
        assert isinstance(fetch(held, target, rules), Downloaded)
        assert len(held.asked) == 2


def test_a_server_that_stays_silent_is_named(target: Path) -> None:
    with site(begin_and("silent within")) as held:
        assert refused(held, target, replace(RULES, read_seconds=0.05)) == "silent"


def test_a_file_that_drips_is_broken_off_when_its_time_is_over(target: Path) -> None:
    with site(begin_and("drips")) as held:
        with pytest.raises(FetchError) as caught:
            download(held.url(), target, RULES, timing=Time(tick=1.0).timing)
        assert len(held.asked) == 1
    assert caught.value.code == "too_slow"


@contextmanager
def dead_port() -> Iterator[int]:
    """A port that refuses connections as long as the block lasts."""
    with socket.socket() as held:
        held.bind((HOST, 0))
        yield held.getsockname()[1]


def test_no_network_is_said_plainly(target: Path) -> None:
    passed = Time()
    with dead_port() as port, pytest.raises(FetchError) as caught:
        download(f"http://{HOST}:{port}/x", target, RULES, timing=passed.timing)

    assert caught.value.code == "no_network"
    assert "cannot be reached; is there a network?" in str(caught.value)
    assert len(passed.pauses) == RULES.attempts - 1


def test_a_name_that_does_not_resolve_is_the_same(target: Path) -> None:
    rules = replace(RULES, hosts=frozenset({"nowhere.invalid"}), attempts=1)
    with pytest.raises(FetchError) as caught:
        download("http://nowhere.invalid/x", target, rules)
    assert caught.value.code == "no_network"


def test_a_server_without_a_certificate_is_not_trusted(target: Path) -> None:
    with site(answer(BODY)) as held:
        url = held.url().replace("http://", "https://")
        with pytest.raises(FetchError) as caught:
            download(url, target, RULES)
    assert caught.value.code == "no_certificate"


def test_a_redirect_away_from_https_is_not_followed() -> None:
    with pytest.raises(FetchError, match="redirect to https"):
        redirect_of(301, {"location": "http://data.example/x"}, "https://data.example/x")
    assert redirect_of(301, {"location": "/y"}, "https://data.example/x") == (
        "https://data.example/y"
    )
