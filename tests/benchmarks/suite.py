"""All benchmarks by name; each takes the shared folder and the effort and gives its figures."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeAlias

from tests.benchmarks import (
    accounts,
    asking,
    batch,
    company_files,
    desk,
    digests,
    firm_lists,
    importing,
    insight,
    large,
    load_mix,
    loading,
    matching,
    outbox,
    overlaps,
    searching,
    service,
    verdicts,
)
from tests.benchmarks.figures import Effort, Figure

Benchmark: TypeAlias = Callable[[Path, Effort], list[Figure]]

BENCHMARKS: Mapping[str, Benchmark] = {
    "verdicts": verdicts.measure,
    "matching": matching.measure,
    "large": large.measure,
    "loading": loading.measure,
    "questions": asking.measure,
    "batch": batch.measure,
    "importing": importing.measure,
    "service": service.measure,
    "searching": searching.measure,
    "outbox": outbox.measure,
    "digests": digests.measure,
    "company-file": company_files.measure,
    "firm-lists": firm_lists.measure,
    "overlaps": overlaps.measure,
    "people": load_mix.measure,
    "accounts": accounts.measure,
    "desk": desk.measure,
    "insight": insight.measure,
}
