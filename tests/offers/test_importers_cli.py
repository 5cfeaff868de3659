"""`python -m offers import` and `retry` as people call them."""

from __future__ import annotations

from pathlib import Path

import pytest

from models.session import make_engine, reading
from offers.__main__ import main
from offers.commands.imports import SOURCES_VARIABLE
from offers.store import doubts
from tests.fixtures.http import answer, site
from tests.offers.import_world import row, rows, write
from web.config import variable_of

TABLES = Path(__file__).parent / "tables"
SOURCE = "name: nachbar\ntitle: Nachbarstadt\nformat: jsonl\nurl: {url}\nprivate: true\n"
Capture = pytest.CaptureFixture[str]


@pytest.fixture
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The address of a database that does not exist yet, as the environment names it."""
    url = f"sqlite:///{tmp_path}/offers.sqlite3"
    monkeypatch.setenv("DATABASE_URL", url)
    monkeypatch.delenv(SOURCES_VARIABLE, raising=False)
    return url


def run(capsys: Capture, *words: str) -> tuple[int, list[str], list[str]]:
    """Exit code, and the lines on stdout and stderr."""
    code = main(list(words))
    told = capsys.readouterr()
    return code, told.out.splitlines(), told.err.splitlines()


def test_a_table_comes_in_by_its_mapping(database: str, capsys: Capture) -> None:
    code, out, err = run(
        capsys, "import", "--format", "csv", "--mapping", str(TABLES / "angebote.yaml"),
        str(TABLES / "angebote.csv"),
    )  # fmt: skip

    assert code == 1
    assert out[-1] == "26 new, 0 changed, 0 unchanged, 4 refused"
    assert len(err) == 7
    assert "angebote.csv, line 52, field valid_until: '31.02.2027' is no date" in err[0]


def test_a_trial_says_everything_and_writes_nothing(
    database: str, tmp_path: Path, capsys: Capture
) -> None:
    path = write(tmp_path, row("a"), "kaputt")

    code, out, err = run(capsys, "import", "--format", "jsonl", "--dry-run", path)
    assert (code, out) == (1, ["new a", "1 new, 0 changed, 0 unchanged, 1 refused"])
    assert err[-1] == "nothing was written: this was a trial"
    assert run(capsys, "retry", "list")[1] == ["0 rows wait"]


def test_refused_rows_are_listed_shown_corrected_and_dismissed(
    database: str, tmp_path: Path, capsys: Capture
) -> None:
    path = write(tmp_path, row("a"), row("b", ""), "kaputt")
    assert run(capsys, "import", "--format", "jsonl", path)[0] == 1

    _, out, _ = run(capsys, "retry", "list")
    assert out[0] == "1: jsonl, line 2 (b): field title: must not be empty"
    assert out[1].startswith("2: jsonl, line 3: is not valid JSON")
    assert out[2] == "2 rows wait"
    assert run(capsys, "retry", "show", "1")[1] == [row("b", "")]

    corrected = tmp_path / "row.json"
    corrected.write_text(row("b", ""), encoding="utf-8")
    assert run(capsys, "retry", "correct", "1", str(corrected)) == (
        1, [], ["field title: must not be empty"],
    )  # fmt: skip
    corrected.write_text(row("b", "Kurs") + "\n", encoding="utf-8")
    assert run(capsys, "retry", "correct", "1", str(corrected))[:2] == (0, ["stored b"])
    assert run(capsys, "retry", "dismiss", "2")[:2] == (0, ["dismissed 2"])
    assert run(capsys, "retry", "dismiss", "2")[0] == 1
    assert run(capsys, "retry", "show", "9")[0] == 1
    assert run(capsys, "retry", "list", "--source", "jsonl")[1] == ["0 rows wait"]


def test_a_source_of_one_s_own_is_imported_by_its_name_or_its_host(
    database: str, tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    with site(answer(rows(1), ETag='"v1"'), answer(status=304), answer(rows(1, 2))) as held:
        own = tmp_path / "sources.yaml"
        own.write_text(SOURCE.format(url=held.url()), encoding="utf-8")
        monkeypatch.setenv(SOURCES_VARIABLE, str(own))

        first = run(capsys, "import", "--source", "nachbar")
        second = run(capsys, "import", "--source", "nachbar")
        third = run(capsys, "import", "--format", "jsonl", held.url("/mehr"))

    assert first[:2] == (0, ["new o1", "1 new, 0 changed, 0 unchanged, 0 refused"])
    assert second[:2] == (0, ["unchanged since it was last imported"])
    assert third[1] == ["new o2", "1 new, 0 changed, 1 unchanged, 0 refused"]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--format", "jsonl", "http://other.example/x"], "belongs to no source"),
        (["--source", "fehlt"], "'fehlt' is no source; there are: fdb"),
        (["--format", "csv", "x.csv"], "a table needs a mapping file"),
        (["--source", "fdb", "http://other.example/x"], "the host 'other.example' is none"),
        (["--source", "verband", "x.jsonl"], "--format: is missing"),
    ],
)
def test_what_cannot_be_is_a_message(
    database: str, capsys: Capture, words: list[str], message: str
) -> None:
    code, out, err = run(capsys, "import", *words)
    assert (code, out) == (1, [])
    assert message in err[0]


@pytest.mark.parametrize("words", [[], ["--format", "jsonl"], ["--source", "A B", "x"], ["retry"]])
def test_wrong_usage_exits_with_2(words: list[str], capsys: Capture) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["import", *words] if words != ["retry"] else words)
    assert caught.value.code == 2
    assert "usage: python -m offers" in capsys.readouterr().err


def test_offers_of_another_source_are_left_alone_and_named(
    database: str, tmp_path: Path, capsys: Capture
) -> None:
    path = write(tmp_path, row("a"))
    for name in ("eins", "zwei"):
        found = run(capsys, "import", "--format", "jsonl", "--source", name, path)
    assert found[1] == ["foreign a", "0 new, 0 changed, 0 unchanged, 1 foreign, 0 refused"]


def test_long_lists_are_cut(database: str, tmp_path: Path, capsys: Capture) -> None:
    path = tmp_path / "many.jsonl"
    path.write_bytes(rows(*range(250)))
    _, out, _ = run(capsys, "import", "--format", "jsonl", str(path))
    assert (len(out), out[-2]) == (202, "new 50 more")


def test_the_variable_for_sources_is_that_of_the_service() -> None:
    assert variable_of("sources_file") == SOURCES_VARIABLE


def test_what_a_command_is_not_sure_of_waits_for_a_person(
    database: str, tmp_path: Path, capsys: Capture
) -> None:
    odd = '{"id": "a", "title": "Beratung", "provider": "Stadt", "territory": ["Atlantis"]}'

    code, _, _ = run(capsys, "import", "--format", "jsonl", write(tmp_path, odd))

    engine = make_engine(database)
    with reading(engine) as session:
        (doubt,) = doubts.open_doubts(session, ["a"])["a"]
    engine.dispose()
    assert (code, doubt.code, doubt.cases) == (0, doubts.TERRITORY, ({"given": "Atlantis"},))
