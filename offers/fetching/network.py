"""Connections of the HTTP library that go to checked addresses only and end with the deadline."""

from __future__ import annotations

import ssl
from collections.abc import Iterable
from typing import Any

import httpcore
from httpcore import SOCKET_OPTION, NetworkBackend, NetworkStream, SyncBackend

from offers.fetching.addresses import resolve
from offers.fetching.rules import Deadline, Rules

_LEAST_WAIT = 0.001


class GuardedBackend(NetworkBackend):
    """Connects to the very addresses that were checked: a name cannot change its mind between."""

    def __init__(self, rules: Rules, deadline: Deadline, url: str) -> None:
        self._rules = rules
        self._deadline = deadline
        self._url = url
        self._sockets = SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[SOCKET_OPTION] | None = None,
    ) -> NetworkStream:
        """A connection to the first address that answers."""
        addresses = resolve(host, port, self._rules, self._url)
        for address in addresses[:-1]:
            try:
                return self._connect(address, port, timeout)
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                continue
        return self._connect(addresses[-1], port, timeout)

    def _connect(self, address: str, port: int, timeout: float | None) -> NetworkStream:
        stream = self._sockets.connect_tcp(address, port, _within(self._deadline, timeout))
        return _GuardedStream(stream, self._deadline)


class _GuardedStream(NetworkStream):
    """A stream whose every step is cut short by the deadline, however slowly bytes drip."""

    def __init__(self, stream: NetworkStream, deadline: Deadline) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, _within(self._deadline, timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, _within(self._deadline, timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> NetworkStream:
        within = _within(self._deadline, timeout)
        return _GuardedStream(
            self._stream.start_tls(ssl_context, server_hostname, within), self._deadline
        )

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


class OverdueError(Exception):
    """The deadline of the whole download is over."""


def _within(deadline: Deadline, timeout: float | None) -> float:
    """The timeout, or what is left if that is less; OverdueError if nothing is left."""
    left = deadline.left()
    if left < _LEAST_WAIT:
        raise OverdueError
    return left if timeout is None else min(timeout, left)
