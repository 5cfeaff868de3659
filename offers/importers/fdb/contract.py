"""The promised table: what its columns hold, and one row of it checked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache, partial
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    ConfigDict,
    Json,
    StringConstraints,
    create_model,
)
from pydantic_core import PydanticCustomError

from offers.importers.fdb.weeks import last_day
from offers.schema.records import parse_record
from offers.taxonomy.data_files import read_yaml

PACKAGE = "offers.importers.fdb"
LONGEST_CELL = 200_000
"""Characters; as long as a text of an offer may be."""


class Link(BaseModel):
    """An address with a name, as the column of further links holds it."""

    model_config = ConfigDict(frozen=True)

    url: str
    title: str | None = None


@dataclass(frozen=True, slots=True)
class Column:
    """One column; `form` and the rest as the contract's file explains them."""

    name: str
    form: str = "text"
    vocabulary: str = ""
    pattern: str | None = None
    required: bool = False
    min: str = ""
    max: str = ""


@dataclass(frozen=True, slots=True)
class Contract:
    """The columns in their order, and the labels of the vocabularies by code."""

    columns: tuple[Column, ...]
    parts: Mapping[str, str]
    vocabularies: Mapping[str, Mapping[str, str]]

    def codes(self, column: Column) -> tuple[str, ...]:
        """The codes that a column may hold; () where it is open."""
        own = tuple(self.vocabularies.get(column.vocabulary, ()))
        if column.form != "pairs":
            return own
        with_parts = (code for code in own if code in self.parts)
        return tuple(
            f"{code}.{part}" for code in with_parts for part in self.vocabularies[self.parts[code]]
        )


@lru_cache(maxsize=1)
def contract() -> Contract:
    """The contract of the package's file."""
    raw = read_yaml(PACKAGE, "contract.yaml")
    columns = tuple(Column(**column) for column in raw["columns"])
    return Contract(columns, raw["parts"], raw["vocabularies"])


def column_names() -> tuple[str, ...]:
    """The promised columns in their order."""
    return tuple(column.name for column in contract().columns)


def closed_columns() -> frozenset[str]:
    """The columns whose codes are a closed list."""
    return frozenset(column.name for column in contract().columns if column.vocabulary)


def label(vocabulary: str, code: str) -> str:
    """What the source calls a code."""
    return contract().vocabularies[vocabulary][code]


def checked(cells: Mapping[str, str]) -> Mapping[str, Any]:
    """The values of a row's cells, an empty cell being none; InputErrors with the bad fields."""
    filled = {name: cell for name, cell in cells.items() if cell != ""}
    return parse_record(_row_model(), filled).__dict__


@lru_cache(maxsize=1)
def _row_model() -> type[BaseModel]:
    """A model with a field for every column, made from the contract."""
    fields: dict[str, Any] = {
        column.name: (_type(column), ...) if column.required else (_type(column) | None, None)
        for column in contract().columns
    }
    config = ConfigDict(frozen=True, extra="forbid")
    return create_model("FdbRow", __config__=config, **fields)


def _type(column: Column) -> Any:
    """The type that a cell of a column is read as."""
    match column.form:
        case "codes" | "pairs":
            allowed: Any = Literal[contract().codes(column)]
            return Json[tuple[allowed, ...]]
        case "texts":
            return Json[tuple[str, ...]]
        case "links":
            return Json[tuple[Link, ...]]
        case "moment":
            return Annotated[AwareDatetime, AfterValidator(partial(_within, column))]
        case "week":
            return Annotated[_text(column), AfterValidator(_real_week)]
        case "truth":
            return Literal["true", "false"]
        case _:
            return _text(column)


def _text(column: Column) -> Any:
    limits = StringConstraints(pattern=column.pattern, max_length=LONGEST_CELL)
    return Annotated[str, limits]


def _within(column: Column, moment: datetime) -> datetime:
    if not datetime.fromisoformat(column.min) <= moment <= datetime.fromisoformat(column.max):
        context = {"given": moment.isoformat(), "expected": f"{column.min} to {column.max}"}
        raise PydanticCustomError("out_of_range", "out of range", context)
    return moment


def _real_week(text: str) -> str:
    last_day(text)
    return text
