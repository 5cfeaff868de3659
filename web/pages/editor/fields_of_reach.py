"""The fields about what an offer is, for whom and where."""

from __future__ import annotations

from flask_babel import lazy_gettext as _

from web.pages.editor.entries import Kind
from web.pages.editor.field import Field, Group
from web.pages.editor.options import audiences, kinds, languages, needs, stages, states

WHAT = Group(
    "was",
    _("What it is"),
    (
        Field("title", "titel", _("Title")),
        Field(
            "id",
            "kennung",
            _("Word in the address"),
            hint=_(
                "Small letters, digits and hyphens. Leave it empty and it is made of the title."
            ),
        ),
        Field("provider", "anbieter", _("Provider")),
        Field("summary", "kurz", _("In one sentence"), Kind.TEXT, rows=3),
        Field(
            "description",
            "beschreibung",
            _("Description"),
            Kind.TEXT,
            rows=10,
            hint=_("An empty line begins a new paragraph."),
        ),
        Field("kinds", "art", _("Kind of support"), Kind.CHOICES, options=kinds),
        Field("needs", "themen", _("Topics"), Kind.CHOICES, options=needs),
        Field("stage", "baustein", _("Building block"), Kind.CHOICE, options=stages),
        Field("state", "stand", _("State"), Kind.CHOICE, options=states),
        Field("language", "sprache", _("Language of the texts"), Kind.CHOICE, options=languages),
        Field("topic_text", "themen-text", _("Topics, as the source says"), Kind.TEXT, rows=2),
        Field("kind_text", "art-text", _("Kind, as the source says")),
        Field("status", "stand-text", _("State, as the source says")),
    ),
)

WHO = Group(
    "wer",
    _("Who may use it"),
    (
        Field(
            "audience",
            "zielgruppe",
            _("For whom"),
            Kind.CHOICES,
            options=audiences,
            hint=_("Nothing ticked: for everyone."),
        ),
        Field("min_employees", "beschaeftigte-ab", _("Employees, at least"), Kind.WHOLE),
        Field("max_employees", "beschaeftigte-bis", _("Employees, at most"), Kind.WHOLE),
        Field(
            "max_turnover_eur",
            "umsatz-bis",
            _("Turnover in a year, at most"),
            Kind.WHOLE,
            suffix=_("euros"),
        ),
        Field(
            "sectors",
            "branchen",
            _("Made for these sectors"),
            Kind.LINES,
            rows=3,
            hint=_(
                "One WZ code a line, such as 25.62 or C. It only helps the order: sectors that "
                "exclude are a condition."
            ),
        ),
        Field(
            "audience_text", "zielgruppe-text", _("For whom, as the source says"), Kind.TEXT, rows=2
        ),
        Field("sector_text", "branchen-text", _("Sectors, as the source says"), Kind.TEXT, rows=2),
        Field(
            "requires", "voraussetzungen", _("What you need, as the source says"), Kind.TEXT, rows=3
        ),
    ),
)

WHERE = Group(
    "wo",
    _("Where"),
    (
        Field(
            "territory",
            "gebiet",
            _("Where the company must be"),
            Kind.LINES,
            rows=4,
            hint=_(
                "One place a line: a municipality, a district (Kreis Unna), a state, a region "
                "such as Metropole Ruhr, or its AGS or NUTS code. Nothing: everywhere."
            ),
        ),
    ),
)
