"""The model card of a fitted ranking: what it is for, how good it is, and for whom less so.

After Mitchell et al., Model Cards for Model Reporting (2019).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

import numpy as np

from matcher.artefact import Artefact
from matcher.evaluation import CUTS, Mean, Result, Share, mean_with_interval, paired_difference
from matcher.features import FEATURES
from matcher.gate import CUT, GROUP_MARGIN, Decision, Finding, group_difference
from matcher.group_names import DIMENSION_NAMES, group_name
from matcher.groups import LEAST, Dimension, Group, GroupResult, group_results, places_by_group
from matcher.scoreboard import SHARES

SHAPES_FIGURE = "points-by-feature.svg"
_PURPOSE = """\
It puts support offers in an order for one company: every feature of an offer gives points, their
sum decides, and the points are told as reasons. Whether a company may apply is decided before, by
the rules that an offer states; no model is asked about that.

It is not made to decide on an application, to compare companies with each other, or to say how
likely a grant is. A number of points means something only within the list of one company."""
_LIMITS = """\
- The grades were given by few people who read the offers; they say what experienced advisors would
  put first, not what helped a company in the end.
- The companies of the benchmark are made up, and the Ruhr is over-represented among them. A region,
  size or need that is rare in it is hardly measured at all.
- Offers without a grade are taken out before a ranking is measured, so an offer that nobody graded
  is neither praised nor blamed.
