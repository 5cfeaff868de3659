"""The body of an answer, unpacked into a file while it is counted and summed."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import IO, TYPE_CHECKING, Protocol

from offers.fetching.problems import FetchError, TemporaryError
from offers.fetching.rules import Rules

if TYPE_CHECKING:
    from hashlib import _Hash

_GZIP = 31
"""The window size that makes zlib read the format of gzip."""
_PIECE = 1 << 20
PLAIN = frozenset({"", "identity"})
PACKED = frozenset({"gzip", "x-gzip"})


class _Unpacker(Protocol):
    def pieces(self, packed: bytes) -> Iterable[bytes]: ...

    @property
    def is_whole(self) -> bool: ...


class _Plain:
    """Bytes as they are; whether all came, the protocol has checked."""

    is_whole = True

    def pieces(self, packed: bytes) -> Iterable[bytes]:
        yield packed


class _Gzip:
    """A bomb unfolds piece by piece: whoever counts can stop it."""

    def __init__(self) -> None:
        self._stream = zlib.decompressobj(_GZIP)

    @property
    def is_whole(self) -> bool:
        return self._stream.eof

    def pieces(self, packed: bytes) -> Iterable[bytes]:
        while packed:
            if self._stream.eof:  # One file may be several, one behind the other.
                self._stream = zlib.decompressobj(_GZIP)
            yield self._stream.decompress(packed, _PIECE)
            packed = self._stream.unused_data or self._stream.unconsumed_tail
        while not self._stream.eof and (rest := self._stream.decompress(b"", _PIECE)):
            yield rest


@dataclass(slots=True)
class Body:
    """What came so far."""

    size: int = 0
    digest: _Hash = field(default_factory=hashlib.sha256)


def write_body(
    stream: Iterable[bytes], target: IO[bytes], *, encoding: str, rules: Rules, url: str
) -> str:
    """The SHA-256 of the body, unpacked into `target`.

    FetchError if it is larger than allowed, packed or unpacked; TemporaryError if a packed one is
    broken or ends early.
    """
    unpacker = _unpacker(encoding, url)
    received, body = 0, Body()
    try:
        for packed in stream:
            received += len(packed)
            check_size(received, rules.most_bytes, url)
            for piece in unpacker.pieces(packed):
                body.size += len(piece)
                check_size(body.size, rules.most_unpacked, url)
                body.digest.update(piece)
                target.write(piece)
    except zlib.error:
        raise TemporaryError("truncated", url) from None
    if not unpacker.is_whole:
        raise TemporaryError("truncated", url)
    return body.digest.hexdigest()


def check_size(size: int, most: int, url: str) -> None:
    """Nothing; FetchError if it is too much."""
    if size > most:
        raise FetchError("too_large", url, limit=most)


def _unpacker(encoding: str, url: str) -> _Unpacker:
    if encoding in PLAIN:
        return _Plain()
    if encoding in PACKED:
        return _Gzip()
    expected = "gzip or no Content-Encoding"
    raise FetchError("wrong_form", url, given=encoding[:60], expected=expected)
