"""Which addresses may be asked: by scheme, by name, and by where the name leads."""

from __future__ import annotations

import ipaddress
import socket
from urllib.parse import SplitResult, urlsplit

from offers.fetching.problems import FetchError, TemporaryError
from offers.fetching.rules import Rules

_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_LAST_OF_IPV4 = 0xFFFF_FFFF
_LONGEST_SHOWN = 200


def host_of(url: str, rules: Rules) -> str:
    """The host of an address that may be asked, as DNS writes it; else FetchError."""
    parts = _split(url)
    if parts is None:
        shown = url[:_LONGEST_SHOWN]
        raise FetchError("wrong_form", "", given=shown, expected="https://host/path")
    name = _ascii(parts.hostname or "")
    if name not in {_ascii(host) for host in rules.hosts}:
        allowed = ", ".join(sorted(rules.hosts)) or "none"
        raise FetchError("host_not_allowed", url, host=name, allowed=allowed)
    return name


def resolve(host: str, port: int, rules: Rules, url: str) -> tuple[str, ...]:
    """The addresses of a host; FetchError if one of them is not public and need be."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except OSError as error:
        problem = error.strerror or str(error)
        raise TemporaryError("no_network", url, host=host, problem=problem) from None
    addresses = tuple(dict.fromkeys(str(entry[4][0]) for entry in found))
    for address in addresses:
        if not rules.is_private and not is_public(address):
            raise FetchError("address_not_public", url, host=host, address=address)
    return addresses


def is_public(text: str) -> bool:
    """Whether an IP address is one of the internet; one that wraps another counts as that."""
    address = ipaddress.ip_address(text.partition("%")[0])
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour or _behind_nat64(address)
        if inner is not None:
            return is_public(str(inner))
        if address.teredo is not None:
            return False
    return address.is_global and not address.is_multicast


def _behind_nat64(address: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    if address not in _NAT64:
        return None
    return ipaddress.IPv4Address(int(address) & _LAST_OF_IPV4)


def _split(url: str) -> SplitResult | None:
    """The parts of an http address without credentials; None for anything else."""
    try:
        parts = urlsplit(url)
        is_odd = parts.port == 0 or parts.username is not None or not url.isascii()
    except ValueError:
        return None
    is_http = parts.scheme in {"https", "http"} and bool(parts.hostname)
    return parts if is_http and not is_odd and url.isprintable() and " " not in url else None


def _ascii(host: str) -> str:
    try:
        return host.lower().rstrip(".").encode("idna").decode("ascii")
    except UnicodeError:
        return ""
