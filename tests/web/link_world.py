"""Servers on this machine that answer by method and path, and a service that checks links."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from sqlalchemy import Engine

from offers.fetching import Timing
from offers.quality.links import Rules, rules
from offers.schema import Offer, parse_offer
from tests.fixtures.apps import NOW, make_settings
from tests.web.sign_in_world import MovedClock
from web.catalogue_snapshot import CatalogueSnapshot
from web.ranking_snapshot import RankingSnapshot
from web.services import Services
from web.use_cases.catalogue.views import ViewCounter

RULES: Rules = replace(rules(), pause_seconds=2)
NOBODY = "http://127.0.0.1:1/"
"""Where no server listens."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What a path gives.

    `is_silent`: nothing, for as long as the test lasts. `waits_for_others`: a moment later, or as
    soon as somebody else asks the server at the same time.
    """

    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    is_silent: bool = False
    waits_for_others: bool = False


@dataclass(slots=True)
class Server:
    """`replies` by 'METHOD /path' or '/path'; else 404. `asked` and `agents` note all requests."""

    port: int = 0
    replies: dict[str, Reply] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    agents: set[str] = field(default_factory=set)
    ranges: list[str] = field(default_factory=list)
    at_once: int = 0
    most_at_once: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)
    is_over: threading.Event = field(default_factory=threading.Event)
    is_crowded: threading.Event = field(default_factory=threading.Event)

    def url(self, path: str = "/", host: str = "127.0.0.1") -> str:
        """An address of this server."""
        return f"http://{host}:{self.port}{path}"

    def pages(self) -> list[str]:
        """What was asked beside robots.txt."""
        return [each for each in self.asked if not each.endswith("/robots.txt")]

    def begin(self, asked: str, headers: Mapping[str, str]) -> Reply:
        """Note a request; what it gets."""
        with self.lock:
            self.asked.append(asked)
            self.agents.add(headers.get("User-Agent", ""))
            self.ranges.append(headers.get("Range", ""))
            self.at_once += 1
            self.most_at_once = max(self.most_at_once, self.at_once)
            if self.at_once > 1:
                self.is_crowded.set()
        path = asked.partition(" ")[2]
        return self.replies.get(asked) or self.replies.get(path) or Reply(404)

    def end(self) -> None:
        """Note the end of a request."""
        with self.lock:
            self.at_once -= 1


class _Http(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def __init__(self, told: Server) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.told = told


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self._answer()

    def do_HEAD(self) -> None:
        self._answer()

    def log_message(self, format: str, *args: object) -> None:
        """Nothing: tests look at what was asked."""

    def _answer(self) -> None:
        assert isinstance(self.server, _Http)
        told = self.server.told
        reply = told.begin(f"{self.command} {self.path}", dict(self.headers))
        self.close_connection = True
        if reply.is_silent:
            told.is_over.wait()
        if reply.waits_for_others:
            told.is_crowded.wait(0.1)
        # The answer may be read before this line is: the count goes down first.
        told.end()
        with suppress(ConnectionError):
            self.send_response_only(reply.status)
            for name, value in reply.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(reply.body)))
            self.end_headers()
            if self.command == "GET":
                self.wfile.write(reply.body)


@contextmanager
def server(replies: Mapping[str, Reply] | None = None) -> Iterator[Server]:
    """A server; it ends with the block."""
    told = Server(replies=dict(replies or {}))
    http = _Http(told)
    told.port = http.server_address[1]
    thread = threading.Thread(target=http.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield told
    finally:
        told.is_over.set()
        http.shutdown()
        http.server_close()
        thread.join()


@dataclass(slots=True)
class Watch:
    """Time that passes only where somebody waits; `waits` are the pauses."""

    moment: float = 0.0
    waits: list[float] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def pause(self, seconds: float) -> None:
        """Wait."""
        with self.lock:
            self.waits.append(seconds)
            self.moment += seconds

    def timing(self) -> Timing:
        """As the client takes it."""
        return Timing(watch=lambda: self.moment, pause=self.pause)


def offer(offer_id: str, **content: object) -> Offer:
    """An offer with these fields."""
    raw = {"id": offer_id, "title": f"Angebot {offer_id}", "provider": "Stadt", **content}
    return parse_offer(raw)


def services_on(engine: Engine, clock: MovedClock | None = None, **settings: object) -> Services:
    """The service on a database, without its pages."""
    url = engine.url.render_as_string(hide_password=False)
    return Services(
        settings=make_settings(url, **settings),
        engine=engine,
        clock=clock or MovedClock(NOW),
        snapshot=CatalogueSnapshot(engine, check_seconds=0),
        ranking=RankingSnapshot(engine, check_seconds=0),
        views=ViewCounter(engine),
    )
