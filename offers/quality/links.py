"""What the answer of a server says about a link: a table, and what becomes of a link by it.

Most naive checks are wrong: hosts refuse programs, servers rest at night. So a refusal says
nothing, trouble is soft first, and only trouble on several different days is hard. Nothing here
hides an offer; a person decides. The table stands in `links.yaml`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cache
from urllib.parse import SplitResult, quote, urlsplit, urlunsplit

from offers.schema import Offer
from offers.taxonomy.data_files import read_yaml

LONGEST_ADDRESS = 2000
_KEPT_IN_PATHS = "/%:@!$&'()*+,;=~-._"
_START_PATHS = frozenset(
    {"", "de", "en", "index", "home", "start", "startseite", "de/startseite", "de/home"}
)
_ENDINGS = (".html", ".htm", ".php", ".jsp", ".aspx")
NOWHERE = frozenset({"no_name", "no_connection", "no_answer"})
"""Trouble in which no server was reached."""


class LinkState(StrEnum):
    """What is known of an address: soft trouble may pass, hard trouble lasted over several days."""

    UNCHECKED = "unchecked"
    OK = "ok"
    REFUSED = "refused"
    SOFT = "soft"
    HARD = "hard"


class Meaning(StrEnum):
    """What one answer says."""

    WORKS = "works"
    REFUSED = "refused"
    FAILS = "fails"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """The table and the manners, as `links.yaml` says them."""

    answers: Mapping[str, str]
    hard_after_days: int
    again_after_days: Mapping[str, int]
    per_run: int
    per_host_and_run: int
    minutes_per_run: float
    hosts_at_once: int
    pause_seconds: float
    longest_pause_seconds: float
    connect_seconds: float
    answer_seconds: float
    redirects: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """What asking an address gave: a status, or else what was in the way.

    `reached` is where redirects led, '' for none; `for_good`: all of them are permanent.
    """

    asked: str
    status: int | None = None
    trouble: str = ""
    reached: str = ""
    for_good: bool = False

    @property
    def got_nowhere(self) -> bool:
        """Whether no server was reached, as without a network."""
        return self.trouble in NOWHERE


@dataclass(frozen=True, slots=True)
class Answer:
    """A row of the table: `code` is a status or a word."""

    code: str
    meaning: Meaning


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """How an address has done so far; `last_day`: when it was last asked."""

    state: LinkState = LinkState.UNCHECKED
    failed_days: int = 0
    last_day: date | None = None


@cache
def rules() -> Rules:
    """The rules that an editor may change."""
    return Rules(**read_yaml("offers.quality", "links.yaml"))


def addresses_of(offer: Offer) -> tuple[str, ...]:
    """The addresses that an offer names and that can be asked: each once, as they are asked."""
    named = (
        offer.url,
        offer.contact.url if offer.contact else "",
        offer.source.url if offer.source else "",
    )
    return tuple(dict.fromkeys(filter(None, map(address, named))))


def address(url: str) -> str:
    """The address as a server is asked for it: ASCII, without the part after '#'; '' for none.

    >>> address("https://Förderung.de/Über uns#1")
    'https://xn--frderung-n4a.de/%C3%9Cber%20uns'
    """
    try:
        parts = urlsplit(url.strip())
        host = _host(parts)
    except ValueError:
        return ""
    if parts.scheme.lower() not in ("http", "https") or not host or parts.username is not None:
        return ""
    found = urlunsplit(
        (
            parts.scheme.lower(),
            host,
            quote(parts.path, safe=_KEPT_IN_PATHS) or "/",
            quote(parts.query, safe=_KEPT_IN_PATHS + "?[]"),
            "",
        )
    )
    return found if len(found) <= LONGEST_ADDRESS else ""


def judge(looked: Looked) -> Answer:
    """The row of the table that fits; where redirects led counts for pages that are there."""
    table = rules().answers
    code = looked.trouble or str(looked.status)
    meaning = table.get(code) or table.get(f"{code[0]}xx") or Meaning.REFUSED
    if meaning == Meaning.WORKS and looked.reached:
        code = _moved(looked) or code
        meaning = table.get(code, meaning)
    return Answer(code, Meaning(meaning))


def after(known: Course, meaning: Meaning, day: date) -> Course:
    """What is known after one more answer, on this day.

    Failures count once a day. A refusal neither adds one nor takes one away.
    """
    if meaning is Meaning.WORKS:
        return Course(state=LinkState.OK, last_day=day)
    if meaning is Meaning.REFUSED:
        state = known.state if known.failed_days else LinkState.REFUSED
        return Course(state=state, failed_days=known.failed_days, last_day=day)
    is_counted = known.failed_days > 0 and known.last_day == day
    failed = known.failed_days + (0 if is_counted else 1)
    is_hard = failed >= rules().hard_after_days
    state = LinkState.HARD if is_hard else LinkState.SOFT
    return Course(state=state, failed_days=failed, last_day=day)


def again_after(state: LinkState) -> timedelta:
    """How long a link in this state is left alone."""
    return timedelta(days=rules().again_after_days[state])


def _moved(looked: Looked) -> str:
    asked, reached = urlsplit(looked.asked), urlsplit(looked.reached)
    if _is_start(reached) and not _is_start(asked):
        return "moved_to_start"
    is_same = (_bare(asked.hostname), asked.path.rstrip("/"), asked.query) == (
        _bare(reached.hostname),
        reached.path.rstrip("/"),
        reached.query,
    )
    return "moved" if looked.for_good and not is_same else ""


def _is_start(parts: SplitResult) -> bool:
    path = parts.path.strip("/").lower()
    for ending in _ENDINGS:
        path = path.removesuffix(ending)
    return path in _START_PATHS and not parts.query


def _bare(host: str | None) -> str:
    return (host or "").removeprefix("www.")


def _host(parts: SplitResult) -> str:
    """Name and port as they are asked for; ValueError for a name that cannot be one."""
    name = (parts.hostname or "").rstrip(".")
    if ":" in name:
        name = f"[{name}]"
    else:
        name = name if name.isascii() else name.encode("idna").decode("ascii")
        if not all(map(_is_label, name.split("."))):
            raise ValueError(name)
    return name if parts.port is None else f"{name}:{parts.port}"


def _is_label(text: str) -> bool:
    return 0 < len(text) < 64 and all(sign.isalnum() or sign in "-_" for sign in text)
