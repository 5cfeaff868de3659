"""A folder instead of a server: each mail is a file that a mail program can open."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from web.mail.transport import Parcel
from web.use_cases.outbox.verdicts import Result, Verdict


class FolderTransport:
    """Takes every mail. The file is called after the Message-ID: a repeat takes its place."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @property
    def is_usable(self) -> bool:
        """Always: a file has no connection."""
        return True

    @property
    def was_used(self) -> bool:
        """Never: opening it again mends nothing."""
        return False

    def hand_over(self, parcel: Parcel, begin: Callable[[], bool]) -> Result:
        """Write the file, whole or not at all."""
        if not begin():
            return Result(Verdict.NOT_OURS)
        path = self._folder / f"{parcel.message_id}.eml"
        unfinished = path.with_suffix(".part")
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            unfinished.write_bytes(parcel.content)
            unfinished.replace(path)
        except OSError as error:
            return Result(Verdict.SERVER_DOWN, type(error).__name__)
        return Result(Verdict.ACCEPTED)

    def close(self) -> None:
        """Nothing is open."""
