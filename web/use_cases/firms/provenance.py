"""Who gave an answer, and when: noted beside the answers of a firm."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from models.company import CompanyProfile


class Source(StrEnum):
    """FIRM: the firm itself. ADVISOR: an advisor, as the firm told it. LIST: an imported list."""

    FIRM = "firm"
    ADVISOR = "advisor"
    LIST = "list"


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where an answer comes from."""

    source: Source
    noted_utc: datetime


def note(row: CompanyProfile, fields: Iterable[str], source: Source, now: datetime) -> None:
    """Note that these fields (`facts.<name>` for a fact) were answered, or emptied, just now."""
    entry = {"by": source.value, "at": now.isoformat()}
    row.noted = {**row.noted, **dict.fromkeys(fields, entry)}


def of(row: CompanyProfile) -> Mapping[str, Provenance]:
    """What is noted, by field; a field without an entry is the firm's own, of an unknown day."""
    return {
        field: Provenance(Source(entry["by"]), datetime.fromisoformat(entry["at"]))
        for field, entry in row.noted.items()
    }
