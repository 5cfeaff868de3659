"""What an answer did, in a sentence that follows it: read from the address, and only figures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from flask_babel import gettext, ngettext

from matcher.questions import askable
from web.answer_forms.questions import FORMS
from web.answer_forms.shown import label_of
from web.use_cases.firms.profiles import FACT

LONGEST_FIGURE = 4


def effect_of_answer(values: Mapping[str, str]) -> str:
    """'Gespeichert: Beschäftigte. 2 Angebote passen jetzt sicher.'; '' after nothing."""
    field = values.get("beantwortet", "")
    if not (field in FORMS or (field.startswith(FACT) and askable(field))):
        return ""
    said = gettext("Saved: “%(label)s”.", label=label_of(field))
    return " ".join((said, *_effects(values)))


def _effects(values: Mapping[str, str]) -> Iterator[str]:
    sure, gone, new = (_figure(values.get(name, "")) for name in ("passt", "weg", "neu"))
    if sure:
        yield ngettext("One more offer fits for sure.", "%(num)s more offers fit for sure.", sure)
    if new:
        yield ngettext("One offer is new in the list.", "%(num)s offers are new in the list.", new)
    if gone:
        yield ngettext("One offer has dropped out.", "%(num)s offers have dropped out.", gone)
    if not (sure or gone or new):
        yield gettext("The offers stay the same.")


def _figure(text: str) -> int:
    is_one = text.isascii() and text.isdigit() and len(text) <= LONGEST_FIGURE
    return int(text) if is_one else 0
