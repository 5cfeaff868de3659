"""Changes of an offer in words: one sentence a change."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any, TypeAlias

from babel.numbers import format_percent

from matcher.wording import quantities, values
from matcher.wording.language import Language
from matcher.wording.languages import language_of
from matcher.wording.requirements import requirement
from offers.differences import Change
from offers.schema import Condition, Deadline
from offers.schema.conditions import AllOf, AnyOf, NotOf

Show: TypeAlias = Callable[[Any, Language], str]


def change_sentence(change: Change, language: str) -> str:
    """What changed, as a plain sentence with its full stop; German where the language is unknown.

    KeyError for a code without words. The text is plain: who puts it into a page escapes it.
    """
    tongue = language_of(language)
    subject = change.code.partition(".")[0]
    shown = {
        name: _SHOWN.get(subject, _text)(value, tongue) for name, value in change.values.items()
    }
    text = tongue.changes[change.code].format_map(shown)
    return text if not text.endswith("..") else text[:-1]


def _text(value: object, language: Language) -> str:
    return str(value).strip()


def _word(group: str) -> Show:
    return lambda value, language: language.label(group, value)


def _words(group: str) -> Show:
    return lambda given, language: values.words(group, given, language)


def _truth(value: bool, language: Language) -> str:
    return language.phrases["yes" if value else "no"]


def _span(shown: quantities.Shown) -> Show:
    return lambda limits, language: quantities.span(limits[0], limits[1], language, shown)


def _rate(value: float, language: Language) -> str:
    share = Decimal(str(value)) / 100
    return str(format_percent(share, locale=language.locale, decimal_quantization=False))


def _turnover(value: int, language: Language) -> str:
    return quantities.span(None, value, language, quantities.euros)


def _deadline(deadline: Deadline, language: Language) -> str:
    day = quantities.day(deadline.date, language)
    return language.phrases["every_year"].format(day) if deadline.recurring else day


def _condition(condition: Condition, language: Language) -> str:
    return _told(condition, language, negated=False)


def _told(condition: Condition, language: Language, *, negated: bool) -> str:
    """A demand in words; under a 'not', 'all' and 'any' change places."""
    match condition.test:
        case NotOf(part):
            return _told(part, language, negated=not negated)
        case AllOf(parts) | AnyOf(parts):
            is_all = isinstance(condition.test, AllOf) is not negated
            inner = (_told(part, language, negated=negated) for part in parts)
            phrase = language.phrases["all_of" if is_all else "one_of"]
            return phrase.format("; ".join(inner) or language.phrases["nothing"])
        case leaf:
            return requirement(
                leaf, condition.evidence, negated=negated, language=language.code
            ).rstrip(".")


_SHOWN: Mapping[str, Show] = {
    "state": _word("state"),
    "stage": _word("stage"),
    "language": _word("language"),
    "deadline": _deadline,
    "valid_from": quantities.day,
    "valid_until": quantities.day,
    "period_until": quantities.day,
    "as_of": quantities.day,
    "verified_on": quantities.day,
    "review_by": quantities.day,
    "amount": _span(quantities.euros),
    "rate": _rate,
    "de_minimis": _truth,
    "free_of_charge": _truth,
    "before_start": _truth,
    "employees": _span(quantities.employees),
    "turnover": _turnover,
    "condition": _condition,
    "territory": values.places,
    "audience": _words("audience"),
    "kinds": _words("kind"),
    "needs": values.needs,
    "sectors": values.sectors,
    "terms": _words("offer_field"),
    "texts": _words("offer_field"),
}
"""How the values of a subject read; any other is shown as it stands."""
