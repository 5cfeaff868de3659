"""What brackets add to applicants: '(KMU)', '(bis 5 Jahre)', '(inkl. Unternehmen)'."""

from __future__ import annotations

from dataclasses import replace

from offers.reading.actors import branches
from offers.reading.folding import Folded
from offers.reading.pieces import Span, without_brackets
from offers.reading.roles import Applicant, Applicants, listed
from offers.reading.signals import says


def applicants(text: Folded) -> Applicants:
    """The applicants of a text with all that its brackets say of them; () where it names none."""
    plain, brackets = without_brackets(text.text)
    found = listed(text, plain, 0, len(plain))
    for bracket in brackets:
        found = _with_bracket(text, found, bracket)
    return found


def _with_bracket(text: Folded, found: Applicants, bracket: Span) -> Applicants:
    """The applicants with what a bracket adds: narrower, others, or room for more."""
    words, known = text.text[slice(*bracket)], found.known
    if says("indirect", words):
        return found
    is_open = found.open or says("maybe", words)
    owner = max((i for i, one in enumerate(known) if one.end <= bracket[0]), default=None)
    before = known[: 0 if owner is None else owner + 1]
    inside = _others(listed(text, text.text, *bracket).known, before, words)
    if owner is None or (inside and not _is_narrower(inside, words)):
        return Applicants((*known, *(replace(one, aside=True) for one in inside)), is_open)
    if says("added", words):
        return Applicants(known, is_open)
    narrower = replace(known[owner], brackets=(*known[owner].brackets, bracket))
    return Applicants((*known[:owner], narrower, *known[owner + 1 :]), is_open)


def _others(
    inside: tuple[Applicant, ...], before: tuple[Applicant, ...], words: str
) -> tuple[Applicant, ...]:
    """Those of a bracket who are not among the applicants anyway: '(insb. KMU)' adds nobody."""
    named = [one for one in before if one.actor.company]
    if not named or not says("added", words):
        return inside
    if says("wider", words) and any(one.actor.size for one in named):
        return inside
    return tuple(one for one in inside if not one.actor.company)


def _is_narrower(inside: tuple[Applicant, ...], words: str) -> bool:
    """'(KMU)' says of what size the applicants are, '(Handel/Handwerk)' of what branch."""
    if says("added", words):
        return False
    if any(mention.start == 0 for mention in branches().mentions(words)):
        return True
    return len(inside) == 1 and inside[0].actor.size
