"""Layouts of the output: how the matches of a chunk are written, and how the parts become one."""

from __future__ import annotations

import io
import json
import shutil
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from itertools import islice
from pathlib import Path
from types import MappingProxyType
from typing import IO, TYPE_CHECKING

import numpy as np

from matcher.batch import Best
from matcher.eligibility import VERDICTS
from matcher.output import DIGITS
from offers.schema import Offer

if TYPE_CHECKING:
    import pyarrow


@dataclass(frozen=True, slots=True)
class Layout:
    """`part` writes the matches of the companies with these ids, `join` all parts in order."""

    part: Callable[[Sequence[str], Sequence[Offer], Best], bytes]
    join: Callable[[Iterable[Path], IO[bytes]], None]
    package: str | None = None
    """What it needs beside the standard library."""

    @property
    def is_installed(self) -> bool:
        """Whether what it needs is there."""
        return self.package is None or find_spec(self.package) is not None


def _as_lines(companies: Sequence[str], offers: Sequence[Offer], best: Best) -> bytes:
    """One object a company in the order of the input, without matches an empty list.

    Put together by hand: `json.dumps` of every match would take as long as reading the company.
    """
    names = [json.dumps(offer.id, ensure_ascii=False) for offer in offers]
    rows = zip(best.offers.tolist(), best.scores.tolist(), best.verdicts.tolist(), strict=True)
    lines = list[str]()
    for company, count in zip(companies, best.counts.tolist(), strict=True):
        matches = ", ".join(
            f'{{"offer": {names[offer]}, "rank": {rank}, "score": {round(score, DIGITS)},'
            f' "verdict": "{VERDICTS[verdict]}"}}'
            for rank, (offer, score, verdict) in enumerate(islice(rows, count), start=1)
        )
        name = json.dumps(company, ensure_ascii=False)
        lines.append(f'{{"profile": {name}, "matches": [{matches}]}}\n')
    return "".join(lines).encode()


def _join_lines(parts: Iterable[Path], stream: IO[bytes]) -> None:
    for part in parts:
        with part.open("rb") as written:
            shutil.copyfileobj(written, stream)


def _as_table(companies: Sequence[str], offers: Sequence[Offer], best: Best) -> bytes:
    """One row a match: profile, offer, rank, score, verdict; a company without one has no row."""
    import pyarrow as pa
    from pyarrow import parquet

    company = np.repeat(np.arange(len(companies)), best.counts)
    starts = np.repeat(np.cumsum(best.counts) - best.counts, best.counts)
    columns = {
        "profile": _named(companies, company),
        "offer": _named([offer.id for offer in offers], best.offers),
        "rank": pa.array(np.arange(len(company)) - starts + 1, pa.int32()),
        "score": pa.array(np.round(best.scores, DIGITS), pa.float64()),
        "verdict": _named([str(verdict) for verdict in VERDICTS], best.verdicts),
    }
    written = io.BytesIO()
    parquet.write_table(pa.table(columns), written)
    return written.getvalue()


def _named(names: Sequence[str], positions: np.ndarray) -> pyarrow.Array:
    import pyarrow as pa

    return pa.array(names, pa.string()).take(pa.array(positions, pa.int64()))


def _join_tables(parts: Iterable[Path], stream: IO[bytes]) -> None:
    """One row group a part, so that no more than one is in memory."""
    from pyarrow import parquet

    waiting = iter(parts)
    first = parquet.read_table(next(waiting))
    with parquet.ParquetWriter(stream, first.schema) as writer:
        writer.write_table(first)
        for part in waiting:
            writer.write_table(parquet.read_table(part))


LAYOUTS: Mapping[str, Layout] = MappingProxyType(
    {
        "jsonl": Layout(_as_lines, _join_lines),
        "parquet": Layout(_as_table, _join_tables, package="pyarrow"),
    }
)
