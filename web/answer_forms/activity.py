"""The parts of the form that ask what the company does."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext
from wtforms import Field, ValidationError

from offers.taxonomy.sectors import DIVISIONS, find_sectors, is_within, parse_wz
from web.answer_forms.choices import Option, spoken
from web.answer_forms.fields import UNKNOWN, ChoiceField, TextField
from web.answer_forms.forms import DONT_KNOW, AnswerForm, is_skipped
from web.use_cases.firms.profiles import StoredProfile

LONGEST_TEXT = 500
LONGEST_CODE = 20
OTHER = "other"
MOST_HITS = 5


class ActivityForm(AnswerForm):
    """What the company does, in its own words."""

    sector_text = TextField(longest=LONGEST_TEXT)

    @classmethod
    def values(cls, stored: StoredProfile) -> dict[str, object]:
        """The words given."""
        return super().values(stored) | {"sector_text": stored.profile.sector_text}

    def answers(self) -> dict[str, object]:
        """The words given."""
        return super().answers() | {"sector_text": self.sector_text.data or None}


class SectorForm(AnswerForm):
    """The sector: one of those that fit the words, any other, or a code."""

    sector = ChoiceField(lambda: ())
    division = ChoiceField(lambda: tuple(DIVISIONS))
    code = TextField(longest=LONGEST_CODE)

    def __init__(self, stored: StoredProfile, **binding: Any) -> None:
        super().__init__(stored, **binding)
        hits = _hits(stored)
        self.sector.values = lambda: (*hits, OTHER) if hits else ()

    @property
    def main_field(self) -> Field:
        """The suggestions; the list where there are none."""
        return self.sector if self.options else self.division

    @property
    def options(self) -> list[Option]:
        """The divisions that fit the company's words."""
        return [(code, spoken(DIVISIONS[code].label)) for code in _hits(self.stored)]

    @classmethod
    def values(cls, stored: StoredProfile) -> dict[str, object]:
        """The division among the suggestions where it is one of them; codes in full."""
        wz = stored.profile.wz or ""
        division = wz[:2] if wz[:2] in DIVISIONS else ""
        is_hit = division in _hits(stored)
        shown = {
            "sector": division if is_hit else OTHER if wz else "",
            "division": "" if is_hit else division,
            "code": wz if len(wz) > 2 or wz.isalpha() else "",
        }
        if is_skipped(stored, "wz"):
            shown["sector"] = UNKNOWN
        return super().values(stored) | shown

    def answers(self) -> dict[str, object]:
        """The code where there is one, else the division."""
        if self.sector.data == UNKNOWN:
            return super().answers() | {"wz": DONT_KNOW}
        return super().answers() | {"wz": self.code.data or self._division() or None}

    def validate_division(self, field: ChoiceField) -> None:
        """'Another sector' has to be followed by one."""
        if self.sector.data == OTHER and not field.data and not self.code.data:
            raise ValidationError(
                gettext("Please choose your sector from the list, or choose “I don't know”.")
            )

    def validate_code(self, field: TextField) -> None:
        """A code that exists, inside the sector chosen."""
        if not field.data or self.sector.data == UNKNOWN:
            return
        try:
            field.data = parse_wz(field.data)
        except ValueError:
            raise ValidationError(
                gettext("This is not a WZ 2008 code. It looks like 25.62 or 25.62.0.")
            ) from None
        division = self._division()
        if division and is_within(field.data, (division,)) is False:
            raise ValidationError(
                gettext(
                    "The code %(code)s does not belong to the sector you chose. Change one of "
                    "the two, or leave the code empty.",
                    code=field.data,
                )
            )

    def _division(self) -> str:
        """The division chosen; the list only counts after 'another sector'."""
        if self.sector.data in DIVISIONS:
            return str(self.sector.data)
        return str(self.division.data or "")


def _hits(stored: StoredProfile) -> tuple[str, ...]:
    found = find_sectors(stored.profile.sector_text or "", limit=MOST_HITS)
    return tuple(hit.code for hit in found)
