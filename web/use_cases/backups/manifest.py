"""What a backup says of itself."""

from __future__ import annotations

from datetime import datetime

from pydantic import BaseModel, ConfigDict

FORMAT = 1


class Manifest(BaseModel):
    """`tables` counts the rows of every table; `sha256` is of the database beside it.

    `kind` is 'sqlite' or 'postgresql', `migration` where the database stood, `product` the version
    of the program that wrote the file.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    format: int
    product: str
    kind: str
    migration: str
    made_utc: datetime
    tables: dict[str, int]
    sha256: str
