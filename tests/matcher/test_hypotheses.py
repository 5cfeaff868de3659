"""Hypotheses: supposing what turns out to be true gives the verdict that it leads to."""

from __future__ import annotations

from datetime import date

import numpy as np
from hypothesis import given

from matcher.eligibility import CompiledConditions, Truth, subject_of
from matcher.eligibility.leaves import answer
from matcher.eligibility.truth import truth
from matcher.hypotheses import UNKNOWN, Truths, truths
from matcher.profile import Profile
from offers.schema import Offer
from offers.schema.conditions import Leaf
from tests.strategies import catalogues, profiles

TODAY = date(2026, 11, 21)


@given(catalogues(), profiles())
def test_the_true_answers_give_the_truth_that_they_lead_to(
    offered: list[Offer], whole: Profile
) -> None:
    known = subject_of(whole.model_copy(update={"facts": {}}), TODAY)
    asked = subject_of(whole, TODAY)
    conditions = CompiledConditions(offered)
    judged, after = conditions.judge(known), conditions.judge(asked)

    def told(leaf: Leaf, negated: bool) -> Truths:
        return np.array([truth(answer(leaf, asked))], dtype=np.int8)

    for tree in judged.trees:
        assert truths(tree, judged.values, told)[0] == after.values[tree.node]


@given(catalogues(), profiles())
def test_supposing_nothing_changes_nothing(offered: list[Offer], profile: Profile) -> None:
    judged = CompiledConditions(offered).judge(subject_of(profile, TODAY))
    for tree in judged.trees:
        found = truths(tree, judged.values, lambda leaf, negated: UNKNOWN)
        if judged.values[tree.node] != Truth.UNKNOWN:
            assert found[0] == judged.values[tree.node]
