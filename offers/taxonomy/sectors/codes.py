"""WZ codes: form, the prefix rule of the interchange format, and nearness."""

import re
from collections.abc import Sequence
from functools import lru_cache

from offers.taxonomy.sectors.table import DIVISIONS, SECTIONS

_CODE = re.compile(
    r"(?P<section>[A-U])?[ ]?(?P<division>[0-9]{2})"
    r"(?:[.]?(?P<group>[0-9])(?P<rest>[0-9](?:[.]?[0-9])?)?)?"
)
# Nearness of a firm inside what an offer names, by how fine that is; beside it, by how much
# the two share.
_INSIDE = (0.5, 0.9, 0.95, 1.0, 1.0)
_BESIDE = (0.25, 0.6, 0.8, 0.9, 1.0)


@lru_cache(maxsize=8192)
def parse_wz(text: str) -> str:
    """The canonical code: 'C', '25', '25.6', '25.62' or '25.62.0'.

    Dots may be missing ('25620') and the section may lead ('C25.6'). ValueError for another
    form, a division that does not exist ('04') or a section that does not hold the division.
    Whether a group or class exists is not checked.
    """
    code = text.strip().upper()
    if code in SECTIONS:
        return code
    match = _CODE.fullmatch(code)
    if match is None:
        raise ValueError(f"not a WZ 2008 code: {text!r}")
    division = DIVISIONS.get(match["division"])
    if division is None or match["section"] not in (None, division.section):
        raise ValueError(f"no such WZ 2008 division: {text!r}")
    return _dotted(division.code, (match["group"] or "") + (match["rest"] or "").replace(".", ""))


def label(code: str, language: str) -> str:
    """The label of the division a code belongs to, or of the section for a letter.

    Deeper codes have no labels of their own here. ValueError for a code that does not exist.
    """
    canonical = parse_wz(code)
    sector = SECTIONS.get(canonical) or DIVISIONS[canonical[:2]]
    return sector.label.get(language)


def is_within(wz: str | None, prefixes: Sequence[str]) -> bool | None:
    """Whether a firm's code lies in one of the prefixes; None if that cannot be said.

    True if the code starts with a prefix or its division is in the section named; None if the
    code is missing, malformed or coarser than a prefix that it could fall under ('25' for
    '25.6'), or if a prefix is malformed and no other holds. No prefix at all is False.
    """
    return _is_within(wz, tuple(prefixes))


def closeness(wz: str | None, prefixes: Sequence[str]) -> float:
    """How near a firm is to what an offer is made for, 0 to 1: the best of the prefixes.

    Inside a prefix: 0.5 for a section, 0.9 for a division, 0.95 for a group, 1 for a class.
    Beside it, or known too coarsely, by the finest level in common: 0.25 section, 0.6 division,
    0.8 group, 0.9 class. So a finer match is never worth less, and inside never less than
    beside. Nothing in common, a missing or malformed code: 0.
    """
    return _closeness(wz, tuple(prefixes))


@lru_cache(maxsize=65536)
def _is_within(wz: str | None, prefixes: tuple[str, ...]) -> bool | None:
    if not prefixes:
        return False
    verdicts = {_lies_in(wz, prefix) for prefix in prefixes}
    if True in verdicts:
        return True
    return None if None in verdicts else False


def _lies_in(wz: str | None, prefix: str) -> bool | None:
    firm, named = _levels(wz), _levels(prefix)
    if not firm or not named:
        return None
    if named[-1] in firm:
        return True
    return None if firm[-1] in named else False


@lru_cache(maxsize=65536)
def _closeness(wz: str | None, prefixes: tuple[str, ...]) -> float:
    return max((_nearness(_levels(wz), _levels(prefix)) for prefix in prefixes), default=0.0)


def _nearness(firm: tuple[str, ...], named: tuple[str, ...]) -> float:
    common = sum(1 for ours, theirs in zip(firm, named, strict=False) if ours == theirs)
    if not common:
        return 0.0
    return (_INSIDE if common == len(named) else _BESIDE)[common - 1]


@lru_cache(maxsize=8192)
def _levels(code: str | None) -> tuple[str, ...]:
    """A code with all that it lies in, coarsest first: ('C', '25', '25.6'); () if malformed."""
    try:
        canonical = parse_wz(code or "")
    except ValueError:
        return ()
    if canonical in SECTIONS:
        return (canonical,)
    digits = canonical.replace(".", "")
    section = DIVISIONS[digits[:2]].section
    finer = (_dotted(digits[:2], digits[2:end]) for end in range(2, len(digits) + 1))
    return (section, *finer)


def _dotted(division: str, rest: str) -> str:
    group_and_class, subclass = rest[:2], rest[2:]
    return ".".join(part for part in (division, group_and_class, subclass) if part)
