"""What narrows an applicant: his age, size, branch and purpose, as the words around him say."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from offers.reading.actors import Actor, Branch, actors, branch_adjectives, branches
from offers.reading.evidence import DOUBTFUL, SURE, capped, every, read, some, stated
from offers.reading.folding import Folded
from offers.reading.lexicon import Lexicon
from offers.reading.limits import age_limits, people_limits, turnover_limits
from offers.reading.pieces import Span
from offers.reading.roles import Applicant
from offers.reading.signals import says, signal
from offers.schema import Condition, parse_condition
from offers.schema.conditions import InSector

_MEMBER = re.compile(
    r"(?<![a-z-])(?:der|des|aus der|aus dem|aus den|from the|in the|of the) (?:[a-z]+(?:en|er) )?$"
)
# One more of a list that a branch has begun.
_NEXT = re.compile(r"(?:[/,] ?|-, |(?:und|oder|sowie|and|or) )$")
_THEME = re.compile(
    r"(?<![a-z-])(?:in der|im|in den|bereich|bereichen|in|branche)(?: [a-z]+)?[ :]*$"
)
# What leads on to the next applicant.
_JOINT = re.compile(r"[\s,;/]*(?:\b(?:und|oder|sowie|bzw\.|and|or)\b)?[\s,;/]*$")
_YOUNG_FIRM = parse_condition(
    {"all": [{"age_years": {"max": 15}}, {"age_years": {"max": 10}, "confidence": DOUBTFUL}]}
)
_ESTABLISHED_FIRM = parse_condition(
    {"all": [{"age_years": {"min": 1}}, {"age_years": {"min": 3}, "confidence": DOUBTFUL}]}
)
_NOT_A_FARM = parse_condition({"not": {"sector": ["A"]}, "confidence": DOUBTFUL})
_NONPROFIT_BODY = parse_condition({"audience": ["nonprofit"]})


def narrowed(text: Folded, one: Applicant, following: Sequence[Applicant]) -> Condition:
    """The condition of an applicant with all that narrows it.

    What closes a list ('…, Freie Berufe (bis 5 Jahre)') counts for those before it as well, with
    less confidence.
    """
    quote = text.quote(one.start, one.end)
    base = stated(one.actor.condition, quote=quote, confidence=one.actor.confidence)
    ages = list(_ages(text, one, following))
    if ages and one.actor.founder:
        base = some([base, *ages], quote=quote) or base
    parts = [base, *_adjectives(text, one, aged=any(not age.evidence.doubtful for age in ages))]
    if ages and one.actor.young:
        parts[0] = ages[0] if not ages[0].evidence.doubtful else base
        parts.extend(ages)
    elif ages and not one.actor.founder:
        parts.extend(ages)
    parts.extend(_limits(text, one, following))
    if one.actor.company:
        parts.extend(_branch(text, one, following))
        parts.extend(_sizes(text, one, following))
    whole = text.quote(min(one.before[0], one.start), one.after[1])
    return every(parts, quote=_JOINT.sub("", whole)) or base


def _spans(one: Applicant) -> tuple[Span, ...]:
    return (one.after, *one.brackets)


def _closing(one: Applicant, following: Sequence[Applicant]) -> Applicant | None:
    """The last of the list where `one` is followed by nothing of its own."""
    others = [other for other in following if not other.aside]
    return others[-1] if others and not one.brackets and not one.aside else None


def _ages(text: Folded, one: Applicant, following: Sequence[Applicant]) -> Iterator[Condition]:
    if not one.actor.is_enterprise:
        return
    own = [limit for span in _spans(one) for limit in age_limits(text, *span)]
    yield from own
    last = _closing(one, following)
    if own or last is None or (one.actor.company and not _is_of_an_age(text, one)):
        return
    most = 1.0 if one.actor.founder or _is_of_an_age(text, one) else DOUBTFUL
    for span in last.brackets:
        yield from (capped(limit, most) for limit in age_limits(text, *span))


def _is_of_an_age(text: Folded, one: Applicant) -> bool:
    before = text.text[slice(*one.before)]
    return one.actor.young or says("young", before) or says("established", before)


def _adjectives(text: Folded, one: Applicant, *, aged: bool) -> Iterator[Condition]:
    """'junge', 'etablierte', 'gemeinnützige', 'landwirtschaftliche' before the noun.

    'junge und etablierte' are all.
    """
    start, end = one.before
    before = text.text[start:end]
    young, established = signal("young").search(before), signal("established").search(before)
    for found, other, template in (
        (young, established, _YOUNG_FIRM),
        (established, young, _ESTABLISHED_FIRM),
        (signal("nonprofit").search(before), None, _NONPROFIT_BODY),
    ):
        if found and not other and not (aged and template is not _NONPROFIT_BODY):
            quote = text.quote(start + found.start(), start + found.end())
            yield stated(template, quote=quote, confidence=SURE)
    if one.actor.company:
        yield from _sectors(text, branch_adjectives(), (start, end), _of_adjective)


def _of_adjective(before: str) -> float:
    """'gewerbliche und forstwirtschaftliche Betriebe' are more than those of the branch."""
    return DOUBTFUL if _NEXT.search(before) else 1.0


_READERS: tuple[Callable[[Folded, int, int], Iterator[Condition]], ...] = (
    people_limits,
    turnover_limits,
)


def _limits(text: Folded, one: Applicant, following: Sequence[Applicant]) -> Iterator[Condition]:
    if not one.actor.is_enterprise:
        return
    last = _closing(one, following)
    spans = [*_spans(one), *(last.brackets if last is not None else ())]
    for reader in _READERS:
        found = [limit for span in spans for limit in reader(text, *span)]
        yield from found[:1]


def _sizes(text: Folded, one: Applicant, following: Sequence[Applicant]) -> Iterator[Condition]:
    """'(KMU)' after the noun, or after the list."""
    last = _closing(one, following)
    for span in (*one.brackets, *(last.brackets if last is not None else ())):
        for mention in actors().mentions(text.text[slice(*span)]):
            if mention.entry.size and _fills(text, span, mention.start, mention.end):
                yield _size(text, mention.entry, span)


def _fills(text: Folded, span: Span, start: int, end: int) -> bool:
    return text.text[slice(*span)].strip() == text.text[span[0] + start : span[0] + end].strip()


def _size(text: Folded, actor: Actor, span: Span) -> Condition:
    return stated(actor.condition, quote=text.quote(*span), confidence=actor.confidence)


def _branch(text: Folded, one: Applicant, following: Sequence[Applicant]) -> Iterator[Condition]:
    """The branch after the noun: 'Unternehmen der Landwirtschaft'."""
    own = [part for span in (one.after,) for part in _sectors(text, branches(), span, _membership)]
    own += [part for span in one.brackets for part in _listed(text, span)]
    if own:
        yield from own
        return
    trade = signal("trade").search(text.text, one.before[0], one.after[1])
    if trade:
        quote = text.quote(trade.start(), trade.end())
        yield stated(_NOT_A_FARM, quote=quote, confidence=DOUBTFUL)
    last = _closing(one, following)
    if last is not None:
        shared = _sectors(text, branches(), last.after, _membership)
        yield from (capped(part, DOUBTFUL) for part in shared)


def _membership(before: str) -> float:
    """How surely a branch after these words is that of the applicant; 0 if it is none."""
    if _MEMBER.search(before):
        return 1.0
    if _NEXT.search(before):
        return -1.0
    return DOUBTFUL if _THEME.search(before) else 0.0


def _listed(text: Folded, span: Span) -> Iterator[Condition]:
    """'(produzierendes Gewerbe/Handwerk)': branches in a bracket, if they begin it."""
    if not says("added", text.text[slice(*span)]):
        yield from _sectors(text, branches(), span, lambda before: DOUBTFUL)


def _sectors(
    text: Folded, lexicon: Lexicon[Branch], span: Span, membership: Callable[[str], float]
) -> Iterator[Condition]:
    """The branches that a stretch names, all of them as one condition."""
    start, words = span[0], text.text[slice(*span)]
    prefixes, sure, ends = list[str](), 1.0, list[int]()
    for mention in lexicon.mentions(words):
        weight = membership(words[: mention.start])
        if not weight or (weight < 0 and not prefixes):
            continue
        weight = abs(weight)
        prefixes.extend(mention.entry.prefixes)
        sure = min(sure, weight, mention.entry.confidence)
        ends.extend((mention.start, mention.end))
    if prefixes:
        quote = text.quote(start + min(ends), start + max(ends))
        yield read(InSector(tuple(dict.fromkeys(prefixes))), quote=quote, confidence=sure)
