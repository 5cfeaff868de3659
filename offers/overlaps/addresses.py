"""Addresses in a form that can be compared: which page, which host."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import unquote, urlsplit


@dataclass(frozen=True, slots=True)
class Address:
    """`page` is '' for the front page of a host, whatever it is called; `host` without 'www.'."""

    host: str
    page: str

    @property
    def whole(self) -> str:
        """Host and page as one text."""
        return self.host + self.page


NOWHERE = Address("", "")


@lru_cache(maxsize=65536)
def address_of(url: str) -> Address:
    """The comparable form of a URL; NOWHERE for none and for one that cannot be taken apart.

    Scheme, 'www.', anchor, a closing slash and percent signs make no difference; the query does.
    """
    try:
        taken = urlsplit(url.strip().lower())
        host = (taken.hostname or "").removeprefix("www.").rstrip(".")
    except ValueError:
        return NOWHERE
    path = unquote(taken.path).rstrip("/")
    return Address(host, path + (f"?{taken.query}" if taken.query else ""))
