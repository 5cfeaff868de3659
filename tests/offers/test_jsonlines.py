"""JSON Lines are read strictly, and every bad line is named."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from offers.errors import InputError, InputErrors
from offers.jsonlines import Row, read_records, scan_rows


def write(folder: Path, content: bytes) -> str:
    path = folder / "input.jsonl"
    path.write_bytes(content)
    return str(path)


def rows(folder: Path, content: bytes) -> list[Row | InputError]:
    return list(scan_rows(write(folder, content)))


def test_each_line_becomes_a_row_with_its_number(tmp_path: Path) -> None:
    assert rows(tmp_path, b'{"a": 1}\n{"a": 2}\n') == [Row(1, {"a": 1}), Row(2, {"a": 2})]


@pytest.mark.parametrize(
    ("content", "lines"),
    [
        pytest.param(b'\n{"a": 1}\n\n  \n{"a": 2}', [2, 5], id="blank lines are passed over"),
        pytest.param(b'{"a": 1}\r\n{"a": 2}\r\n', [1, 2], id="Windows line breaks"),
        pytest.param(b'\xef\xbb\xbf{"a": 1}', [1], id="a byte order mark"),
        pytest.param('{"a": "x\u2028y"}'.encode(), [1], id="a line separator inside a text"),
        pytest.param(b'{"a": "\\ud83d\\ude00"}', [1], id="an emoji written as two escapes"),
    ],
)
def test_what_editors_do_to_files_is_accepted(
    tmp_path: Path, content: bytes, lines: list[int]
) -> None:
    found = rows(tmp_path, content)

    assert [row.line for row in found if isinstance(row, Row)] == lines
    assert len(found) == len(lines)


@pytest.mark.parametrize(
    ("line", "code", "problem"),
    [
        (b'{"a": 1', "invalid_json", "is not valid JSON: Expecting ',' delimiter, column 8"),
        (b"{'a': 1}", "invalid_json", "column 2"),
        (b'{"a": 1} {"a": 2}', "invalid_json", "Extra data"),
        (b'{"a": NaN}', "invalid_json", "NaN is no number of JSON"),
        (b'{"a": -Infinity}', "invalid_json", "-Infinity is no number of JSON"),
        (b'{"a": 1e999}', "invalid_json", "1e999 is too large"),
        (b'{"a": ' + b"9" * 5000 + b"}", "invalid_json", "digits"),
        (b'{"a": "\\ud83d"}', "invalid_json", "half of a surrogate pair"),
        (b'{"a": "x\x00y"}', "invalid_json", "control character"),
        (b'{"a": 1, "a": 2}', "duplicate_key", "the key 'a' occurs twice"),
        (b'{"b": {"a": 1, "c": 2, "a": 1}}', "duplicate_key", "the key 'a' occurs twice"),
        (b"[1, 2]", "not_an_object", "must be an object"),
        (b'"text"', "not_an_object", "must be an object"),
        (b"null", "not_an_object", "must be an object"),
        (b'{"a": ' + b"[" * 5000 + b"]" * 5000 + b"}", "too_deep", "more than 400 levels"),
        (b'{"a":' * 5000 + b"1" + b"}" * 5000, "too_deep", "more than 400 levels"),
        (b"[" * 100_000, "too_deep", "more than 400 levels"),
    ],
)
def test_a_bad_line_is_named_and_the_next_one_is_read(
    tmp_path: Path, line: bytes, code: str, problem: str
) -> None:
    good, bad, next_good = rows(tmp_path, b'{"a": 0}\n' + line + b'\n{"a": 1}\n')

    assert good == Row(1, {"a": 0})
    assert next_good == Row(3, {"a": 1})
    assert isinstance(bad, InputError)
    assert (bad.code, bad.line) == (code, 2)
    assert "input.jsonl, line 2: " in bad.sentence()
    assert problem in bad.sentence()


def test_brackets_inside_texts_are_no_nesting(tmp_path: Path) -> None:
    text = '[{"\\' * 1000

    (row,) = rows(tmp_path, json.dumps({"a": text}).encode())

    assert row == Row(1, {"a": text})


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b'{"a": 1}\n{"a": "M\xfcller"}\n', "line 2: is not UTF-8 text (byte 17)"),
        ("{}".encode("utf-16"), "line 1: is not UTF-8 text (byte 0)"),
        (b"", "holds no record"),
        (b"\xef\xbb\xbf \n\n", "holds no record"),
    ],
)
def test_a_file_that_cannot_be_taken_as_a_whole_gives_one_error(
    tmp_path: Path, content: bytes, sentence: str
) -> None:
    with pytest.raises(InputErrors) as caught:
        rows(tmp_path, content)

    (error,) = caught.value.errors
    assert sentence in error.sentence()


@pytest.mark.parametrize("name", ["missing.jsonl", ".", "null\0byte"])
def test_a_path_that_cannot_be_read_is_an_input_error(tmp_path: Path, name: str) -> None:
    with pytest.raises(InputErrors, match="cannot be read"):
        list(scan_rows(f"{tmp_path}/{name}"))


def test_a_minus_reads_the_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b'{"a": 1}\nx\n')))

    row, error = scan_rows("-")

    assert row == Row(1, {"a": 1})
    assert isinstance(error, InputError)
    assert error.sentence().startswith("standard input, line 2: ")


def parse(fields: Mapping[str, Any]) -> str:
    if "id" not in fields:
        raise InputErrors([InputError("missing", "id")])
    return str(fields["id"])


def test_all_errors_of_a_file_come_together_with_their_lines(tmp_path: Path) -> None:
    path = write(tmp_path, b'{"id": "a"}\n{}\nx\n{"id": "b"}\n{"id": "a"}\n')

    with pytest.raises(InputErrors) as caught:
        read_records(path, parse, str)

    assert [(error.line, error.field, error.code) for error in caught.value.errors] == [
        (2, "id", "missing"),
        (3, "", "invalid_json"),
        (5, "id", "duplicate_id"),
    ]
    assert "the id 'a' stands on line 1 already" in caught.value.errors[2].sentence()


def test_good_records_come_with_their_lines(tmp_path: Path) -> None:
    path = write(tmp_path, b'\n{"id": "b"}\n{"id": "a"}\n')

    assert read_records(path, parse, str) == ((2, "b"), (3, "a"))