- Ten firms are few: an interval that crosses a mean says that more must be graded, not that all is
  well. Of many groups one or two look bad by chance."""
_CHANGE = "nDCG@10 changes by {difference:+.3f} [{low:+.3f}, {high:+.3f}] against"
_FINDINGS: Mapping[str, str] = {
    "worse_overall": f"All firms: {_CHANGE} the model in use; a loss of {{margin}} is allowed.",
    "worse_than_readable": f"All firms: {_CHANGE} the readable scorer; a loss of {{margin}} is "
    "allowed.",
    "worse_in_group": f"{{name}} ({{count}} firms): {_CHANGE} the model in use; a loss of "
    "{margin} is allowed.",
    "share_up": "{name}: {new:.1%} instead of {current:.1%}; a rise of {margin:.1%} is allowed.",
}
_CODE = "`{}`".format


def model_card(
    artefact: Artefact,
    results: Mapping[str, Result],
    groups: Mapping[str, tuple[Group, ...]],
    decision: Decision,
    *,
    seed: int,
    go_back: str,
    in_sample: Collection[str] = (),
) -> str:
    """The card in Markdown; its figures are the files that `matcher.plots` makes, beside it.

    `results` by the name of the ranker: the new model first, cross-validated by company, then the
    one in use, then others. `in_sample` names those that were fitted on firms they are measured on.
    `groups` are those of each profile by its id. `go_back` is the command that puts the former
    model back. ValueError where rankers were measured on different profiles or on none.
    """
    if not any(result.profiles for result in results.values()):
        raise ValueError("the results are of no profiles")
    results = {_marked(name, in_sample): result for name, result in results.items()}
    parts = (
        ("# Model card of the ranking", _decision(decision)),
        ("## What it is for", _PURPOSE),
        ("## What it was fitted on", _origin(artefact)),
        ("## What gives points", *_features(artefact)),
        ("## How good it is", *_quality(results, seed)),
        ("## Who is served worse", *_groups(results, groups, seed)),
        ("## Limits", _LIMITS),
        ("## How to go back", f"Run `{go_back}`: the model that served before serves again."),
    )
    return "\n\n".join(text for part in parts for text in part) + "\n"


def figure_name(dimension: Dimension) -> str:
    """The file of the plot of a dimension."""
    return f"groups-by-{dimension.value.replace('_', '-')}.svg"


def finding_sentence(finding: Finding) -> str:
    """What speaks against a model, as an English sentence."""
    values = dict(finding.values)
    group = values.get("group")
    values["name"] = _full_name(group) if isinstance(group, Group) else _share_name(values)
    return _FINDINGS[finding.code].format_map(values)


def _decision(decision: Decision) -> str:
    if decision.accepted:
        return "**Accepted:** nowhere worse than the model in use by more than the stated margins."
    reasons = "\n".join(f"- {finding_sentence(finding)}" for finding in decision.findings)
    return f"**Refused:** the model in use stays.\n\n{reasons}"


def _origin(artefact: Artefact) -> str:
    rows = (
        ("Made on", artefact.made_on.text),
        ("Fingerprint of the model", _CODE(artefact.fingerprint)),
        ("Companies", str(len(artefact.fitted_on.profiles))),
        ("Graded pairs", str(artefact.fitted_on.pairs)),
        ("Fingerprint of the data", _CODE(artefact.fitted_on.data)),
        ("Version of the features", str(artefact.features_version)),
        ("Seed", str(artefact.seed)),
        *((f"Version of {name}", text) for name, text in sorted(artefact.libraries.items())),
    )
    return _table(("What", "Value"), rows)


def _features(artefact: Artefact) -> list[str]:
    """What each feature can give, the one that can move most first."""
    scorer = artefact.scorer()
    spans = {name: table.points[-1] - table.points[0] for name, table in scorer.tables.items()}
    rows = []
    for name in sorted(spans, key=lambda name: (-spans[name], name)):
        table = scorer.tables[name]
        points = (table.points[0], float(table.at(np.zeros(1))[0]), table.points[-1])
        rows.append((_CODE(name), *(f"{p:+.2f}" for p in points), f"{spans[name]:.2f}"))
    head = ("Feature", "Lowest points", "Where it says nothing", "Highest points", "Range")
    unused = [_CODE(feature.name) for feature in FEATURES if feature.name not in spans]
    silent = [f"Features without points: {', '.join(unused)}."] if unused else []
    figure = f"![The points of each feature at each of its values]({SHAPES_FIGURE})"
    return [_table(head, rows), *silent, figure]


def _quality(results: Mapping[str, Result], seed: int) -> list[str]:
    """The figures of every ranker, and how much better the model is than each other one."""
    new = next(iter(results.values()))
    about = (
        f"Measured on {len(new.profiles)} firms; 90 % bootstrap intervals over firms, seed {seed}. "
        "A ranker marked in-sample was fitted on firms among them, the others had seen none."
    )
    figures = [
        (f"nDCG@{cut}", *(_interval(_mean(result, cut, seed)) for result in results.values()))
        for cut in CUTS
    ]
    shares = [
        (label, *(_share(getattr(r, name)) for r in results.values())) for name, label in SHARES
    ]
    return [about, _table(("Figure", *results), [*figures, *shares]), *_differences(results, seed)]


def _differences(results: Mapping[str, Result], seed: int) -> list[str]:
    (name, new), *others = results.items()
    if not others:
        return []
    rows = [
        (
            f"{name} minus {other}",
            *(_signed(paired_difference(new, result, cut, seed=seed)) for cut in CUTS),
        )
        for other, result in others
    ]
    head = ("Difference, firm by firm", *(f"nDCG@{cut}" for cut in CUTS))
    return [
        "A difference is sure where its whole interval lies on one side of 0.",
        _table(head, rows),
    ]


def _groups(
    results: Mapping[str, Result], groups: Mapping[str, tuple[Group, ...]], seed: int
) -> list[str]:
    """How each group is served, and how that changed against the ranker in use."""
    new = next(iter(results.values()))
    overall = _mean(new, CUT, seed).value
    places = places_by_group(new, groups)
    found = group_results(new, groups, seed=seed)
    former = dict(list(results.items())[1:2])
    rows = [
        (
            *_group_row(one, overall),
            *(
                _signed(group_difference(new, result, places[one.group], seed=seed))
                for result in former.values()
            ),
        )
        for one in found
    ]
    change = (f"Change of nDCG@{CUT} against {name}" for name in former)
    head = ("Group", "Firms", *(f"nDCG@{cut}" for cut in CUTS), "Served worse?", *change)
    about = (
        f"The mean over all firms is {overall:.3f} nDCG@{CUT}. 'Yes': the whole interval of the "
        "group lies below it; 'perhaps': its mean does. A model is refused if a group loses more "
        f"than {GROUP_MARGIN}."
    )
    table = [_table(head, rows)] if rows else []
    return [about, *table, _too_small(len(places) - len(found)), *_figures(found)]


def _group_row(one: GroupResult, overall: float) -> tuple[str, ...]:
    worse = "no" if one.ndcg[CUT].value >= overall else "perhaps"
    if one.ndcg[CUT].high < overall:
        worse = "**yes**"
    means = (_interval(one.ndcg[cut]) for cut in CUTS)
    return (_full_name(one.group), str(one.count), *means, worse)


def _figures(found: Iterable[GroupResult]) -> list[str]:
    return [
        f"![{DIMENSION_NAMES[each]}: nDCG@{CUT} by group]({figure_name(each)})"
        for each in dict.fromkeys(one.group.dimension for one in found)
    ]


def _marked(name: str, in_sample: Collection[str]) -> str:
    return f"{name} (in-sample)" if name in in_sample else name


def _too_small(number: int) -> str:
    return f"Too small to tell, with fewer than {LEAST} firms: {number} further groups."


def _full_name(group: Group) -> str:
    return f"{DIMENSION_NAMES[group.dimension]}: {group_name(group)}"


def _share_name(values: Mapping[str, object]) -> str:
    return dict(SHARES).get(str(values.get("share")), "")


def _mean(result: Result, cut: int, seed: int) -> Mean:
    return mean_with_interval(result.ndcg[cut], seed=seed)


def _interval(mean: Mean) -> str:
    return f"{mean.value:.3f} [{mean.low:.3f}, {mean.high:.3f}]"


def _signed(mean: Mean) -> str:
    return f"{mean.value:+.3f} [{mean.low:+.3f}, {mean.high:+.3f}]"


def _share(share: Share) -> str:
    if share.ratio is None:
        return "-"
    return f"{share.ratio:.1%} ({share.part} of {share.whole})"


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table; a bar within a cell stays a character."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(
        f"| {' | '.join(c.replace('|', chr(92) + '|') for c in row)} |" for row in lines
    )
