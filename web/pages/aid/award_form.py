"""The form for an award: what was sent, checked."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from flask_babel import gettext

from matcher.de_minimis import Regulation
from web.answer_forms.numbers import FigureError, parse_figure
from web.formats import money
from web.offer_choice import chosen_offer, offer_title
from web.regulation_words import regulation_label
from web.typed_days import parse_day
from web.typed_texts import one_line
from web.use_cases.files.aid import LARGEST_EUR, LONGEST, Grant

DAY, AMOUNT, REGULATION = "tag", "betrag", "verordnung"
BY, RECIPIENT, OFFER = "von", "empfaenger", "angebot"
_FIELDS = (DAY, AMOUNT, REGULATION, BY, RECIPIENT, OFFER)
EARLIEST = date(2000, 1, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class AwardInput:
    """What was typed; `grant` is what it means, None with `errors` (field to message)."""

    day: str = ""
    amount: str = ""
    regulation: str = Regulation.GENERAL.value
    granted_by: str = ""
    recipient: str = ""
    offer: str = ""
    grant: Grant | None = None
    errors: Mapping[str, str] = field(default_factory=dict)

    @property
    def summary(self) -> tuple[tuple[str, str], ...]:
        """The errors in the order of the fields."""
        return tuple((name, self.errors[name]) for name in _FIELDS if name in self.errors)


def regulation_options() -> tuple[tuple[str, str], ...]:
    """On what an award may be based."""
    return tuple((each.value, regulation_label(each)) for each in Regulation)


def shown_award(grant: Grant) -> AwardInput:
    """The form of an award that is in the ledger."""
    return AwardInput(
        day=grant.granted_on.isoformat(),
        amount=f"{grant.amount_eur:,}".replace(",", "."),
        regulation=grant.regulation.value,
        granted_by=grant.granted_by,
        recipient=grant.recipient,
        offer=offer_title(grant.offer_id) if grant.offer_id else "",
    )


def read_award(form: Mapping[str, str], *, today: date, kept_offer: str = "") -> AwardInput:
    """What the form says; `kept_offer` is the id of the offer that the award was about before."""
    typed = {name: one_line(form.get(name, "")) for name in _FIELDS}
    offer_id = chosen_offer(typed[OFFER], kept=kept_offer)
    amount_eur, amount_error = _amount(typed[AMOUNT])
    granted_on, day_error = _day(typed[DAY], today)
    is_known = typed[REGULATION] in set(Regulation)
    found = {
        DAY: day_error,
        AMOUNT: amount_error,
        REGULATION: "" if is_known else gettext("Please choose a regulation."),
        BY: _length_error(typed[BY]),
        RECIPIENT: _length_error(typed[RECIPIENT]),
        OFFER: gettext("We have no offer with this title.") if offer_id is None else "",
    }
    errors = {name: error for name, error in found.items() if error}
    grant = None
    if not errors and granted_on is not None:
        grant = Grant(
            granted_on=granted_on,
            amount_eur=amount_eur,
            regulation=Regulation(typed[REGULATION]),
            granted_by=typed[BY],
            recipient=typed[RECIPIENT],
            offer_id=offer_id or "",
        )
    return AwardInput(
        day=typed[DAY][:20],
        amount=typed[AMOUNT][:60],
        regulation=typed[REGULATION] if is_known else "",
        granted_by=typed[BY][:LONGEST],
        recipient=typed[RECIPIENT][:LONGEST],
        offer=typed[OFFER][:LONGEST],
        grant=grant,
        errors=errors,
    )


def _amount(text: str) -> tuple[int, str]:
    """Whole euros, cents rounded up so that the sum is never too small, or what is wrong."""
    if not text:
        return 0, gettext("Please enter the amount.")
    try:
        euros = math.ceil(parse_figure(text))
    except FigureError:
        return 0, gettext("Please check the amount. Example: 12.500 or 12.500,50")
    if euros == 0:
        return 0, gettext("Please enter an amount above zero.")
    if euros > LARGEST_EUR:
        return 0, gettext(
            "More than %(most)s cannot be de minimis aid. Please check the amount.",
            most=money(LARGEST_EUR),
        )
    return euros, ""


def _day(text: str, today: date) -> tuple[date | None, str]:
    day = parse_day(text)
    if day is None:
        missing = gettext("Please enter the day on which the aid was granted.")
        return None, gettext("Please check the day. Example: 31.12.2026") if text else missing
    if day > today:
        return None, gettext("This day is still to come. Please note aid once it is granted.")
    if day < EARLIEST:
        return None, gettext("This day is too long ago. Please check the year.")
    return day, ""


def _length_error(text: str) -> str:
    if len(text) <= LONGEST:
        return ""
    return gettext("Please shorten the text to %(most)s characters.", most=LONGEST)
