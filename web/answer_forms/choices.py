"""What one can choose from, with labels in the page's language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from flask_babel import gettext, lazy_gettext

from matcher.wording import kind_label
from offers.schema import Kind
from offers.taxonomy.bilingual import Bilingual
from offers.taxonomy.needs import GROUPS, need
from offers.taxonomy.sectors import DIVISIONS, SECTIONS
from web.language import current_language

Option = tuple[str, str] | tuple[str, str, str]

OTHER_FORM = "andere Rechtsform"
# The words that conditions of offers compare with; they are the same in every language.
LEGAL_FORMS: Mapping[str, object] = {
    "GmbH": "GmbH",
    "UG (haftungsbeschränkt)": "UG (haftungsbeschränkt)",
    "GmbH & Co. KG": "GmbH & Co. KG",
    "KG": "KG",
    "OHG": "OHG",
    "GbR": "GbR",
    "AG": "AG",
    "eG": lazy_gettext("eG (cooperative)"),
    "e.K.": lazy_gettext("e.K. (registered merchant)"),
    "Einzelunternehmen": lazy_gettext("Einzelunternehmen (sole trader)"),
    "Freiberuflich": lazy_gettext("Freiberuflich (liberal profession)"),
    "gGmbH": lazy_gettext("gGmbH (non-profit)"),
    "e. V.": lazy_gettext("e. V. (association)"),
    "gemeinnützige Stiftung": lazy_gettext("gemeinnützige Stiftung (charitable foundation)"),
    "gemeinnützige eG": lazy_gettext("gemeinnützige eG (non-profit cooperative)"),
    OTHER_FORM: lazy_gettext("another legal form"),
}
CHAMBERS: Mapping[str, tuple[object, object]] = {
    "IHK": (lazy_gettext("IHK"), lazy_gettext("Chamber of Industry and Commerce")),
    "HWK": (lazy_gettext("HWK"), lazy_gettext("Chamber of Skilled Crafts")),
    "other": (
        lazy_gettext("Another chamber or none"),
        lazy_gettext("For example the medical chamber, the chamber of architects or agriculture"),
    ),
}
KINDS: Mapping[Kind, object] = {
    Kind.ADVICE: lazy_gettext("Someone who looks at your case with you"),
    Kind.GRANT: lazy_gettext("Money that you need not pay back"),
    Kind.LOAN: lazy_gettext("Money at good terms that you pay back"),
    Kind.GUARANTEE: lazy_gettext("Someone vouches for you at the bank"),
    Kind.EQUITY: lazy_gettext("Someone takes a share in the company"),
    Kind.TRAINING: lazy_gettext("Courses and workshops for you and your staff"),
    Kind.NETWORK: lazy_gettext("Exchange with other companies"),
    Kind.EXPERTS: lazy_gettext("Knowledge from universities and specialists"),
    Kind.INFRASTRUCTURE: lazy_gettext("Labs, machines, rooms and land to use"),
    Kind.COMPETITION: lazy_gettext("Prizes and calls to take part in"),
}


def spoken(text: Bilingual) -> str:
    """The wording in the page's language."""
    return text.get(current_language())


def legal_form_options() -> list[Option]:
    """Legal forms as they stand in the register."""
    return [(value, str(label)) for value, label in LEGAL_FORMS.items()]


def chamber_options() -> list[Option]:
    """The chambers, with their names in full."""
    return [(value, str(label), str(hint)) for value, (label, hint) in CHAMBERS.items()]


def kind_options() -> list[Option]:
    """What one may look for, each with a plain explanation."""
    return [(kind.value, kind_name(kind), str(hint)) for kind, hint in KINDS.items()]


def kind_name(kind: Kind) -> str:
    """The label of a kind, as it begins a line."""
    label = kind_label(kind, current_language())
    return label[:1].upper() + label[1:]


def yes_no_options() -> list[Option]:
    """Yes and no."""
    return [("yes", gettext("Yes")), ("no", gettext("No"))]


def exists_options() -> list[Option]:
    """Whether the company is there already."""
    return [("yes", gettext("Yes")), ("no", gettext("Not yet: I am planning to found it"))]


def need_groups() -> list[tuple[str, list[Option]]]:
    """The needs under their headings."""
    return [
        (spoken(group.label), [(n.key, spoken(n.label), spoken(n.hint)) for n in group.needs])
        for group in GROUPS
    ]


def need_options(keys: Sequence[str]) -> list[Option]:
    """These needs, in this order."""
    return [(key, spoken(need(key).label)) for key in keys]


def need_keys() -> tuple[str, ...]:
    """All needs, in the order of the page."""
    return tuple(each.key for group in GROUPS for each in group.needs)


def division_groups() -> list[tuple[str, list[Option]]]:
    """All divisions of WZ 2008 under their sections."""
    return [
        (
            f"{section.code} – {spoken(section.label)}",
            [
                (division.code, f"{division.code} – {spoken(division.label)}")
                for division in DIVISIONS.values()
                if division.section == section.code
            ],
        )
        for section in SECTIONS.values()
    ]
