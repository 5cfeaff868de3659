"""A link is asked: by HEAD, by GET where that is refused, one question at a time per host."""

from __future__ import annotations

import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import urljoin, urlsplit
from urllib.robotparser import RobotFileParser

import httpcore

from offers.fetching import FetchError, Timing
from offers.fetching.network import GuardedBackend, OverdueError
from offers.fetching.rules import Deadline
from offers.fetching.rules import Rules as NetworkRules
from offers.quality.links import NOWHERE, Looked, Meaning, Rules, address, judge

TOO_MANY = 429
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_FOR_GOOD = frozenset({301, 308})
_MOST_OF_ROBOTS = 100_000
_REFUSAL = ("User-agent: *", "Disallow: /")
_NAME = "Angebotslotse"
_FINAL = NOWHERE | {"certificate", "not_public", "wrong_address"}
"""Trouble that another method does not end."""


@dataclass(frozen=True, slots=True)
class _Reply:
    """The head of an answer, and the beginning of its body if that was wanted."""

    status: int
    location: str
    body: bytes = b""


@dataclass(slots=True)
class _Host:
    """The turns of one host: when the next may begin, and what its robots.txt says.

    `trouble` is why it cannot be reached: it is not tried again in this run.
    """

    lock: threading.Lock = field(default_factory=threading.Lock)
    free_at: float = float("-inf")
    pause: float = 0.0
    robots: RobotFileParser | None = None
    trouble: str = ""


