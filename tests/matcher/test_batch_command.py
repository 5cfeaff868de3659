"""`python -m matcher batch`: the output, going on after kill -9, and what is refused."""

from __future__ import annotations

import json
import os
import signal
import sys
from pathlib import Path

import pytest

from matcher.__main__ import main
from matcher.batch_run.folder import Folder
from tests.matcher.batch_world import BatchWorld, generated_ids, lines, wait_until
from tests.matcher.command_line import Capture, run, write

SENTINEL = {"profile": "from the first run", "matches": []}


@pytest.fixture
def world(tmp_path: Path) -> BatchWorld:
    return BatchWorld(tmp_path)


def test_it_gives_what_rank_gives_without_the_reasons(world: BatchWorld, capsys: Capture) -> None:
    world.generate(40)
    files = ("--offers", world.offers, "--profiles", world.companies)
    ranked = run(capsys, "rank", *files, "--today", "2026-11-21", "--model", "readable")
    kept = ("offer", "rank", "score", "verdict")
    assert lines(world.run()) == [
        {
            "profile": record["profile"],
            "matches": [{name: found[name] for name in kept} for found in record["matches"]],
        }
        for record in ranked
    ]


@pytest.mark.parametrize(
    "options",
    [("--chunk", "1"), ("--chunk", "7"), ("--processes", "2", "--chunk", "10")],
)
def test_chunks_and_processes_change_nothing(world: BatchWorld, options: tuple[str, ...]) -> None:
    world.generate(30)
    plain = world.run(output=world.folder / "plain.jsonl")
    assert world.run(*options) == plain
    assert [record["profile"] for record in lines(plain)] == generated_ids(30)
    assert not world.parts.exists()


def test_a_company_without_a_match_keeps_its_line(world: BatchWorld) -> None:
    world.offers = write(world.folder, "o.jsonl", {"id": "a", "title": "A", "provider": "B",
                                                   "state": "ended"})  # fmt: skip
    world.write_companies({"id": "p"})
    assert lines(world.run()) == [{"profile": "p", "matches": []}]


def test_parquet_holds_the_same_matches(world: BatchWorld) -> None:
    parquet = pytest.importorskip("pyarrow.parquet", reason="the extra 'batch' is not installed")
    world.generate(30)
    written = world.folder / "out.parquet"
    world.run("--format", "parquet", "--chunk", "8", output=written)
    expected = [
        {"profile": record["profile"], **found}
        for record in lines(world.run())
        for found in record["matches"]
    ]
    assert parquet.read_table(written).to_pylist() == expected
    assert parquet.ParquetFile(written).num_row_groups == 4


def test_what_kill_9_stopped_goes_on_without_loss_or_repetition(
    world: BatchWorld, capsys: Capture
) -> None:
    world.generate(1_500)
    whole = world.run(output=world.folder / "whole.jsonl")
    process = world.start("--chunk", "5", "--processes", "2")
    world.wait_for_a_part(process)
    workers = _children(process.pid)
    process.send_signal(signal.SIGKILL)
    process.communicate()
    wait_until(lambda: not any(map(_is_alive, workers)))
    assert not world.output.exists()
    finished = sorted(world.parts.glob("*.part"))
    finished[0].write_text(json.dumps(SENTINEL) + "\n", encoding="utf-8")

    capsys.readouterr()
    content = lines(world.run("--chunk", "5"))

    assert f"{len(finished)} of 300 chunks are finished already" in capsys.readouterr().err
    at = 5 * int(finished[0].stem)
    assert content[at] == SENTINEL
    assert content[:at] + content[at + 1 :] == lines(whole)[:at] + lines(whole)[at + 5 :]
    assert not world.parts.exists()


def _children(pid: int) -> list[int]:
    text = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii")
    return [int(child) for child in text.split()]


def _is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return "\nState:\tZ" not in Path(f"/proc/{pid}/status").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "options", [("--top", "3"), ("--chunk", "2"), ("--today", "2026-11-22"), ("--chunk", "9")]
)
def test_parts_of_another_run_are_not_mixed_in(
    world: BatchWorld, capsys: Capture, options: tuple[str, ...]
) -> None:
    world.generate(6)
    Folder(str(world.output)).begin("of other inputs")
    assert main(world.arguments("--processes", "1", *options)) == 1
    assert "a run with other inputs or options was begun and not finished" in _said(capsys)
    assert not world.output.exists()
    assert world.parts.exists()


