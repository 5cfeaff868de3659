"""Settings about addresses and secrets that do not fit together."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from werkzeug.sansio.utils import host_is_trusted

from web.checks.findings import Finding, note, serious
from web.config import Settings, variable_of
from web.config.kinds import MEMORY

FEWEST_CHARACTERS = 10
_KNOWN_WORDS = (
    "changeme",
    "change-me",
    "example",
    "beispiel",
    "geheim",
    "passwor",
    "$(",
    "token_url",
)
"""Parts of secrets that stand in documents, or that a shell did not replace; in lower case."""


def of_secrets(settings: Settings) -> Iterator[Finding]:
    """Secrets that can be guessed: of few different characters, or out of a document."""
    for field in ("secret_key", "metrics_token"):
        secret = getattr(settings, field)
        if secret is not None and _is_weak(secret.get_secret_value()):
            yield serious(
                f"weak_{field}",
                f"{variable_of(field)} can be guessed: make one by python3 -c"
                " 'import secrets; print(secrets.token_urlsafe(48))'.",
            )


def _is_weak(secret: str) -> bool:
    lowered = secret.lower()
    return len(set(secret)) < FEWEST_CHARACTERS or any(word in lowered for word in _KNOWN_WORDS)


def of_addresses(settings: Settings, *, workers: int) -> Iterator[Finding]:
    """https, proxies, names of the service, counts of requests."""
    yield from _https(settings)
    yield from _hosts(settings)
    if settings.https and settings.trusted_proxies == 0:
        yield note(
            "no_proxy",
            f"{variable_of('trusted_proxies')} is 0 although people come by https, so by a proxy:"
            " all of them count as one address.",
        )
    if settings.rate_storage == MEMORY and workers > 1:
        yield note(
            "rates_per_worker",
            f"Requests are counted in each of {workers} workers by itself:"
            f" name a shared {variable_of('rate_storage')}, or take the limits as so much higher.",
        )


def _https(settings: Settings) -> Iterator[Finding]:
    scheme = urlsplit(settings.public_url or "").scheme
    if not settings.https and scheme == "https":
        yield serious(
            "https_off",
            f"{variable_of('https')} is false, but {variable_of('public_url')} begins with https:"
            " cookies would also travel unprotected.",
        )
    elif not settings.https:
        yield note("no_https", f"{variable_of('https')} is false; only right on this very machine.")
    elif scheme == "http":
        yield serious(
            "public_url_without_https",
            f"{variable_of('public_url')} begins with http, but {variable_of('https')} is true:"
            " nobody could stay signed in at that address.",
        )


def _hosts(settings: Settings) -> Iterator[Finding]:
    host = urlsplit(settings.public_url or "").hostname or ""
    if not settings.trusted_hosts:
        if settings.https:
            yield note(
                "any_host",
                f"{variable_of('trusted_hosts')} is empty: the service answers to any name.",
            )
    elif host and not host_is_trusted(host, settings.trusted_hosts):
        yield serious(
            "host_not_trusted",
            f"{variable_of('trusted_hosts')} does not hold {host}, the host of"
            f" {variable_of('public_url')}: links in mails would be refused.",
        )
