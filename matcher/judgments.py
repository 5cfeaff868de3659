"""Judgments: grades that people gave to offers for companies."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from offers.schema.records import Day, FilledText, Record, Text, parse_record


class Judgment(Record):
    """One graded pair: 0 not relevant to 3 must be on the table; 2.5 is the mean of two people.

    `excluded` is true where a hard rule rules the company out. `judge` is who said so ('' for an
    agreed reference), `judged_on` when, `verified` whether the outcome bore it out.
    """

    profile: FilledText
    offer: FilledText
    grade: Annotated[float, Field(ge=0, le=3)]
    excluded: bool = False
    judge: Text = ""
    judged_on: Day | None = None
    verified: bool = False

    @property
    def pair(self) -> str:
        """What one judge may judge once."""
        by = f" by {self.judge}" if self.judge else ""
        return f"{self.profile} / {self.offer}{by}"


def parse_judgment(raw: object) -> Judgment:
    """The judgment of a mapping; InputErrors names every bad field."""
    return parse_record(Judgment, raw)
