"""German sentences on what changed in an offer."""

from matcher.wording.language import Labels

_VALUES: Labels = {
    "deadline": "Frist",
    "valid_from": "Beginn",
    "valid_until": "Ende",
    "period_until": "Ende der Förderung laut Quelle",
    "amount": "Betrag",
    "rate": "Förderquote",
    "employees": "Zahl der Beschäftigten",
    "turnover": "Umsatz",
    "stage": "Baustein",
    "as_of": "Stand der Angaben",
    "review_by": "Nächste Prüfung",
}
_YES_OR_NO: Labels = {
    "de_minimis": "De-minimis-Beihilfe",
    "free_of_charge": "Kostenlos",
    "before_start": "Antrag vor dem Beginn nötig",
}
_LISTS: Labels = {
    "kinds": "Art der Hilfe",
    "needs": "Themen",
    "sectors": "Branchen",
}
_UNTOLD: Labels = {
    "url": "Internetadresse",
    "contact": "Kontakt",
    "source": "Quelle",
    "license": "Lizenzhinweis",
}
_REACHES: Labels = {"territory": "Gebiet", "audience": "Zielgruppe"}

CHANGES: Labels = {
    **{f"{key}.added": f"{name} neu angegeben: {{after}}." for key, name in _VALUES.items()},
    **{
        f"{key}.changed": f"{name} geändert: bisher {{before}}, jetzt {{after}}."
        for key, name in _VALUES.items()
    },
    **{f"{key}.removed": f"{name} entfallen: bisher {{before}}." for key, name in _VALUES.items()},
    **{f"{key}.added": f"{name}: jetzt {{after}}." for key, name in _YES_OR_NO.items()},
    **{
        f"{key}.changed": f"{name}: bisher {{before}}, jetzt {{after}}."
        for key, name in _YES_OR_NO.items()
    },
    **{
        f"{key}.removed": f"{name}: bisher {{before}}, jetzt ohne Angabe."
        for key, name in _YES_OR_NO.items()
    },
    **{f"{key}.added": f"{name}: neu {{added}}." for key, name in _LISTS.items()},
    **{
        f"{key}.changed": f"{name}: neu {{added}}; entfallen {{removed}}."
        for key, name in _LISTS.items()
    },
    **{f"{key}.removed": f"{name}: entfallen {{removed}}." for key, name in _LISTS.items()},
    **{f"{key}.added": f"{name} neu angegeben." for key, name in _UNTOLD.items()},
    **{f"{key}.changed": f"{name} geändert." for key, name in _UNTOLD.items()},
    **{f"{key}.removed": f"{name} entfallen." for key, name in _UNTOLD.items()},
    **{
        f"{key}.{what}": f"{name} {word}: bisher {{before}}, jetzt {{after}}."
        for key, name in _REACHES.items()
        for what, word in (
            ("changed", "geändert"),
            ("narrowed", "verkleinert"),
            ("widened", "erweitert"),
        )
    },
    **{f"{key}.limited": f"{name} jetzt eingegrenzt: {{after}}." for key, name in _REACHES.items()},
    **{
        f"{key}.opened": f"{name} nicht mehr eingegrenzt: bisher {{before}}."
        for key, name in _REACHES.items()
    },
    "offer.new": "Neu im Verzeichnis.",
    "state.changed": "Stand geändert: bisher {before}, jetzt {after}.",
    "provider.changed": "Anbieter geändert: bisher {before}, jetzt {after}.",
    "language.changed": "Sprache geändert: bisher {before}, jetzt {after}.",
    "condition.added": "Neue Bedingung: {after}.",
    "condition.removed": "Bedingung entfallen: {before}.",
    "conditions.joined_differently": "Die Bedingungen hängen jetzt anders zusammen.",
    "conditions.evidenced": "Belege oder Reihenfolge der Bedingungen geändert.",
    "deadlines.labelled": "Bezeichnung einer Frist geändert.",
    "terms.changed": "Die Quelle sagt Neues zu: {fields}.",
    "texts.changed": "{fields} geändert.",
    "verified_on.added": "Redaktionell geprüft: {after}.",
    "verified_on.changed": "Erneut redaktionell geprüft: {after}.",
    "verified_on.removed": "Die redaktionelle Prüfung gilt nicht mehr.",
    "form.changed": "Nur Reihenfolge oder Schreibweise geändert.",
}
