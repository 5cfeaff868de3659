"""What command lines share: exit codes, messages, and files that are whole or absent."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from offers.errors import InputError, InputErrors
from offers.terminal import guarded, output, say


def raising(error: BaseException) -> int:
    raise error


def test_a_command_that_ends_well_keeps_its_code() -> None:
    assert guarded(lambda: 0) == 0
    assert guarded(lambda: 1) == 1


def test_bad_input_is_told_line_by_line_and_gives_1(capsys: pytest.CaptureFixture[str]) -> None:
    errors = InputErrors([InputError("missing", "id", {}, "x.jsonl", 3), InputError("empty", "y")])

    assert guarded(lambda: raising(errors)) == 1
    assert capsys.readouterr().err == (
        "x.jsonl, line 3, field id: is missing\nfield y: must not be empty\n"
    )


def test_an_interruption_gives_130_and_no_traceback(capsys: pytest.CaptureFixture[str]) -> None:
    assert guarded(lambda: raising(KeyboardInterrupt())) == 130
    assert capsys.readouterr().err == "interrupted, nothing written\n"


def test_control_signs_in_messages_are_shown_not_sent(capsys: pytest.CaptureFixture[str]) -> None:
    say("a\x1b[31mb\nc\u202ed")

    assert capsys.readouterr().err == "a\ufffd[31mb\ufffdc\ufffdd\n"


def test_a_file_appears_at_the_end(tmp_path: Path) -> None:
    path = tmp_path / "out.jsonl"

    with output(str(path)) as stream:
        stream.write("äöü\n")
        assert not path.exists()

    assert path.read_bytes() == "äöü\n".encode()
    assert os.listdir(tmp_path) == ["out.jsonl"]
    assert path.stat().st_mode & 0o600 == 0o600


@pytest.mark.parametrize("error", [KeyboardInterrupt, ValueError])
def test_a_failure_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, error: type[BaseException]
) -> None:
    path = tmp_path / "out.jsonl"
    path.write_text("alt", encoding="utf-8")

    def write() -> None:
        with output(str(path)) as stream:
            stream.write("neu")
            raise error

    with pytest.raises(error):
        write()

    assert path.read_text(encoding="utf-8") == "alt"
    assert os.listdir(tmp_path) == ["out.jsonl"]


def test_a_link_stays_a_link_to_the_new_content(tmp_path: Path) -> None:
    (tmp_path / "real").write_text("alt", encoding="utf-8")
    (tmp_path / "link").symlink_to(tmp_path / "real")

    with output(str(tmp_path / "link")) as stream:
        stream.write("neu")

    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real").read_text(encoding="utf-8") == "neu"


def test_a_device_is_written_to_and_not_replaced() -> None:
    with output(os.devnull) as stream:
        stream.write("weg")

    assert not Path(os.devnull).is_file()


@pytest.mark.parametrize("path", ["fehlt/out.jsonl", "."])
def test_what_cannot_be_written_is_an_input_error(tmp_path: Path, path: str) -> None:
    with pytest.raises(InputErrors, match="cannot be written"), output(f"{tmp_path}/{path}"):
        pass
