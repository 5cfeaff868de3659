"""The fields about when, how much, whom to ask and where it stands."""

from __future__ import annotations

from flask_babel import lazy_gettext as _

from web.pages.editor.entries import Kind
from web.pages.editor.field import Field, Group

_DATE_HINT = _("Day, month or year: 31.12.2026, 12.2026 or 2026")
_SOURCE_WORDS = _("In the words of the source")
_EUROS = _("euros")
WHEN = Group(
    "wann",
    _("When"),
    (
        Field("valid_from", "beginn", _("Starts on"), Kind.DATE, hint=_DATE_HINT),
        Field(
            "valid_until",
            "ende",
            _("Ends on"),
            Kind.DATE,
            hint=_("The last day on which one can apply"),
        ),
        Field(
            "period_until",
            "laufzeit",
            _("Funded until, as the source says"),
            Kind.DATE,
            hint=_("The offer stays in the list; whether it goes on must be checked"),
        ),
        Field(
            "deadline_text", "fristen-text", _("Deadlines, as the source says"), Kind.TEXT, rows=2
        ),
    ),
)

WORTH = Group(
    "wieviel",
    _("How much"),
    (
        Field("amount.min_eur", "betrag-ab", _("Amount, at least"), Kind.WHOLE, suffix=_EUROS),
        Field("amount.max_eur", "betrag-bis", _("Amount, at most"), Kind.WHOLE, suffix=_EUROS),
        Field("amount.rate_percent", "quote", _("Share of the costs"), Kind.DECIMAL, suffix="%"),
        Field("amount.free_of_charge", "kostenlos", _("Free of charge"), Kind.TRUTH),
        Field("amount.de_minimis", "de-minimis", _("De minimis aid"), Kind.TRUTH),
        Field(
            "before_start",
            "vor-beginn",
            _("The application must come before the project starts"),
            Kind.TRUTH,
        ),
        Field("amount_text", "betrag-text", _("Amount, as the source says"), Kind.TEXT, rows=2),
        Field("rate_text", "quote-text", _("Rate, as the source says"), Kind.TEXT, rows=2),
        Field("funding", "finanzierung", _("Funded by"), hint=_SOURCE_WORDS),
    ),
)

CONTACT = Group(
    "kontakt",
    _("Contact"),
    (
        Field("url", "adresse", _("Page of the offer")),
        Field("contact.name", "kontakt-name", _("Whom to ask")),
        Field("contact.email", "kontakt-email", _("E-mail address")),
        Field("contact.phone", "kontakt-telefon", _("Telephone")),
        Field("contact.url", "kontakt-seite", _("Page for questions")),
    ),
)

SOURCE = Group(
    "quelle",
    _("Source"),
    (
        Field(
            "source.document",
            "quelle-dokument",
            _("Document"),
            hint=_("Such as the guideline or page on which this stands"),
        ),
        Field("source.url", "quelle-adresse", _("Its address")),
        Field(
            "source.quote",
            "quelle-zitat",
            _("The sentence that matters most"),
            Kind.TEXT,
            rows=3,
            hint=_("Word for word"),
        ),
        Field(
            "as_of", "stand-quelle", _("Day that the source speaks of"), Kind.DATE, hint=_DATE_HINT
        ),
        Field(
            "license_info",
            "lizenz",
            _("Licence line"),
            hint=_("Is shown with the texts of the source"),
        ),
        Field("verified_on", "geprueft", _("Checked on"), Kind.DATE, hint=_DATE_HINT),
        Field("review_by", "pruefen-bis", _("Check again until"), Kind.DATE, hint=_DATE_HINT),
    ),
)