def test_a_folder_without_a_manifest_is_of_no_use(world: BatchWorld) -> None:
    world.generate(6)
    world.parts.mkdir()
    (world.parts / "00000000.part").write_text("rubbish", encoding="utf-8")
    assert [record["profile"] for record in lines(world.run())] == generated_ids(6)


def _said(capsys: Capture) -> str:
    return capsys.readouterr().err


BAD = (
    ('{"id": "a", "employees": -1}', "line 2, field employees: "),
    ('{"id": "a", "neds": []}', "line 2, field neds: is not a field of this format"),
    ("[]", "line 2: must be an object with named fields"),
    ('{"id": "a"', "line 2: is not valid JSON"),
    ('{"id": "a", "employees": NaN}', "line 2: is not valid JSON: NaN is no number of JSON"),
    ('{"id": "p"}', "line 2, field id: the id 'p' stands on line 1 already"),
)


@pytest.mark.parametrize("chunk", ["1", "20"])
@pytest.mark.parametrize(("line", "message"), BAD)
def test_a_bad_line_is_named_and_nothing_is_written(
    world: BatchWorld, capsys: Capture, line: str, message: str, chunk: str
) -> None:
    world.write_companies({"id": "p"}, line, {"id": "q"})
    assert main(world.arguments("--processes", "1", "--chunk", chunk)) == 1
    assert f"companies.jsonl, {message}" in _said(capsys)
    assert sorted(path.name for path in world.folder.iterdir()) == [
        "companies.jsonl",
        "offers.jsonl",
    ]


def test_every_bad_line_of_all_chunks_is_named_in_order(world: BatchWorld, capsys: Capture) -> None:
    world.write_companies({"id": "p"}, "[]", {"id": "q"}, {"id": "p"}, "{", {"id": "q"})
    assert main(world.arguments("--chunk", "2", "--processes", "2")) == 1
    places = [line.split(",")[1].split(":")[0].strip() for line in _said(capsys).splitlines()]
    assert places == ["line 2", "line 4", "line 5", "line 6"]


def test_a_company_needs_a_day(world: BatchWorld, capsys: Capture) -> None:
    world.write_companies({"id": "p", "today": "2026-11-21"}, {"id": "q"})
    arguments = world.arguments()
    at = arguments.index("--today")
    assert main([*arguments[:at], *arguments[at + 2 :], "--processes", "1"]) == 1
    assert "line 2, field today: is missing" in _said(capsys)


def test_a_byte_that_is_no_utf_8_is_named_by_its_line(world: BatchWorld, capsys: Capture) -> None:
    Path(world.companies).write_bytes(b'\xef\xbb\xbf{"id": "p"}\r\n\r\n{"id": "\xff"}\n')
    assert main(world.arguments("--processes", "1")) == 1
    assert "line 3: is not UTF-8 text" in _said(capsys)


@pytest.mark.parametrize("content", ["", "\n \n"])
def test_a_file_without_companies_is_refused(
    world: BatchWorld, capsys: Capture, content: str
) -> None:
    Path(world.companies).write_text(content, encoding="utf-8")
    assert main(world.arguments("--processes", "1")) == 1
    assert "companies.jsonl: holds no record" in _said(capsys)


def test_a_missing_file_and_a_missing_folder_are_named(world: BatchWorld, capsys: Capture) -> None:
    assert main(world.arguments()) == 1
    assert "companies.jsonl: cannot be read" in _said(capsys)
    world.generate(3)
    assert main(world.arguments("--processes", "1", output=world.folder / "no/out.jsonl")) == 1
    assert "out.jsonl: cannot be written" in _said(capsys)


@pytest.mark.parametrize(
    ("package", "options"),
    [
        ("pyarrow", ("--format", "parquet")),
        ("distributed", ("--scheduler", "tcp://127.0.0.1:1")),
    ],
)
def test_what_is_not_installed_is_named(
    world: BatchWorld,
    capsys: Capture,
    monkeypatch: pytest.MonkeyPatch,
    package: str,
    options: tuple[str, ...],
) -> None:
    world.generate(3)
    monkeypatch.setitem(sys.modules, package, None)
    assert main(world.arguments(*options)) == 1
    assert f"needs the package '{package}'" in _said(capsys)
