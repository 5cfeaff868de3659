"""What an answer of a server means for a download."""

from __future__ import annotations

from collections.abc import Mapping
from email.utils import parsedate_to_datetime
from urllib.parse import urljoin, urlsplit

from offers.fetching.problems import FetchError, TemporaryError

OK = 200
NOT_MODIFIED = 304
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_TOO_MANY = 429
_SERVER_ERRORS = range(500, 600)
_LONGEST_STAMP = 500
_LONGEST_WAIT = 10**9


def redirect_of(status: int, headers: Mapping[str, str], url: str) -> str | None:
    """Where the answer sends one; None if nowhere. FetchError if that is none or leaves https."""
    if status not in _REDIRECTS or "location" not in headers:
        return None
    given = headers["location"]
    try:
        target = urljoin(url, given)
        is_open = urlsplit(url).scheme == "https" and urlsplit(target).scheme == "http"
    except ValueError:
        expected = "a redirect to an address"
        raise FetchError("wrong_form", url, given=given[:200], expected=expected) from None
    if is_open:
        raise FetchError("wrong_form", url, given=target[:200], expected="a redirect to https")
    return target


def refuse_failure(status: int, headers: Mapping[str, str], url: str) -> None:
    """Nothing for 200; else an error, a temporary one where the server is only busy or broken."""
    if status == OK:
        return
    if status == _TOO_MANY or status in _SERVER_ERRORS:
        raise TemporaryError("http_status", url, wait=_wait(headers), status=status)
    raise FetchError("http_status", url, status=status)


def stamp(headers: Mapping[str, str], name: str) -> str:
    """A header to be sent back as it came; one that is overlong or no ASCII is as good as none."""
    text = headers.get(name, "")
    return text if len(text) <= _LONGEST_STAMP and text.isascii() else ""


def _wait(headers: Mapping[str, str]) -> float | None:
    """The seconds of Retry-After; a date counts from the server's own clock, ours may be wrong."""
    text = headers.get("retry-after", "").strip()
    if text.isascii() and text.isdigit():
        return float(min(int(text[:10]), _LONGEST_WAIT))
    try:
        until = parsedate_to_datetime(text)
        return max((until - parsedate_to_datetime(headers["date"])).total_seconds(), 0.0)
    except (KeyError, TypeError, ValueError):
        return None