class _TroubleError(Exception):
    """There was no answer; `code` is a row of the table."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Asker:
    """Asks links for one run; threads may share it.

    `contact` stands in the User-Agent so that operators of servers know whom to write to.
    `is_private` allows addresses of one's own network, for tests.
    """

    def __init__(
        self, rules: Rules, *, contact: str, timing: Timing | None = None, is_private: bool = False
    ) -> None:
        self._rules = rules
        self._agent = f"{_NAME} (link check; {contact})" if contact else f"{_NAME} (link check)"
        self._timing = timing or Timing()
        self._is_private = is_private
        self._lock = threading.Lock()
        self._hosts: dict[str, _Host] = {}
        # The certificates that the machine trusts: an office may have its own authority.
        self._trusted = ssl.create_default_context()

    def look(self, url: str) -> Looked:
        """What the address gives; another method is tried where the first is not welcome."""
        found = self._follow(url, "HEAD")
        is_settled = found.trouble in _FINAL or found.status == TOO_MANY
        if is_settled or found.trouble == "robots" or judge(found).meaning is Meaning.WORKS:
            return found
        return self._follow(url, "GET")

    def _follow(self, url: str, method: str) -> Looked:
        """The answer at the end of all redirects."""
        here, for_good = url, True
        try:
            for _ in range(self._rules.redirects + 1):
                reply = self._ask(here, method)
                if reply.status not in _REDIRECTS or not reply.location:
                    reached = here if here != url else ""
                    return Looked(
                        asked=url, status=reply.status, reached=reached, for_good=for_good
                    )
                for_good = for_good and reply.status in _FOR_GOOD
                here = _aim(here, reply.location)
        except _TroubleError as trouble:
            return Looked(asked=url, trouble=trouble.code)
        return Looked(asked=url, trouble="redirects")

    def _ask(self, url: str, method: str) -> _Reply:
        """One question, in the turn of its host and if its robots.txt allows it."""
        if not url:
            raise _TroubleError("wrong_address")
        host = self._host(urlsplit(url).netloc)
        with host.lock:
            if host.robots is None:
                host.robots = self._robots(url, host)
            if not host.robots.can_fetch(_NAME, url):
                raise _TroubleError("robots")
            return self._in_turn(host, url, method)

    def _host(self, netloc: str) -> _Host:
        with self._lock:
            return self._hosts.setdefault(netloc, _Host(pause=self._rules.pause_seconds))

    def _robots(self, url: str, host: _Host) -> RobotFileParser:
        """What the host asks of programs; nothing where it does not say."""
        try:
            reply = self._in_turn(host, urljoin(url, "/robots.txt"), "GET", most=_MOST_OF_ROBOTS)
            text = reply.body.decode("utf-8", "replace") if reply.status == 200 else ""
        except _TroubleError as trouble:
            if trouble.code in _FINAL:
                raise
            text = ""
        return _understood(text, host, self._rules)

    def _in_turn(self, host: _Host, url: str, method: str, *, most: int = 0) -> _Reply:
        """A question after the pause that its host gets; called with the lock of the host."""
        if host.trouble:
            raise _TroubleError(host.trouble)
        wait = host.free_at - self._timing.watch()
        if wait > 0:
            self._timing.pause(wait)
        try:
            with _told(url):
                return self._send(url, method, most)
        except _TroubleError as trouble:
            host.trouble = trouble.code if trouble.code in NOWHERE else ""
            raise
        finally:
            host.free_at = self._timing.watch() + host.pause

    def _send(self, url: str, method: str, most: int) -> _Reply:
        deadline = Deadline(self._timing.watch() + self._rules.answer_seconds, self._timing.watch)
        network = NetworkRules(hosts=frozenset(), is_private=self._is_private)
        limits = {
            "connect": self._rules.connect_seconds,
            "read": self._rules.answer_seconds,
            "write": self._rules.answer_seconds,
            "pool": self._rules.connect_seconds,
        }
        backend = GuardedBackend(network, deadline, url)
        with (
            httpcore.ConnectionPool(ssl_context=self._trusted, network_backend=backend) as pool,
            pool.stream(
                method, url, headers=self._headers(method, most), extensions={"timeout": limits}
            ) as answer,
        ):
            location = next((v for k, v in answer.headers if k.lower() == b"location"), b"")
            body = _beginning(answer, most)
            return _Reply(answer.status, location.decode("utf-8", "replace"), body)

    def _headers(self, method: str, most: int) -> list[tuple[str, str]]:
        """A GET of a page asks for its first bytes only, and reads none of them."""
        headers = [("User-Agent", self._agent), ("Accept", "*/*"), ("Connection", "close")]
        return headers if method == "HEAD" or most else [*headers, ("Range", "bytes=0-1023")]


def _aim(here: str, location: str) -> str:
    """Where a redirect leads; '' for what is no address of the web."""
    try:
        return address(urljoin(here, location))
    except ValueError:
        return ""


def _understood(text: str, host: _Host, rules: Rules) -> RobotFileParser:
    """What a robots.txt asks for, longer pauses included; one that cannot be read is a refusal."""
    parser = RobotFileParser()
    try:
        parser.parse(text.splitlines())
        wish = float(parser.crawl_delay(_NAME) or 0)
    except (ValueError, OverflowError):
        parser = RobotFileParser()
        parser.parse(_REFUSAL)
        return parser
    host.pause = max(host.pause, min(wish, rules.longest_pause_seconds))
    return parser


def _beginning(answer: httpcore.Response, most: int) -> bytes:
    found = b""
    for piece in answer.iter_stream() if most else ():
        found += piece
        if len(found) >= most:
            break
    return found[:most]


@contextmanager
def _told(url: str) -> Iterator[None]:
    """The errors of network and library as codes of the table."""
    try:
        yield
    except OverdueError:
        raise _TroubleError("slow") from None
    except FetchError as error:
        codes = {"no_network": "no_name", "address_not_public": "not_public"}
        raise _TroubleError(codes.get(error.code, "wrong_address")) from None
    except httpcore.ConnectError as error:
        cause = error.__cause__ or error.__context__
        is_untrusted = isinstance(cause, ssl.SSLError)
        raise _TroubleError("certificate" if is_untrusted else "no_connection") from None
    except httpcore.ConnectTimeout:
        raise _TroubleError("no_answer") from None
    except httpcore.TimeoutException:
        raise _TroubleError("slow") from None
    except (httpcore.NetworkError, httpcore.ProtocolError):
        raise _TroubleError("broken") from None
    except httpcore.UnsupportedProtocol:
        raise _TroubleError("wrong_address") from None
