"""`python -m matcher` as people call it: what it prints, writes and returns."""

from __future__ import annotations

import json
import os
import pty
import signal
import subprocess
import sys
import termios
from pathlib import Path
from typing import Any

import pytest

from matcher.__main__ import main
from tests.matcher.command_line import OFFERS, PROFILES, Capture, run, write


@pytest.fixture
def offers(tmp_path: Path) -> str:
    return write(tmp_path, "offers.jsonl", *OFFERS)


@pytest.fixture
def profiles(tmp_path: Path) -> str:
    return write(tmp_path, "profiles.jsonl", *PROFILES)


def test_rank_gives_a_line_a_profile_in_their_order(
    offers: str, profiles: str, capsys: Capture
) -> None:
    rows = run(capsys, "rank", "--offers", offers, "--profiles", profiles)

    assert [row["profile"] for row in rows] == ["p2", "p1"]
    assert all(set(row) == {"profile", "matches", "warnings"} for row in rows)


def test_rank_lists_eligible_and_unclear_offers_by_score(
    offers: str, profiles: str, capsys: Capture
) -> None:
    witten, land = run(capsys, "rank", "--offers", offers, "--profiles", profiles)

    assert [(m["offer"], m["rank"], m["verdict"]) for m in witten["matches"]] == [
        ("beratung-witten", 1, "eligible"),
        ("kredit", 2, "unclear"),
    ]
    assert {(m["offer"], m["verdict"]) for m in land["matches"]} == {
        ("beratung-witten", "unclear"),
        ("kredit", "eligible"),
    }
    for row in (witten, land):
        scores = [match["score"] for match in row["matches"]]
        assert scores == sorted(scores, reverse=True)


def test_a_match_has_reasons_with_words_and_the_questions_that_are_open(
    offers: str, profiles: str, capsys: Capture
) -> None:
    first, second = run(capsys, "rank", "--offers", offers, "--profiles", profiles)[0]["matches"]

    keys = {"offer", "rank", "score", "verdict", "reasons", "open_questions", "similar"}
    assert set(first) == keys
    assert first["reasons"][0]["code"] == "fit.need"
    assert all(set(reason) == {"code", "text", "values"} for reason in first["reasons"])
    assert "Energieeffizienz" in first["reasons"][0]["text"]
    assert first["open_questions"] == []
    assert [question["field"] for question in second["open_questions"]] == ["employees"]
    assert second["open_questions"][0]["text"].endswith("?")


def test_texts_come_in_english_on_demand(offers: str, profiles: str, capsys: Capture) -> None:
    (row, _) = run(capsys, "rank", "--offers", offers, "--profiles", profiles, "--lang", "en")

    assert "Energy efficiency" in row["matches"][0]["reasons"][0]["text"]


def test_top_limits_the_ranked_offers(offers: str, profiles: str, capsys: Capture) -> None:
    rows = run(capsys, "rank", "--offers", offers, "--profiles", profiles, "--top", "1")

    assert [len(row["matches"]) for row in rows] == [1, 1]


def test_all_adds_the_others_without_a_rank_and_with_what_stands_against_them(
    offers: str, profiles: str, capsys: Capture
) -> None:
    (row, _) = run(capsys, "rank", "--offers", offers, "--profiles", profiles, "--all")

    others = {m["offer"]: m for m in row["matches"] if m["rank"] is None}
    assert {offer: match["verdict"] for offer, match in others.items()} == {
        "vorbei": "closed",
        "anderswo": "not_eligible",
    }
    assert others["vorbei"]["reasons"][0]["code"] == "closed.ended"
    assert others["anderswo"]["reasons"][0]["code"] == "territory.false"


def test_the_order_of_offers_never_changes_a_ranking(
    tmp_path: Path, offers: str, profiles: str, capsys: Capture
) -> None:
    backwards = write(tmp_path, "backwards.jsonl", *reversed(OFFERS))

    assert run(capsys, "rank", "--offers", offers, "--profiles", profiles, "--all") == run(
        capsys, "rank", "--offers", backwards, "--profiles", profiles, "--all"
    )


def test_verdicts_tell_every_offer_for_every_profile(
    offers: str, profiles: str, capsys: Capture
) -> None:
    assert run(capsys, "verdicts", "--offers", offers, "--profiles", profiles) == [
        {"profile": "p2", "verdicts": {
            "anderswo": "not_eligible", "beratung-witten": "eligible", "kredit": "unclear",
            "vorbei": "closed"}},
        {"profile": "p1", "verdicts": {
            "anderswo": "not_eligible", "beratung-witten": "unclear", "kredit": "eligible",
            "vorbei": "closed"}},
    ]  # fmt: skip


def test_the_day_of_the_command_counts_for_all_profiles(tmp_path: Path, capsys: Capture) -> None:
    offers = write(tmp_path, "o", {**OFFERS[1], "conditions": {"all": []}, "valid_until": "2026"})
    profiles = write(tmp_path, "p", {"id": "a"}, {"id": "b", "today": "2026-01-01"})
    command = ("verdicts", "--offers", offers, "--profiles", profiles, "--today")

    for day, verdict in (("2026-12-31", "eligible"), ("2027-01-01", "closed")):
        rows = run(capsys, *command, day)
        assert [row["verdicts"]["kredit"] for row in rows] == [verdict, verdict]


