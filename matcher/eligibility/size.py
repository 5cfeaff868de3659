"""Size of an enterprise by EU recommendation 2003/361/EC, as far as the known figures allow."""

from __future__ import annotations

from matcher.profile import Profile
from offers.schema import SizeClass

# class, people below, turnover up to, balance sheet up to (euros; both must be exceeded to leave)
CEILINGS = (
    (SizeClass.MICRO, 10, 2_000_000, 2_000_000),
    (SizeClass.SMALL, 50, 10_000_000, 10_000_000),
    (SizeClass.MEDIUM, 250, 50_000_000, 43_000_000),
)
EVERY_SIZE = frozenset(SizeClass)
LARGE = frozenset({SizeClass.LARGE})


def possible_sizes(profile: Profile) -> frozenset[SizeClass]:
    """The classes that the known figures leave open; never empty.

    `part_of_group` missing is read as independent; true leaves every class open unless the
    company's own figures make it large already.
    """
    own = _own_sizes(profile.employees, profile.turnover_eur, profile.balance_sheet_eur)
    return EVERY_SIZE if profile.part_of_group and own != LARGE else own


def _own_sizes(
    employees: int | None, turnover: int | None, balance_sheet: int | None
) -> frozenset[SizeClass]:
    sizes, smaller = set[SizeClass](), False
    for size, people, most_turnover, most_balance in CEILINGS:
        fits = _both(
            _below(employees, people - 1),
            _either(_below(turnover, most_turnover), _below(balance_sheet, most_balance)),
        )
        if not smaller and fits is not False:
            sizes.add(size)
        smaller = smaller or fits is True
    if not smaller:
        sizes.add(SizeClass.LARGE)
    return frozenset(sizes)


def _below(number: int | None, most: int) -> bool | None:
    return None if number is None else number <= most


def _both(a: bool | None, b: bool | None) -> bool | None:
    return False if a is False or b is False else None if a is None or b is None else True


def _either(a: bool | None, b: bool | None) -> bool | None:
    return True if a or b else None if a is None or b is None else False
