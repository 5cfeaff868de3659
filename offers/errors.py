"""What is wrong with an input, as values: one error a place, several together."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

SENTENCES: Mapping[str, str] = {
    "address_not_public": "'{host}' leads to the address {address}, which is none of the internet",
    "artefact_damaged": "is damaged: it does not hold what it held when it was made",
    "artefact_foreign": "is no ranking model of this service; expected {expected}",
    "artefact_not_compared": "was not measured against the model that serves; train it with that",
    "artefact_outdated": "was made for features {given}, this is version {expected}; train it anew",
    "busy": "another import is being stored just now; try again in a minute",
    "clashing_id": "the id '{id}' stands for different companies in two files; rename one",
    "column_broken": "is broken in {count} of {rows} rows, first in line {first}: {problem}",
    "column_gone": "the column '{column}' is missing",
    "column_new": "the column '{column}' is new",
    "column_renamed": "the column '{column}' is missing, '{given}' is new: perhaps renamed",
    "control_characters": "holds control characters; remove them",
    "duplicate_column": "has two columns called '{column}'; every name may occur once",
    "duplicate_id": "the id '{id}' stands on line {first} already; every id may occur once",
    "duplicate_key": "the key '{key}' occurs twice in one object",
    "empty": "must not be empty",
    "empty_file": "holds no record",
    "foreign_offer": "the offer '{id}' belongs to another source",
    "host_not_allowed": "the host '{host}' is none of this source; allowed: {allowed}",
    "http_status": "the server answered with status {status}",
    "in_future": "'{given}' is a day to come",
    "invalid_csv": "is no valid CSV: {problem}",
    "invalid_json": "is not valid JSON: {problem}",
    "invalid_yaml": "is not valid YAML: {problem}",
    "missing": "is missing",
    "missing_column": "lacks the column '{column}'; it has {given}",
    "needless_mapping": "the format {given} needs no mapping; leave --mapping out",
    "no_certificate": "'{host}' shows no valid certificate",
    "no_condition": "must hold exactly one of {keys}, but holds {given}",
    "no_day": "is missing; write the day or give --today",
    "no_mapping": "a table needs a mapping file, see --mapping",
    "no_network": "'{host}' cannot be reached; is there a network? ({problem})",
    "no_praise": "the judgments hold no grade above 0: there is nothing to measure by",
    "no_quote": "needs the sentence of the source that it rests on",
    "no_files": "holds no file that ends in .yaml or .jsonl",
    "no_source": "belongs to no source; only hosts that a source names are asked",
    "no_table": "is not the table of the Förderdatenbank: none of its columns is there",
    "not_a_date": "'{given}' is no date; write YYYY-MM-DD, YYYY-MM or YYYY, from 1900 on",
    "not_a_day": "'{given}' is no day; write YYYY-MM-DD, from 1900 on",
    "not_a_finite_number": "must be a finite number",
    "not_a_number": "'{given}' is no number",
    "not_an_object": "must be an object with named fields",
    "not_utf8": "is not UTF-8 text (byte {position}); save the file as UTF-8",
    "open_quote": "begins a quoted cell that never ends",
    "other_encoding": "is not UTF-8 text (byte {position}) but {given}; save it as UTF-8",
    "out_of_range": "{given} is out of range: {expected}",
    "range_empty": "needs 'min' or 'max' (whole numbers, min not above max)",
    "row_length": "has {given} cells, but the header has {expected}",
    "shrunk": "lacks {gone} of the {known} offers of this source; see --allow-shrinking",
    "silent": "'{host}' stopped answering",
    "too_deep": "is nested more than {limit} levels deep",
    "too_large": "is larger than {limit} bytes",
    "too_long": "is longer than {limit} characters",
    "too_many": "holds more than {limit} entries",
    "too_many_redirects": "leads from one address to the next more than {limit} times",
    "too_slow": "did not arrive within {seconds} seconds",
    "truncated": "arrived incomplete; try again later",
    "unknown_code": "the code '{given}' is new (rows with it: {count}, first in line {first})",
    "unknown_division": "the division of '{given}' does not exist in WZ 2008",
    "unknown_fact": "the fact '{given}' is not registered",
    "unknown_id": "'{given}' is not the id of any record in {where}",
    "unknown_key": "is not a field of this format",
    "unknown_source": "'{given}' is no source; there are: {known}",
    "unknown_territory": "the territory '{given}' cannot be resolved",
    "unknown_word": "'{given}' is not one of: {allowed}",
    "unreadable": "cannot be read: {problem}",
    "unsourced": "needs a source: a document or an address",
    "unwritable": "cannot be written: {problem}",
    "wrong_form": "'{given}' has the wrong form; expected {expected}",
    "wrong_type": "must be {expected}, but is {given}",
}


@dataclass(frozen=True, slots=True)
class InputError:
    """One bad place: `field` is a dotted path ("" is the whole record), `code` in SENTENCES."""

    code: str
    field: str = ""
    values: Mapping[str, object] = dataclasses.field(default_factory=dict)
    source: str = ""
    line: int | None = None

    def problem(self) -> str:
        """What is wrong, in English, without the place."""
        return SENTENCES[self.code].format_map(self.values)

    def sentence(self) -> str:
        """Place and problem in one English sentence, as the command lines print it."""
        place = [self.source] if self.source else []
        if self.line is not None:
            place.append(f"line {self.line}")
        if self.field:
            place.append(f"field {self.field}")
        return ": ".join(part for part in (", ".join(place), self.problem()) if part)


class InputErrors(Exception):
    """An input that cannot be taken; `errors` holds every bad place, first line first."""

    def __init__(self, errors: Sequence[InputError]) -> None:
        self.errors = tuple(errors)
        super().__init__("\n".join(error.sentence() for error in self.errors))

    def located(self, *, source: str, line: int | None) -> InputErrors:
        """The same errors with the file and, where they have none of their own, the line."""
        return InputErrors(
            [
                replace(
                    error,
                    source=source or error.source,
                    line=error.line if error.line is not None else line,
                )
                for error in self.errors
            ]
        )


@dataclass(frozen=True, slots=True)
class RefusedRow:
    """One row of an input that is no offer.

    `key` is what the source calls the row ('' where it says nothing), `raw` the row as one line
    of text that the same format's `read_row` takes again, corrected or not.
    """

    line: int
    key: str
    raw: str
    errors: tuple[InputError, ...]


@dataclass(frozen=True, slots=True)
class ReviewCase:
    """An offer that was read, with a doubt that a person should settle; `code` has words."""

    offer_id: str
    code: str
    values: Mapping[str, object] = dataclasses.field(default_factory=dict)
