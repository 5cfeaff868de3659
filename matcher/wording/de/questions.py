"""German questions for the fields of a profile."""

from matcher.wording.language import Labels

QUESTIONS: Labels = {
    "postal_code": "Welche Postleitzahl hat Ihr Standort?",
    "municipality": "In welcher Stadt oder Gemeinde liegt Ihr Standort?",
    "region": "In welcher Region liegt Ihr Standort?",
    "wz": "Zu welcher Branche gehört Ihr Unternehmen?",
    "sector_text": "Was macht Ihr Unternehmen?",
    "employees": "Wie viele Beschäftigte haben Sie, in Vollzeit gerechnet?",
    "turnover_eur": "Wie hoch ist Ihr Umsatz im Jahr?",
    "balance_sheet_eur": "Wie hoch ist Ihre Bilanzsumme?",
    "founded": "In welchem Jahr wurde Ihr Unternehmen gegründet, oder wann gründen Sie?",
    "legal_form": "Welche Rechtsform hat Ihr Unternehmen?",
    "part_of_group": "Gehört Ihr Unternehmen zu 25 Prozent oder mehr einem anderen Unternehmen?",
    "chamber": "In welcher Kammer sind Sie Mitglied?",
    "needs": "Was beschäftigt Sie gerade?",
    "need_text": "Was brauchen Sie, in Ihren eigenen Worten?",
    "preferred_kinds": "Welche Art von Unterstützung suchen Sie?",
}
