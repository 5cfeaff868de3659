"""Why a file could not be fetched: an input error, and whether trying again may help."""

from __future__ import annotations

from offers.errors import InputError, InputErrors


class FetchError(InputErrors):
    """The file is not there; `code` says why."""

    def __init__(self, code: str, url: str, **values: object) -> None:
        super().__init__([InputError(code, "", values, url)])
        self.code = code


class TemporaryError(FetchError):
    """The same, but another attempt may succeed; `wait` is how long the server asks to wait."""

    def __init__(self, code: str, url: str, *, wait: float | None = None, **values: object) -> None:
        super().__init__(code, url, **values)
        self.wait = wait
