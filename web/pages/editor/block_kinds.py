"""The kinds of blocks, what they are called, and the questions that blocks may ask."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import gettext, lazy_gettext

from matcher.wording import audience_label, size_label
from offers.schema import AudienceWord, SizeClass
from offers.taxonomy.facts import FACTS
from web.language import current_language
from web.pages.editor.field import Options
from web.pages.editor.options import needs

_NAMES: Mapping[str, object] = {
    "territory": lazy_gettext("Where the company is"),
    "sector": lazy_gettext("Sector"),
    "audience": lazy_gettext("Kind of organisation or person"),
    "size": lazy_gettext("Size (SME or not)"),
    "employees": lazy_gettext("Number of employees"),
    "turnover_eur": lazy_gettext("Turnover in a year"),
    "balance_sheet_eur": lazy_gettext("Balance sheet total"),
    "age_years": lazy_gettext("Age of the company"),
    "legal_form": lazy_gettext("Legal form"),
    "chamber": lazy_gettext("Chamber"),
    "need": lazy_gettext("Topic"),
    "fact": lazy_gettext("A question of its own"),
    "all": lazy_gettext("Group: all of these"),
    "any": lazy_gettext("Group: at least one of these"),
    "not": lazy_gettext("Group: not"),
}
KINDS = tuple(_NAMES)


def kind_name(kind: str) -> str:
    """What a kind of block is called."""
    return str(_NAMES[kind])


def kind_options() -> Options:
    """All kinds as choices."""
    return tuple((kind, str(name)) for kind, name in _NAMES.items())


def fact_options() -> Options:
    """The registered questions as choices."""
    language = current_language()
    return tuple((fact.name, fact.question.get(language)) for fact in FACTS.values())


def word_options(kind: str) -> Options:
    """The words that a list of this kind may hold; empty where anything may be written."""
    language = current_language()
    tables: Mapping[str, Options] = {
        "audience": tuple((str(word), audience_label(word, language)) for word in AudienceWord),
        "size": tuple((str(size), size_label(size, language)) for size in SizeClass),
        "need": needs(),
        "chamber": (("IHK", "IHK"), ("HWK", "HWK"), ("other", gettext("Another chamber"))),
    }
    return tables.get(kind, ())
