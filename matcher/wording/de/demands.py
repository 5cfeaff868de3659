"""What conditions demand, in German: plainly, under a 'not', and facts with words of their own."""

from collections.abc import Mapping

from matcher.wording.language import Labels, Table

_SIZE = ("{sizes_in_full}", "Bestimmte Größe des Unternehmens")
_NOT_SIZE = ("Nicht für {sizes}", "Nicht für jede Größe des Unternehmens")

DEMANDS: Table = {
    "territory": ("Sitz {located}", "Sitz in einem bestimmten Gebiet"),
    "sector": ("Branche: {sectors}", "Bestimmte Branchen"),
    "audience": ("Für {audience}", "Für bestimmte Gruppen"),
    "employees": ("{range_employees}", "Bestimmte Zahl von Beschäftigten"),
    "turnover_eur": ("Umsatz im Jahr: {range_euros}", "Bestimmter Umsatz"),
    "balance_sheet_eur": ("Bilanzsumme: {range_euros}", "Bestimmte Bilanzsumme"),
    "age_years": ("Alter des Unternehmens: {range_years}", "Bestimmtes Alter des Unternehmens"),
    "size": _SIZE,
    "size_in_group": _SIZE,
    "legal_form": ("Rechtsform: {words}", "Bestimmte Rechtsform"),
    "chamber": ("Mitglied {chambers}", "Mitglied einer bestimmten Kammer"),
    "need": ("Thema: {needs}", "Bestimmte Themen"),
    "fact": ("{fact} – {asked}", "Weitere Bedingung"),
}

REFUSALS: Table = {
    "territory": ("Sitz nicht {located}", "Sitz nicht in einem bestimmten Gebiet"),
    "sector": ("Nicht für diese Branchen: {sectors}", "Nicht für bestimmte Branchen"),
    "audience": ("Nicht für {audience}", "Nicht für bestimmte Gruppen"),
    "employees": ("{outside_employees}", "Andere Zahl von Beschäftigten"),
    "turnover_eur": ("Umsatz im Jahr: {outside_euros}", "Anderer Umsatz"),
    "balance_sheet_eur": ("Bilanzsumme: {outside_euros}", "Andere Bilanzsumme"),
    "age_years": ("Alter des Unternehmens: {outside_years}", "Anderes Alter des Unternehmens"),
    "size": _NOT_SIZE,
    "size_in_group": _NOT_SIZE,
    "legal_form": ("Rechtsform: nicht {words}", "Andere Rechtsform"),
    "chamber": ("Nicht Mitglied {chambers}", "Nicht Mitglied einer bestimmten Kammer"),
    "need": ("Nicht für diese Themen: {needs}", "Nicht für jedes Thema"),
    "fact": ("{fact} – {other_than_asked}", "Weitere Bedingung"),
}

FACTS: Mapping[str, Labels] = {
    "project_started.no": {
        "demand": "Mit dem Vorhaben noch nicht begonnen",
        "true": "Sie haben mit dem Vorhaben noch nicht begonnen; so ist es verlangt.",
        "false": (
            "Der Antrag muss vor Beginn des Vorhabens gestellt werden; Sie haben schon begonnen."
        ),
        "unknown": (
            "Der Antrag muss vor Beginn des Vorhabens gestellt werden; haben Sie schon begonnen?"
        ),
        "doubtful": (
            "Der Antrag muss wohl vor Beginn des Vorhabens gestellt werden; bitte fragen Sie beim "
            "Anbieter nach."
        ),
    },
    "project_started.yes": {
        "demand": "Mit dem Vorhaben schon begonnen",
        "true": "Sie haben mit dem Vorhaben schon begonnen; so ist es verlangt.",
        "false": "Das Vorhaben muss schon begonnen haben; Sie haben noch nicht begonnen.",
        "unknown": "Das Vorhaben muss schon begonnen haben; haben Sie schon begonnen?",
        "doubtful": (
            "Das Vorhaben muss wohl schon begonnen haben; bitte fragen Sie beim Anbieter nach."
        ),
    },
    "in_difficulty.no": {
        "demand": "Kein Unternehmen in wirtschaftlichen Schwierigkeiten",
        "true": "Ihr Unternehmen ist nicht in Schwierigkeiten; so ist es verlangt.",
        "false": (
            "Unternehmen in wirtschaftlichen Schwierigkeiten sind ausgeschlossen; nach Ihren "
            "Angaben trifft das auf Sie zu."
        ),
        "unknown": (
            "Unternehmen in wirtschaftlichen Schwierigkeiten sind ausgeschlossen; ob das auf Sie "
            "zutrifft, ist noch offen."
        ),
        "doubtful": (
            "Unternehmen in wirtschaftlichen Schwierigkeiten sind wohl ausgeschlossen; bitte "
            "fragen Sie beim Anbieter nach."
        ),
    },
    "hires_unemployed.yes": {"demand": "Einstellung eines arbeitslosen Menschen"},
    "exports.yes": {"demand": "Verkauf ins Ausland, auch geplant"},
    "research_partner.yes": {"demand": "Zusammenarbeit mit Hochschule oder Forschungsinstitut"},
    "master_craftsman.yes": {"demand": "Meisterbrief oder gleichwertiger Abschluss"},
    "works_council.yes": {"demand": "Betriebsrat vorhanden"},
    "takes_over_company.yes": {"demand": "Übernahme eines bestehenden Unternehmens"},
    "founder_full_time.yes": {"demand": "Gründung im Haupterwerb"},
}
