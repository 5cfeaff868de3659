"""Settings that cannot be used, told all at once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SettingProblem:
    """One variable that cannot be used: what is wrong and how it should look."""

    variable: str
    problem: str
    example: str = ""

    def sentence(self) -> str:
        """The problem as one line."""
        hint = f" Example: {self.variable}={self.example}" if self.example else ""
        return f"{self.variable}: {self.problem}.{hint}"


class SettingsError(Exception):
    """The environment is not usable; `problems` lists every bad variable."""

    def __init__(self, problems: Iterable[SettingProblem]) -> None:
        self.problems = tuple(problems)
        lines = [f"  - {problem.sentence()}" for problem in self.problems]
        super().__init__("\n".join(["The settings cannot be used:", *lines]))