def test_the_conformance_verdicts_are_written_as_they_stand_there(
    shared_dir: Path, tmp_path: Path
) -> None:
    folder, path = shared_dir / "conformance", tmp_path / "verdicts.jsonl"
    inputs = ["--offers", f"{folder}/offers.jsonl", "--profiles", f"{folder}/profiles.jsonl"]

    assert main(["verdicts", *inputs, "--output", str(path)]) == 0

    def rows(file: Path) -> list[Any]:
        return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]

    assert rows(path) == rows(folder / "verdicts.jsonl")


@pytest.mark.parametrize("form", ["text", "json"])
def test_evaluate_measures_us_beside_plain_text_search(
    shared_dir: Path, capsys: Capture, form: str
) -> None:
    names = ("offers", "profiles", "judgments")
    inputs = [f"--{name}={shared_dir}/benchmark/{name}.jsonl" for name in names]

    assert main(["evaluate", *inputs, "--format", form]) == 0

    out = capsys.readouterr().out
    if form == "text":
        assert "nDCG@5, condensed" in out
        assert "BM25" in out
    else:
        figures = json.loads(out)
        ours = figures["rankers"]["this ranking"]
        assert figures["profiles"] == 37
        assert ours["ndcg@10"]["mean"] > figures["rankers"]["BM25"]["ndcg@10"]["mean"]
        assert ours["good_in_first_five"]["whole"] == 124


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["rank"],
        ["train"],
        ["rank", "--offers", "o", "--profiles", "p", "--top", "0"],
        ["rank", "--offers", "o", "--profiles", "p", "--top", "zehn"],
        ["rank", "--offers", "o", "--profiles", "p", "--lang", "fr"],
        ["rank", "--offers", "o", "--profiles", "p", "--today", "21.11.2026"],
        ["rank", "--offers", "o", "--profiles", "p", "--today", "1899-12-31"],
        ["evaluate", "--offers", "o", "--profiles", "p"],
        ["evaluate", "--offers", "o", "--profiles", "p", "--judgments", "j", "--seed", "-1"],
    ],
)
def test_wrong_usage_exits_with_2(arguments: list[str], capsys: Capture) -> None:
    with pytest.raises(SystemExit) as caught:
        main(arguments)

    assert caught.value.code == 2
    assert "usage: python -m matcher" in capsys.readouterr().err


@pytest.mark.parametrize("command", [[], ["rank"], ["verdicts"], ["evaluate"]])
def test_help_tells_the_exit_codes(command: list[str], capsys: Capture) -> None:
    with pytest.raises(SystemExit) as caught:
        main([*command, "--help"])

    assert caught.value.code == 0
    assert "Exit codes: 0 done; 1 bad input" in " ".join(capsys.readouterr().out.split())


def test_output_is_utf_8_whatever_the_locale(offers: str, profiles: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "matcher", "rank", "--offers", offers, "--profiles", "-"],
        input=Path(profiles).read_bytes().replace(b'"p1"', '"prüfen"'.encode()),
        capture_output=True, check=True, timeout=60,
        env={**os.environ, "PYTHONIOENCODING": "latin-1", "PYTHONUTF8": "0"},
    )  # fmt: skip

    assert done.stderr == b""
    assert '"profile": "prüfen"' in done.stdout.decode("utf-8")


def test_a_reader_that_leaves_early_sees_no_traceback(tmp_path: Path, profiles: str) -> None:
    many = [{**OFFERS[0], "id": f"o{number}"} for number in range(300)]
    offers = write(tmp_path, "many.jsonl", *many)
    command = [sys.executable, "-m", "matcher", "rank", "--offers", offers, "--top", "300"]

    with subprocess.Popen(
        [*command, "--profiles", profiles], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        message = process.stderr.read()

    assert (process.returncode, message) == (0, b"")


def test_an_interruption_ends_with_130_and_leaves_no_file(tmp_path: Path, offers: str) -> None:
    pipe, out = tmp_path / "profiles", tmp_path / "out.jsonl"
    os.mkfifo(pipe)
    command = [sys.executable, "-m", "matcher", "rank", "--offers", offers, "--output", str(out)]

    # Opening the pipe waits until the command opens its other end: it is at work then. Its end
    # lets the command look at a signal that came just before it began to wait for the pipe.
    with subprocess.Popen(
        [*command, "--profiles", str(pipe)], stderr=subprocess.PIPE, text=True
    ) as process:
        with open(pipe, "wb"):
            process.send_signal(signal.SIGINT)
        _, message = process.communicate(timeout=60)

    assert (process.returncode, message) == (130, "interrupted, nothing written\n")
    assert not out.exists()


def test_a_progress_bar_shows_on_a_terminal_only(
    tmp_path: Path, offers: str, profiles: str
) -> None:
    terminal, its_end = pty.openpty()
    termios.tcsetwinsize(its_end, (24, 80))
    command = [sys.executable, "-m", "matcher", "rank", "--offers", offers]

    done = subprocess.run(
        [*command, "--profiles", profiles, "--output", str(tmp_path / "out.jsonl")],
        stderr=its_end, check=False, timeout=60,
    )  # fmt: skip
    os.close(its_end)
    shown = os.read(terminal, 4096).decode()
    os.close(terminal)

    assert done.returncode == 0
    assert "profiles" in shown
    assert "Traceback" not in shown
