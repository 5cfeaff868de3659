"""German sentences on status, fit and warnings."""

from matcher.wording.language import Table

REMARKS: Table = {
    "closed.ended": ("Das Angebot ist beendet.",),
    "closed.valid_until": ("Das Angebot galt bis {date}.", "Das Angebot ist abgelaufen."),
    "closed.deadlines": (
        "Die letzte Antragsfrist ist vorbei: {date}.",
        "Die letzte Antragsfrist ist vorbei.",
    ),
    "over.left_catalogue": ("Das Angebot gibt es nicht mehr.",),
    "not_open_yet.valid_from": ("Das Angebot beginnt erst: {date}.", "Das Angebot beginnt erst."),
    "not_open_yet.paused": ("Das Angebot pausiert zurzeit.",),
    "fit.need": ("Passt zu Ihrem Anliegen: {needs}.", "Passt zu Ihrem Anliegen."),
    "fit.need_guessed": ("Aus Ihrem Text gelesen: {needs}.", "Passt zu dem, was Sie schreiben."),
    "fit.text": (
        "Im Angebot geht es auch um {terms}.",
        "Im Angebot geht es um das, was Sie schreiben.",
    ),
    "fit.sector": ("Gemacht für Ihre Branche: {sectors}.", "Gemacht für Ihre Branche."),
    "fit.sector_near": (
        "Gemacht für eine verwandte Branche: {sectors}.",
        "Gemacht für eine verwandte Branche.",
    ),
    "fit.place": ("Ein Angebot aus Ihrer Nähe: {territory}.", "Ein Angebot aus Ihrer Nähe."),
    "fit.kind": ("So etwas suchen Sie: {kinds}.", "So etwas suchen Sie."),
    "fit.audience": ("Gemacht für {audience}.", "Gemacht für Sie."),
    "fit.first_step": ("Ein guter erster Schritt, solange offen ist, was Sie brauchen.",),
    "fit.general": ("Bisher spricht nichts dagegen.",),
    "warning.period_over": (
        "Laut Quelle lief die Förderung bis {date}; bitte fragen Sie nach, ob es weitergeht.",
        "Laut Quelle ist die Förderung ausgelaufen; bitte fragen Sie nach, ob es weitergeht.",
    ),
    "warning.old_facts": (
        "Stand der Angaben: {date}; bitte prüfen Sie beim Anbieter, ob sie noch gelten.",
        "Die Angaben sind alt; bitte prüfen Sie beim Anbieter, ob sie noch gelten.",
    ),
    "warning.not_verified": ("Die Angaben sind noch nicht redaktionell geprüft.",),
    "warning.before_start": (
        (
            "Stellen Sie den Antrag, bevor Sie beginnen: Schon eine Bestellung oder ein Vertrag "
            "gilt meist als Beginn."
        ),
    ),
    "warning.before_start_missed": (
        (
            "Der Antrag muss vor dem Beginn gestellt werden, und Sie haben schon begonnen; bitte "
            "fragen Sie beim Anbieter nach, ob noch etwas möglich ist."
        ),
    ),
    "warning.archive_only": ("Nur zum Nachlesen: Hier lässt sich nichts beantragen.",),
    "warning.open_points": ("Es ist noch nicht alles geklärt.",),
    "warning.deadline_soon": (
        "Die Antragsfrist endet bald: {date} ({days_left}).",
        "Die Antragsfrist endet bald: {date}.",
        "Die Antragsfrist endet bald.",
    ),
    "warning.territory_unresolved": (
        (
            "Für welches Gebiet das Angebot genau gilt ({territory}), ist noch zu klären; bitte "
            "fragen Sie beim Anbieter nach."
        ),
        (
            "Für welches Gebiet das Angebot genau gilt, ist noch zu klären; bitte fragen Sie beim "
            "Anbieter nach."
        ),
    ),
    "place_contradiction": (
        (
            "Ihre Angaben zum Ort passen nicht zusammen. Gerechnet wird mit: {kept}. Nicht "
            "beachtet: {dropped}."
        ),
        "Ihre Angaben zum Ort passen nicht zusammen.",
    ),
    "postal_code_malformed": (
        "„{given}“ ist keine Postleitzahl; bitte geben Sie fünf Ziffern ein.",
        "Bitte geben Sie die Postleitzahl mit fünf Ziffern ein.",
    ),
    "postal_code_unknown": (
        "Die Postleitzahl {given} kennen wir nicht; bitte prüfen Sie sie oder nennen Sie den Ort.",
        "Die Postleitzahl kennen wir nicht; bitte prüfen Sie sie oder nennen Sie den Ort.",
    ),
    "postal_code_assumed": (
        (
            "Die Postleitzahl {given} steht nicht in unserem Verzeichnis; nach ihren Nachbarn "
            "liegt sie hier: {taken}."
        ),
        "Die Postleitzahl steht nicht in unserem Verzeichnis; ihre Lage ist angenommen.",
    ),
    "municipality_unknown": (
        "Den Ort „{given}“ kennen wir nicht. Meinen Sie {suggestion}?",
        "Den Ort „{given}“ kennen wir nicht; bitte prüfen Sie die Schreibweise.",
        "Den Ort kennen wir nicht; bitte prüfen Sie die Schreibweise.",
    ),
    "municipality_guessed": (
        "„{given}“ haben wir als {taken} gelesen.",
        "Den Ort haben wir nach der ähnlichsten Schreibweise gelesen.",
    ),
    "region_unknown": ("Die Region „{given}“ kennen wir nicht.", "Die Region kennen wir nicht."),
    "size_contradiction": (
        "Bitte prüfen Sie Ihre Angaben: {employees}, aber {turnover} Umsatz im Jahr.",
        "Bitte prüfen Sie Ihre Angaben: Beschäftigte und Umsatz passen nicht zusammen.",
    ),
}
