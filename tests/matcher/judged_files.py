"""The small world of judged offers as files, and what the commands say and write about them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from matcher.__main__ import main
from tests.matcher.command_line import Capture, write
from tests.matcher.judged_world import grades, offers, profiles

TODAY = "2026-11-22"
Rows = Iterable[dict[str, Any]]


class JudgedFiles:
    """A folder with offers, companies and grades, and the commands that read them."""

    def __init__(self, folder: Path, capsys: Capture) -> None:
        self.folder = folder
        self._capsys = capsys
        self.offers = write(folder, "offers.jsonl", *offers())
        self.profiles = write(folder, "profiles.jsonl", *profiles())
        self.judgments = write(folder, "judgments.jsonl", *grades())
        self.model = folder / "model.json"
        self.card = folder / "card"

    @property
    def set(self) -> tuple[str, str, str]:
        """The three files."""
        return self.offers, self.profiles, self.judgments

    def companies(self, name: str, asked: Rows, judged: Rows) -> tuple[str, str, str]:
        """The same offers with other companies and grades."""
        return (
            self.offers,
            write(self.folder, f"{name}-profiles.jsonl", *asked),
            write(self.folder, f"{name}-judgments.jsonl", *judged),
        )

    def train(self, *options: str, sets: Sequence[Sequence[str]] = ()) -> tuple[int, str]:
        """The exit code of `train` and what it says; against the readable scorer unless told."""
        files = [word for each in sets or [self.set] for word in ("--set", *each)]
        to = ("--output", str(self.model), "--card", str(self.card))
        fixed = ("--today", TODAY, "--model", "readable", *to)
        return self._said(["train", *files, *fixed, *options])

    def evaluate(self, *options: str, files: Sequence[str] = ()) -> str:
        """What `evaluate` prints; it succeeds and says nothing else."""
        code, out, said = self._run(["evaluate", *_named(files or self.set), *options])
        assert (code, said) == (0, "")
        return out

    def refused(self, command: str, *options: str) -> str:
        """What `rank` or `evaluate` says when it fails; it prints nothing then."""
        named = _named(self.set)
        files = named[:2] if command == "rank" else named
        code, out, said = self._run([command, *files, *options])
        assert (code, out) == (1, "")
        return said

    def written(self) -> dict[str, bytes]:
        """The model and its card by the names of their files."""
        found = [self.model, *self.card.glob("*")]
        return {path.name: path.read_bytes() for path in found if path.exists()}

    def _said(self, arguments: Sequence[str]) -> tuple[int, str]:
        code, out, said = self._run(arguments)
        assert out == ""
        return code, said

    def _run(self, arguments: Sequence[str]) -> tuple[int, str, str]:
        self._capsys.readouterr()
        code = main(arguments)
        captured = self._capsys.readouterr()
        return code, captured.out, captured.err


def _named(files: Sequence[str]) -> list[str]:
    names = ("--offers", "--profiles", "--judgments")
    return [f"{name}={path}" for name, path in zip(names, files, strict=True)]


def staffed(employees: int) -> list[dict[str, Any]]:
    """The companies of the world with so many employees, under other names."""
    return [
        {**firm, "id": f"{firm['id']}-{employees}", "employees": employees} for firm in profiles()
    ]


def graded(employees: int) -> list[dict[str, Any]]:
    """The grades of the world for `staffed` companies."""
    return [{**grade, "profile": f"{grade['profile']}-{employees}"} for grade in grades()]


def misjudged(rows: Rows) -> list[dict[str, Any]]:
    """Grades of somebody who praises what hardly fits and nothing else."""
    return [{**row, "grade": 3 if row["grade"] == 1 else 0} for row in rows]


def turned(rows: Rows) -> list[dict[str, Any]]:
    """The grades turned round: the best is the worst."""
    return [{**row, "grade": 3 - row["grade"]} for row in rows]
