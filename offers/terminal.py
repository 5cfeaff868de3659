"""What command lines share: exit codes, messages on stderr, output that is whole or absent."""

from __future__ import annotations

import argparse
import io
import os
import sys
import tempfile
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import IO

from offers.errors import InputError, InputErrors
from offers.jsonlines import STDIN

OK = 0
BAD_INPUT = 1
INTERRUPTED = 130
EARLIEST_YEAR = 1900


def guarded(command: Callable[[], int]) -> int:
    """The exit code of a command line: 1 with every message for bad input, 130 for Ctrl-C.

    Whatever the locale, output is UTF-8. A reader that closes the pipe early (`| head`) has what
    it wanted: that is no failure.
    """
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8")
    try:
        code = command()
        sys.stdout.flush()
    except InputErrors as errors:
        report(errors.errors)
        return BAD_INPUT
    except BrokenPipeError:
        # The interpreter flushes stdout once more at its end; give it somewhere to go.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return OK
    except KeyboardInterrupt:
        say("interrupted, nothing written")
        return INTERRUPTED
    return code


def day(text: str) -> date:
    """The day of an option; ArgumentTypeError for anything but YYYY-MM-DD from 1900 on."""
    try:
        found = date.fromisoformat(text) if len(text) == len("YYYY-MM-DD") else None
    except ValueError:
        found = None
    if found is None or found.year < EARLIEST_YEAR:
        raise argparse.ArgumentTypeError(f"'{text}' is no day; write YYYY-MM-DD, from 1900 on")
    return found


def report(errors: Iterable[InputError]) -> None:
    """One line on stderr for every error."""
    for error in errors:
        say(error.sentence())


def say(sentence: str) -> None:
    """A line on stderr; what could steer the terminal is shown as a replacement sign."""
    visible = "".join("\ufffd" if unicodedata.category(c)[0] == "C" else c for c in sentence)
    sys.stderr.write(f"{visible}\n")


@contextmanager
def output(path: str | None) -> Iterator[IO[str]]:
    """Where to write text, as UTF-8: the same places as those of `binary_output`."""
    if path is None or path == STDIN:
        yield sys.stdout
        return
    with binary_output(path) as stream:
        text = io.TextIOWrapper(stream, encoding="utf-8", newline="\n", write_through=True)
        try:
            yield text
        finally:
            text.detach()


@contextmanager
def binary_output(path: str | None) -> Iterator[IO[bytes]]:
    """Where to write: stdout for None or '-', else a file that appears whole or not at all.

    A device or a pipe is written to as it is. InputErrors where that is impossible.
    """
    if path is None or path == STDIN:
        yield sys.stdout.buffer
        return
    target = Path(path).resolve()
    is_special = target.exists() and not target.is_file()
    try:
        with open(target, "wb") if is_special else _draft(target) as stream:
            yield stream
    except OSError as error:
        values = {"problem": error.strerror or str(error)}
        raise InputErrors([InputError("unwritable", "", values, path)]) from None


@contextmanager
def _draft(target: Path) -> Iterator[IO[bytes]]:
    """A file beside the target that takes its place at the end, or leaves no trace."""
    descriptor, name = tempfile.mkstemp(prefix=f".{target.name[:100]}.", dir=target.parent)
    draft = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            yield stream
        draft.chmod(0o666 & ~_umask())
        draft.replace(target)
    finally:
        draft.unlink(missing_ok=True)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
