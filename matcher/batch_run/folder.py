"""What a run has finished, in a folder beside its output, so that it goes on where it was stopped.

Every file appears whole or not at all. The manifest is the first: it says of which inputs and
options the parts are, and that all companies have been checked.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TypeAlias

from offers.errors import InputError, InputErrors

MANIFEST = "manifest.json"
Join: TypeAlias = Callable[[Iterable[Path], IO[bytes]], None]


class Folder:
    """The parts of one output; InputErrors where its disk cannot be written."""

    def __init__(self, output: str) -> None:
        self._output = Path(output).resolve()
        self.path = self._output.with_name(f".{self._output.name}.parts")

    def holds(self, fingerprint: str) -> bool:
        """Whether a run with this fingerprint was begun here; InputErrors if it was another."""
        manifest = self.path / MANIFEST
        if not manifest.exists():
            return False
        if json.loads(manifest.read_text(encoding="utf-8")).get("fingerprint") != fingerprint:
            problem = (
                "a run with other inputs or options was begun and not finished; "
                f"finish it or delete {self.path.name} beside the output"
            )
            raise InputErrors(
                [InputError("unwritable", "", {"problem": problem}, str(self._output))]
            )
        return True

    def begin(self, fingerprint: str) -> None:
        """Make the folder; what lies there without a manifest is of no use."""
        with self._writing():
            shutil.rmtree(self.path, ignore_errors=True)
            self.path.mkdir()
            self._put(MANIFEST, json.dumps({"fingerprint": fingerprint}).encode())

    def finished(self) -> frozenset[int]:
        """The numbers of the chunks whose parts are there."""
        return frozenset(int(part.stem) for part in self.path.glob("[0-9]*.part"))

    def keep(self, number: int, content: bytes) -> None:
        """Write the part of a chunk."""
        with self._writing():
            self._put(self._name(number), content)

    def finish(self, chunks: int, join: Join) -> None:
        """Join all parts to the output, which appears whole; then the folder goes."""
        draft = self.path / "output"
        with self._writing():
            with draft.open("wb") as stream:
                join((self.path / self._name(number) for number in range(chunks)), stream)
            draft.replace(self._output)
            shutil.rmtree(self.path)

    def _put(self, name: str, content: bytes) -> None:
        draft = self.path / f"{name}.{os.getpid()}"
        draft.write_bytes(content)
        draft.replace(self.path / name)

    @staticmethod
    def _name(number: int) -> str:
        return f"{number:08d}.part"

    @contextmanager
    def _writing(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            values = {"problem": error.strerror or str(error)}
            raise InputErrors([InputError("unwritable", "", values, str(self._output))]) from None
