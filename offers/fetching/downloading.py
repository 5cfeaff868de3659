"""A download: asked again while that may help, followed where it leads, whole or an error."""

from __future__ import annotations

import ssl
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import httpcore
from tenacity import RetryCallState, Retrying, retry_if_exception_type
from tenacity.wait import wait_exponential_jitter

from offers.fetching.addresses import host_of
from offers.fetching.answers import NOT_MODIFIED, redirect_of, refuse_failure, stamp
from offers.fetching.bodies import check_size, write_body
from offers.fetching.network import GuardedBackend, OverdueError
from offers.fetching.problems import FetchError, TemporaryError
from offers.fetching.rules import Deadline, Known, Rules, Timing

_AGENT = "Angebotslotse (catalogue import)"
_NOTHING = Known()
_TIMING = Timing()


@dataclass(frozen=True, slots=True, kw_only=True)
class Downloaded:
    """A whole file; `etag` and `last_modified` are what the server said of it, '' for nothing."""

    path: Path
    etag: str
    last_modified: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Unchanged:
    """The server says that what one has is still what it has."""


@dataclass(frozen=True, slots=True)
class _Job:
    """One download: its rules, its end, where the file goes."""

    target: Path
    rules: Rules
    known: Known
    deadline: Deadline


def download(
    url: str, target: Path, rules: Rules, *, known: Known = _NOTHING, timing: Timing = _TIMING
) -> Downloaded | Unchanged:
    """The file at an address, in `target`; FetchError if it cannot be had within the rules.

    Servers that are busy, broken or away are asked again after growing pauses, or after the one
    that they ask for. `last_modified` is the server's own text and no clock of ours is compared.
    """
    deadline = Deadline(timing.watch() + rules.total_seconds, timing.watch)
    attempts = Retrying(
        retry=retry_if_exception_type(TemporaryError),
        wait=partial(_pause, rules),
        stop=partial(_is_enough, rules, deadline),
        sleep=timing.pause,
        reraise=True,
    )
    return attempts(_follow, url, _Job(target, rules, known, deadline))


def _pause(rules: Rules, state: RetryCallState) -> float:
    error = state.outcome.exception() if state.outcome else None
    if isinstance(error, TemporaryError) and error.wait is not None:
        return error.wait
    first = rules.first_pause
    return float(wait_exponential_jitter(first, rules.longest_pause, jitter=first)(state))


def _is_enough(rules: Rules, deadline: Deadline, state: RetryCallState) -> bool:
    return state.attempt_number >= rules.attempts or state.upcoming_sleep >= deadline.left()


def _follow(url: str, job: _Job) -> Downloaded | Unchanged:
    """One attempt, through all redirects."""
    for _ in range(job.rules.redirects + 1):
        found = _ask(url, job)
        if not isinstance(found, str):
            return found
        url = found
    raise FetchError("too_many_redirects", url, limit=job.rules.redirects)


def _ask(url: str, job: _Job) -> Downloaded | Unchanged | str:
    """What one address gives: the file, that it is unchanged, or another address."""
    host = host_of(url, job.rules)
    with _told_clearly(url, host, job.rules), _answer(url, job) as answer:
        headers = _headers(answer)
        target = redirect_of(answer.status, headers, url)
        if target is not None:
            return target
        if answer.status == NOT_MODIFIED and job.known != _NOTHING:
            return Unchanged()
        refuse_failure(answer.status, headers, url)
        return _save(answer, headers, url, job)


def _save(answer: httpcore.Response, headers: Mapping[str, str], url: str, job: _Job) -> Downloaded:
    promised = headers.get("content-length", "")
    if promised.isdigit():
        check_size(int(promised), job.rules.most_bytes, url)
    encoding = headers.get("content-encoding", "").strip().lower()
    with job.target.open("wb") as file:
        digest = write_body(answer.iter_stream(), file, encoding=encoding, rules=job.rules, url=url)
    return Downloaded(
        path=job.target,
        etag=stamp(headers, "etag"),
        last_modified=stamp(headers, "last-modified"),
        sha256=digest,
    )


@contextmanager
def _answer(url: str, job: _Job) -> Iterator[httpcore.Response]:
    """The head of the answer; its body can be read within the block."""
    limits = {
        "connect": job.rules.connect_seconds,
        "read": job.rules.read_seconds,
        "write": job.rules.read_seconds,
        "pool": job.rules.connect_seconds,
    }
    headers = list(_asked(job.known).items())
    backend = GuardedBackend(job.rules, job.deadline, url)
    # The certificates that the machine trusts: an office may have its own authority.
    trusted = ssl.create_default_context()
    with (
        httpcore.ConnectionPool(ssl_context=trusted, network_backend=backend) as pool,
        pool.stream("GET", url, headers=headers, extensions={"timeout": limits}) as answer,
    ):
        yield answer


def _asked(known: Known) -> dict[str, str]:
    headers = {"User-Agent": _AGENT, "Accept": "*/*", "Accept-Encoding": "gzip"}
    if known.etag:
        headers["If-None-Match"] = known.etag
    if known.last_modified:
        headers["If-Modified-Since"] = known.last_modified
    return headers


def _headers(answer: httpcore.Response) -> dict[str, str]:
    return {
        name.decode("latin-1").lower(): value.decode("latin-1") for name, value in answer.headers
    }


@contextmanager
def _told_clearly(url: str, host: str, rules: Rules) -> Iterator[None]:
    """The errors of the HTTP library as ours."""
    try:
        yield
    except OverdueError:
        raise FetchError("too_slow", url, seconds=f"{rules.total_seconds:g}") from None
    except httpcore.ConnectError as error:
        raise _not_connected(url, host, error) from None
    except (httpcore.TimeoutException, httpcore.NetworkError, httpcore.ProtocolError) as error:
        raise _BROKEN[_kind_of(error)](url, host) from None


def _not_connected(url: str, host: str, error: httpcore.ConnectError) -> FetchError:
    cause = error.__cause__ or error.__context__
    if isinstance(cause, ssl.SSLError):
        return FetchError("no_certificate", url, host=host)
    return TemporaryError("no_network", url, host=host, problem=str(error))


def _kind_of(error: Exception) -> type[Exception]:
    return next(kind for kind in _BROKEN if isinstance(error, kind))


_BROKEN: Mapping[type[Exception], Callable[[str, str], FetchError]] = {
    httpcore.ConnectTimeout: lambda url, host: TemporaryError(
        "no_network", url, host=host, problem="no answer in time"
    ),
    httpcore.TimeoutException: lambda url, host: TemporaryError("silent", url, host=host),
    httpcore.NetworkError: lambda url, host: TemporaryError("truncated", url),
    httpcore.ProtocolError: lambda url, host: TemporaryError("truncated", url),
}
"""The first that fits counts."""
