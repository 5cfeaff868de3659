"""The ranking stays what it is however a company writes, and whatever it leaves out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pytest

from matcher.__main__ import main
from matcher.catalogue import Catalogue, compile_catalogue
from matcher.profile import Asked, Profile, parse_profile
from matcher.ranking import match
from matcher.scorers import ReadableScorer, Scorer
from offers.errors import InputErrors
from offers.schema import Offer, dump_offer, parse_offer
from tests.matcher.command_line import OFFERS, Capture, write
from tests.matcher.judged_catalogue import (
    Change,
    asked,
    bundled,
    catalogue,
    changed,
    company,
    measured,
    model,
)
from tests.matcher.spoilt_texts import DROPPED, ENGLISH, SPELT_OUT, mistyped

LOAN = "kfw-erp-foerderkredit-kmu-365"
TODAY = company("c09").today
NOBODY = parse_profile({"id": "x"})
SCORERS = pytest.mark.parametrize("serving", [model, ReadableScorer], ids=["model", "readable"])


def texts(spoil: Callable[[str], str]) -> Change:
    """The change of both texts of a company."""
    return lambda profile: {
        field: spoil(text)
        for field in ("need_text", "sector_text")
        if (text := getattr(profile, field)) is not None
    }


def translated(profile: Profile) -> dict[str, object]:
    return dict(ENGLISH[profile.id])


def without(field: str) -> Change:
    return lambda profile: {field: None}


EVERYBODY = tuple(one.profile.id for one in asked())
TOLD_BOTH = tuple(o.profile.id for o in asked() if o.profile.needs and o.profile.need_text)
UPPER, LONG = texts(str.upper), texts(lambda text: text.translate(SPELT_OUT))
NO_DOTS = texts(lambda text: text.translate(DROPPED))


def typos(seed: int) -> Change:
    return texts(lambda text: mistyped(text, seed))


def change_of_mean(companies: Sequence[str], *changes: Change) -> float:
    """How much the mean nDCG@10 changes, over all changes."""
    before = [company(name) for name in companies]
    after = [measured([changed(one, change) for one in before]).ndcg[10] for change in changes]
    return float(np.mean(after) - np.mean(measured(before).ndcg[10]))


@pytest.mark.parametrize(
    ("companies", "changes", "least"),
    [
        pytest.param(EVERYBODY, [LONG], -0.03, id="umlauts spelt out"),  # measured 0.000
        pytest.param(EVERYBODY, [NO_DOTS], -0.03, id="umlauts without dots"),  # +0.003
        pytest.param(EVERYBODY, [UPPER], -0.03, id="upper case"),  # 0.000
        pytest.param(  # -0.002
            EVERYBODY, [typos(seed) for seed in range(6)], -0.03, id="typos"
        ),
        pytest.param(TOLD_BOTH, [without("need_text")], -0.065, id="needs alone"),  # -0.037
        pytest.param(TOLD_BOTH, [without("needs")], -0.11, id="text alone"),  # -0.080
        pytest.param(tuple(ENGLISH), [translated], -0.04, id="in English"),  # -0.008
    ],
)
def test_another_way_to_say_it_costs_little(
    companies: Sequence[str],
    changes: Sequence[Change],
    least: float,
    record_property: Callable[[str, object], None],
) -> None:
    """The floors are 0.03 under what was measured, or under no change."""
    found = change_of_mean(companies, *changes)

    record_property("change of nDCG@10", round(found, 4))
    assert found >= least


@pytest.mark.parametrize("change", [LONG, UPPER], ids=["umlauts spelt out", "upper case"])
def test_case_and_spelt_out_umlauts_change_no_first_page(change: Change) -> None:
    for one in asked():
        assert first_ten(changed(one, change)) == first_ten(one)


def first_ten(one: Asked) -> list[str]:
    found = match(one.profile, catalogue(), model(), today=one.today, limit=10)
    return [entry.offer.id for entry in found.matches]


def test_no_change_refuses_a_good_offer_or_shows_an_excluded_one() -> None:
    for change in (LONG, NO_DOTS, UPPER, typos(0), without("need_text"), without("needs")):
        found = measured([changed(one, change) for one in asked()])

        assert (found.good_refused.part, found.excluded_as_eligible.part) == (0, 0)


def variants_of(offer: Offer) -> list[Offer]:
    """Nine more wordings of a bundled offer under other product numbers."""
    raw = dump_offer(offer)
    head, text = str(raw["title"]).split(" (")[0], str(raw["description"])
    return [
        parse_offer(
            {
                **raw,
                "id": f"{offer.id}-{number}",
                "title": f"{head} ({400 + number}, {500 + number})",
                "description": f"Fassung {number}, für andere Laufzeiten: {text}",
            }
        )
        for number in range(9)
    ]


def test_of_ten_variants_of_a_loan_the_best_two_stand_among_the_first_ten() -> None:
    loan = next(offer for offer in bundled() if offer.id == LOAN)
    variants = variants_of(loan)
    family = {LOAN, *(offer.id for offer in variants)}
    one = company("c09")

    found = match(
        one.profile, compile_catalogue([*bundled(), *variants], "v"), model(), today=one.today
    ).matches

    shown = [entry for entry in found[:10] if entry.offer.id in family]
    by_score = sorted(
        (entry for entry in found if entry.offer.id in family),
        key=lambda entry: (-round(entry.score, 9), entry.offer.id),
    )
    assert [entry.offer.id for entry in shown] == [entry.offer.id for entry in by_score[:2]]
    assert [offer.id for offer in shown[0].similar] == [entry.offer.id for entry in by_score[2:]]
    assert shown[1].similar == ()
    assert first_ten(one)[0] == LOAN
    assert found[0].offer.id in family


@SCORERS
def test_a_company_that_says_nothing_gets_every_offer_that_is_not_refused(
    serving: Callable[[], Scorer],
) -> None:
    found = match(NOBODY, catalogue(), serving(), today=TODAY, others=None)

    assert len(found.matches) + len(found.others) == len(bundled())
    assert len(found.matches) == found.total > len(bundled()) / 2
    assert np.isfinite([entry.score for entry in found.matches]).all()
    assert all(entry.reasons for entry in found.matches[:10])


def few(*offers: Offer) -> Catalogue:
    return compile_catalogue(offers, "few")


@SCORERS
@pytest.mark.parametrize("profile", [NOBODY, company("c09").profile], ids=["nothing", "told"])
def test_an_empty_catalogue_and_one_offer_are_ranked(
    serving: Callable[[], Scorer], profile: Profile
) -> None:
    loan = next(offer for offer in bundled() if offer.id == LOAN)

    nothing = match(profile, few(), serving(), today=TODAY, others=None)
    single = match(profile, few(loan), serving(), today=TODAY)

    assert (nothing.matches, nothing.others, nothing.total) == ((), (), 0)
    assert [(entry.offer.id, entry.rank) for entry in single.matches] == [(LOAN, 1)]
    assert np.isfinite(single.matches[0].score)


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "1e999"])
@pytest.mark.parametrize("field", ["employees", "turnover_eur", "facts"])
def test_numbers_that_are_none_are_refused(
    tmp_path: Path, capsys: Capture, field: str, number: str
) -> None:
    value = f'{{"guests": {number}}}' if field == "facts" else number
    row = f'{{"id": "p", "today": "2026-11-21", "{field}": {value}}}'
    files = ("--offers", write(tmp_path, "o", *OFFERS), "--profiles", write(tmp_path, "p", row))

    assert main(["rank", *files]) == 1

    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.startswith(f"{files[3]}, line 1")


@pytest.mark.parametrize("number", [float("nan"), float("inf"), float("-inf")])
@pytest.mark.parametrize("field", ["employees", "balance_sheet_eur", "founded", "facts"])
def test_no_profile_holds_a_number_that_is_none(field: str, number: float) -> None:
    value = {"guests": number} if field == "facts" else number

    with pytest.raises(InputErrors) as caught:
        parse_profile({"id": "p", field: value})

    assert [error.field.split(".")[0] for error in caught.value.errors] == [field]
