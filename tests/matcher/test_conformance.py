"""The verdicts of the shared conformance set, on the readable path and on the compiled one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from matcher.batch_io import read_offers, read_profiles
from matcher.eligibility import VERDICTS, CompiledConditions, Subject, subject_of, verdict
from matcher.profile import parse_profile
from offers.jsonlines import Row, scan_rows
from offers.schema import Offer, parse_offer

Expected = dict[str, dict[str, str]]


@pytest.fixture(scope="module")
def offers(shared_dir: Path) -> tuple[Offer, ...]:
    return read_offers(str(shared_dir / "conformance/offers.jsonl"))


@pytest.fixture(scope="module")
def subjects(shared_dir: Path) -> tuple[Subject, ...]:
    asked = read_profiles(str(shared_dir / "conformance/profiles.jsonl"), today=None)
    return tuple(subject_of(one.profile, one.today) for one in asked)


@pytest.fixture(scope="module")
def expected(shared_dir: Path) -> Expected:
    text = (shared_dir / "conformance/verdicts.jsonl").read_text(encoding="utf-8")
    rows = [json.loads(line) for line in text.splitlines()]
    return {row["profile"]: row["verdicts"] for row in rows}


@pytest.fixture(scope="module")
def cases(shared_dir: Path) -> list[Row]:
    rows = list(scan_rows(str(shared_dir / "conformance/cases.jsonl")))
    return [row for row in rows if isinstance(row, Row)]


def test_the_set_is_complete(
    offers: tuple[Offer, ...], subjects: tuple[Subject, ...], expected: Expected, cases: list[Row]
) -> None:
    assert (len(offers), len(subjects), len(cases)) == (264, 400, 139)
    assert sum(len(verdicts) for verdicts in expected.values()) == 105_600


def test_the_batch_path_reproduces_all_verdicts(
    offers: tuple[Offer, ...], subjects: tuple[Subject, ...], expected: Expected
) -> None:
    table = CompiledConditions(offers).verdict_table(subjects).T.tolist()

    for subject, numbers in zip(subjects, table, strict=True):
        found = {
            offer.id: str(VERDICTS[number]) for offer, number in zip(offers, numbers, strict=True)
        }
        assert found == expected[subject.profile.id], subject.profile.id


def test_the_path_of_one_profile_reproduces_all_verdicts(
    offers: tuple[Offer, ...], subjects: tuple[Subject, ...], expected: Expected
) -> None:
    conditions = CompiledConditions(offers)

    for subject in subjects:
        verdicts = conditions.verdicts(subject)
        found = {offer.id: str(one) for offer, one in zip(offers, verdicts, strict=True)}
        assert found == expected[subject.profile.id], subject.profile.id


def test_the_readable_rule_reproduces_the_verdicts_of_every_tenth_profile(
    offers: tuple[Offer, ...], subjects: tuple[Subject, ...], expected: Expected
) -> None:
    for subject in subjects[::10]:
        found = {offer.id: str(verdict(offer, subject)) for offer in offers}
        assert found == expected[subject.profile.id], subject.profile.id


def test_every_single_case_has_its_verdict_on_both_paths(cases: list[Row]) -> None:
    wrong = []
    for case in cases:
        offer = parse_offer(case.fields["offer"])
        profile = parse_profile(case.fields["profile"])
        assert profile.today is not None
        subject = subject_of(profile, profile.today)
        found = (verdict(offer, subject), *CompiledConditions([offer]).verdicts(subject))
        if {str(one) for one in found} != {case.fields["verdict"]}:
            wrong.append((case.line, case.fields["name"], found))
    assert wrong == []


def test_all_cases_can_be_run_at_once(cases: list[Row]) -> None:
    offers = [parse_offer(case.fields["offer"]) for case in cases]
    profiles = [parse_profile(case.fields["profile"]) for case in cases]
    subjects = [subject_of(profile, profile.today) for profile in profiles if profile.today]

    table = CompiledConditions(offers).verdict_table(subjects)

    found = [str(VERDICTS[table[row, row]]) for row in range(len(cases))]
    assert found == [case.fields["verdict"] for case in cases]
