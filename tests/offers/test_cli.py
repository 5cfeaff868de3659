"""`python -m offers` as people call it: what it prints, writes and returns."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from models.migration import downgrade
from models.session import make_engine
from offers.__main__ import main
from offers.commands.databases import DEFAULT_DATABASE
from web.config import Settings

GOOD = '{"id": "a", "title": "Beratung", "provider": "Stadt"}'
OTHER = '{"id": "b", "title": "Kredit", "provider": "Bank", "kinds": ["loan"]}'
Capture = pytest.CaptureFixture[str]


@pytest.fixture
def database(tmp_path: Path) -> str:
    """A database that does not exist yet."""
    return f"sqlite:///{tmp_path}/offers.sqlite3"


def write(folder: Path, content: str | bytes, name: str = "offers.jsonl") -> str:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return str(path)


def take_in(path: str, database: str, *more: str) -> int:
    return main(["import", "--format", "jsonl", path, "--database", database, *more])


def exported(database: str, capsys: Capture) -> list[str]:
    """The ids that a database holds."""
    capsys.readouterr()
    assert main(["export", "--format", "jsonl", "--database", database]) == 0
    return [json.loads(line)["id"] for line in capsys.readouterr().out.splitlines()]


def test_valid_files_and_folders_pass(tmp_path: Path, capsys: Capture) -> None:
    jsonl = write(tmp_path, f"{GOOD}\n{OTHER}\n")
    folder = tmp_path / "catalogue"
    folder.mkdir()
    write(folder, "id: c\ntitle: Kurs\nprovider: Land\n", "land.yaml")

    assert main(["validate", jsonl, str(folder)]) == 0
    assert capsys.readouterr().out == "3 offers, all valid\n"


def test_every_error_of_every_file_is_told(tmp_path: Path, capsys: Capture) -> None:
    jsonl = write(tmp_path, f"{GOOD}\n{{}}\nkaputt\n")
    yaml = write(tmp_path, "id: c\ntitle: Kurs\nprovider: Land\nkinds: [x]\n", "land.yaml")

    assert main(["validate", jsonl, yaml, str(tmp_path / "fehlt.jsonl")]) == 1

    captured = capsys.readouterr()
    assert captured.out == ""
    assert [line.removeprefix(f"{tmp_path}/").partition(": ")[0]
            for line in captured.err.splitlines()] == [
        "offers.jsonl, line 2, field id",
        "offers.jsonl, line 2, field title",
        "offers.jsonl, line 2, field provider",
        "offers.jsonl, line 3",
        "fehlt.jsonl",
        "land.yaml, line 4, field kinds.0",
    ]  # fmt: skip


def test_a_folder_without_offers_is_bad_input(tmp_path: Path, capsys: Capture) -> None:
    assert main(["validate", str(tmp_path)]) == 1
    assert "holds no file that ends in .yaml or .jsonl" in capsys.readouterr().err


def test_an_import_reports_new_changed_and_unchanged(
    tmp_path: Path, database: str, capsys: Capture
) -> None:
    first = write(tmp_path, f"{GOOD}\n{OTHER}\n")

    assert take_in(first, database) == 0
    assert capsys.readouterr().out == "new a\nnew b\n2 new, 0 changed, 0 unchanged, 0 refused\n"
    assert take_in(first, database) == 0
    assert capsys.readouterr().out == "0 new, 0 changed, 2 unchanged, 0 refused\n"

    second = write(tmp_path, GOOD.replace("Beratung", "Neue Beratung"))
    assert take_in(second, database) == 0
    assert capsys.readouterr().out == "changed a\n0 new, 1 changed, 0 unchanged, 0 refused\n"


def test_bad_rows_are_listed_and_the_good_ones_taken(
    tmp_path: Path, database: str, capsys: Capture
) -> None:
    path = write(tmp_path, f'{GOOD}\n{{"id": "x"}}\n{OTHER}\n{GOOD}\n')

    assert take_in(path, database) == 1

    captured = capsys.readouterr()
    assert captured.out.endswith("2 new, 0 changed, 0 unchanged, 2 refused\n")
    assert "line 2, field title: is missing" in captured.err
    assert "line 4, field id: the id 'a' stands on line 1 already" in captured.err
    assert exported(database, capsys) == ["a", "b"]


def test_a_strict_import_takes_nothing_if_a_row_is_bad(
    tmp_path: Path, database: str, capsys: Capture
) -> None:
    assert take_in(write(tmp_path, GOOD), database) == 0

    assert take_in(write(tmp_path, f"{OTHER}\nkaputt\n"), database, "--strict") == 1
    assert exported(database, capsys) == ["a"]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "holds no record"),
        (b'{"id": "a", "title": "B\xe4r", "provider": "x"}', "is not UTF-8 text (byte 23)"),
    ],
)
def test_a_file_that_cannot_be_taken_leaves_no_trace(
    tmp_path: Path, database: str, capsys: Capture, content: bytes, message: str
) -> None:
    assert take_in(write(tmp_path, content), database) == 1
    assert message in capsys.readouterr().err
    assert not (tmp_path / "offers.sqlite3").exists()


def test_a_database_that_cannot_be_opened_is_a_message(tmp_path: Path, capsys: Capture) -> None:
    path = write(tmp_path, GOOD)
    (tmp_path / "file").write_text("no folder", encoding="utf-8")

    assert take_in(path, f"sqlite:///{tmp_path}/file/x.sqlite3") == 1
    assert capsys.readouterr().err.startswith("database: cannot be read: ")


def test_a_file_that_is_no_database_is_a_message(tmp_path: Path, capsys: Capture) -> None:
    path = write(tmp_path, GOOD)
    write(tmp_path, "nothing of the kind " * 100, "x.sqlite3")

    assert take_in(path, f"sqlite:///{tmp_path}/x.sqlite3") == 1
    assert "file is not a database" in capsys.readouterr().err


def test_a_database_without_the_tables_of_this_version_is_a_message(
    tmp_path: Path, database: str, capsys: Capture
) -> None:
    assert main(["export", "--format", "jsonl", "--database", database]) == 1
    assert "migrate it first" in capsys.readouterr().err
    assert take_in(write(tmp_path, GOOD), database) == 0
    engine = make_engine(database)
    downgrade(engine)
    engine.dispose()
    assert main(["export", "--format", "jsonl", "--database", database]) == 1


def test_the_database_of_the_environment_is_the_default(
    tmp_path: Path, database: str, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", database)

    assert main(["import", "--format", "jsonl", write(tmp_path, GOOD)]) == 0
    capsys.readouterr()
    assert main(["export", "--format", "jsonl", "--database"]) == 0
    assert json.loads(capsys.readouterr().out) == json.loads(GOOD)


def test_without_an_environment_the_default_is_that_of_the_service() -> None:
    assert Settings.model_fields["database_url"].default == DEFAULT_DATABASE


def test_the_bundled_catalogue_is_exported_into_a_file_that_imports_again(
    tmp_path: Path, database: str, capsys: Capture
) -> None:
    path = tmp_path / "catalogue.jsonl"

    assert main(["export", "--format", "jsonl", "--output", str(path)]) == 0
    assert main(["validate", str(path)]) == 0
    assert take_in(str(path), database, "--strict") == 0
    assert [entry.name for entry in tmp_path.iterdir() if entry.name.startswith(".")] == []


def test_an_output_that_cannot_be_written_is_a_message(tmp_path: Path, capsys: Capture) -> None:
    path = tmp_path / "missing" / "out.jsonl"

    assert main(["export", "--format", "jsonl", "--output", str(path)]) == 1
    assert "out.jsonl: cannot be written: No such file or directory" in capsys.readouterr().err


def test_statistics_count_kinds_needs_regions_and_ages(
    tmp_path: Path, database: str, capsys: Capture
) -> None:
    full = {
        "id": "c", "title": "T", "provider": "P", "kinds": ["loan"], "needs": ["export"],
        "territory": ["Nordrhein-Westfalen", "Irgendwo"], "as_of": "2024-05",
    }  # fmt: skip
    take_in(write(tmp_path, f"{GOOD}\n{OTHER}\n{json.dumps(full)}\n"), database)
    capsys.readouterr()

    assert main(["stats", "--today", "2026-11-22", "--database", database]) == 0

    lines = [" ".join(line.split()) for line in capsys.readouterr().out.splitlines()]
    assert lines == [
        "3 offers", "",
        "kind", "2 loan", "1 not known", "",
        "need", "2 not known", "1 export", "",
        "region", "2 not known", "1 Irgendwo", "1 Nordrhein-Westfalen", "",
        "age of as_of", "1 over 2 years", "2 not known",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["unknown"],
        ["validate"],
        ["import", "x.jsonl"],
        ["import", "--format", "xml", "x"],
        ["import", "--format", "jsonl", "x", "--database", "mysql://localhost/x"],
        ["import", "--format", "jsonl", "x", "--database", "nonsense"],
        ["stats", "--today", "morgen"],
    ],
)
def test_wrong_usage_exits_with_2(arguments: list[str], capsys: Capture) -> None:
    with pytest.raises(SystemExit) as caught:
        main(arguments)

    assert caught.value.code == 2
    assert "usage: python -m offers" in capsys.readouterr().err


@pytest.mark.parametrize("command", [[], ["validate"], ["import"], ["export"], ["stats"]])
def test_help_tells_the_exit_codes(command: list[str], capsys: Capture) -> None:
    with pytest.raises(SystemExit) as caught:
        main([*command, "--help"])

    assert caught.value.code == 0
    assert "Exit codes: 0 done; 1 bad input" in " ".join(capsys.readouterr().out.split())


def test_help_of_an_import_tells_what_becomes_of_the_good_rows(capsys: Capture) -> None:
    with pytest.raises(SystemExit):
        main(["import", "--help"])

    told = " ".join(capsys.readouterr().out.split())
    assert "Good rows are written even if others are refused" in told
    assert "the exit code is then 1. With --strict one bad row is enough" in told


def test_messages_cannot_steer_the_terminal(tmp_path: Path, capsys: Capture) -> None:
    path = write(tmp_path, json.dumps({"id": "a\x1b[2J", "title": "T", "provider": "P"}))

    assert main(["validate", path]) == 1
    assert "\x1b" not in capsys.readouterr().err


def test_the_module_runs_and_reads_the_standard_input(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "offers", "validate", "-"],
        input=f"{GOOD}\nkaputt\n", capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip

    assert done.returncode == 1
    assert done.stderr.startswith("standard input, line 2: is not valid JSON")
    assert "Traceback" not in done.stderr
