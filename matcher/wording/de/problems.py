"""German sentences on errors of input, for people who fill in a form."""

from matcher.wording.language import Table

PROBLEMS: Table = {
    "artefact_damaged": ("Das Modell ist beschädigt. Bitte nehmen Sie eine unversehrte Kopie.",),
    "artefact_foreign": (
        "Das ist kein Modell für die Rangfolge. Erwartet wird {expected}.",
        "Das ist kein Modell für die Rangfolge. Bitte nehmen Sie eine andere Datei.",
    ),
    "artefact_not_compared": (
        "Das Modell wurde nicht mit dem jetzigen verglichen; bitte trainieren Sie es gegen dieses.",
    ),
    "artefact_outdated": (
        "Das Modell passt zu Merkmalen {given}, nicht zu {expected}; bitte trainieren Sie es neu.",
        "Das Modell gehört zu einer anderen Fassung der Merkmale; bitte trainieren Sie es neu.",
    ),
    "clashing_id": (
        "Die Kennung „{id}“ steht für zwei verschiedene Unternehmen; bitte benennen Sie eines um.",
        "Eine Kennung steht für zwei verschiedene Unternehmen; bitte benennen Sie eines um.",
    ),
    "control_characters": (
        "Der Text enthält unsichtbare Steuerzeichen; bitte geben Sie ihn neu ein.",
    ),
    "duplicate_id": (
        "Die Kennung „{id}“ gibt es schon in Zeile {first}; bitte geben Sie jede nur einmal an.",
        "Bitte geben Sie jede Kennung nur einmal an.",
    ),
    "duplicate_key": (
        "Bitte geben Sie das Feld „{key}“ nur einmal an.",
        "Bitte geben Sie jedes Feld nur einmal an.",
    ),
    "empty": ("Bitte geben Sie hier etwas ein.",),
    "empty_file": ("Die Datei ist leer; bitte wählen Sie eine andere.",),
    "invalid_json": ("Das ist kein gültiges JSON; bitte prüfen Sie Klammern und Kommas.",),
    "invalid_yaml": (
        "Das ist kein gültiges YAML; bitte prüfen Sie Einrückungen und Doppelpunkte.",
    ),
    "missing": ("Bitte geben Sie hier etwas an.",),
    "no_praise": ("Die Bewertungen halten kein Angebot für passend; so lässt sich nichts messen.",),
    "no_condition": (
        "Bitte geben Sie genau eine Bedingung an, eine von diesen: {keys}.",
        "Bitte geben Sie genau eine Bedingung an.",
    ),
    "no_day": ("Bitte geben Sie den Tag an, für den gesucht wird.",),
    "no_files": ("Bitte wählen Sie einen Ordner mit Dateien auf .yaml oder .jsonl.",),
    "not_a_date": (
        (
            "„{given}“ ist kein Datum ab 1900; bitte schreiben Sie es so: 2026-12-31, 2026-12 oder "
            "2026."
        ),
        "Bitte geben Sie ein Datum ab 1900 an, zum Beispiel 2026-12-31.",
    ),
    "not_a_day": (
        "„{given}“ ist kein Tag ab 1900; bitte schreiben Sie ihn so: 2026-12-31.",
        "Bitte geben Sie einen Tag ab 1900 an, zum Beispiel 2026-12-31.",
    ),
    "not_a_finite_number": ("Bitte geben Sie eine Zahl an.",),
    "not_an_object": ("Bitte geben Sie die Angaben mit Feldnamen an.",),
    "not_utf8": ("Die Datei ist nicht in UTF-8 gespeichert; bitte speichern Sie sie so.",),
    "out_of_range": (
        "{given} geht hier nicht; bitte geben Sie einen Wert an: {expected}.",
        "Der Wert liegt nicht im erlaubten Bereich; bitte geben Sie einen anderen an.",
    ),
    "range_empty": (
        "Bitte geben Sie 'min' oder 'max' als ganze Zahl an; 'min' darf nicht über 'max' liegen.",
    ),
    "too_deep": (
        "Die Bedingung ist zu tief verschachtelt; erlaubt sind {limit} Ebenen.",
        "Die Bedingung ist zu tief verschachtelt.",
    ),
    "too_long": (
        "Bitte kürzen Sie den Text auf höchstens {limit} Zeichen.",
        "Bitte kürzen Sie den Text.",
    ),
    "too_many": (
        "Bitte geben Sie hier höchstens {limit} Werte an.",
        "Bitte geben Sie hier weniger Werte an.",
    ),
    "unknown_division": (
        "Die Abteilung von „{given}“ gibt es in der WZ 2008 nicht; bitte prüfen Sie den Schlüssel.",
        "Diesen Schlüssel gibt es in der WZ 2008 nicht; bitte prüfen Sie ihn.",
    ),
    "unknown_fact": ("Die Frage „{given}“ gibt es nicht.", "Diese Frage gibt es nicht."),
    "unknown_id": (
        "Die Kennung „{given}“ gibt es nicht; bitte prüfen Sie die Schreibweise.",
        "Diese Kennung gibt es nicht; bitte prüfen Sie die Schreibweise.",
    ),
    "unknown_key": ("Dieses Feld gibt es nicht.",),
    "unknown_territory": (
        "Das Gebiet „{given}“ kennen wir nicht; bitte prüfen Sie die Schreibweise.",
        "Das Gebiet kennen wir nicht; bitte prüfen Sie die Schreibweise.",
    ),
    "unknown_word": (
        "„{given}“ steht nicht zur Wahl; bitte wählen Sie eins von diesen: {allowed}.",
        "Bitte wählen Sie einen der angebotenen Werte.",
    ),
    "unreadable": ("Die Datei lässt sich nicht lesen; bitte wählen Sie eine andere.",),
    "unwritable": ("Die Datei lässt sich nicht schreiben; bitte wählen Sie eine andere.",),
    "wrong_form": (
        "„{given}“ hat nicht die richtige Form; erwartet wird {expected}.",
        "„{given}“ hat nicht die richtige Form; bitte prüfen Sie die Angabe.",
        "Bitte prüfen Sie die Form dieser Angabe.",
    ),
    "wrong_type": (
        "Bitte geben Sie hier {expected} an.",
        "Bitte prüfen Sie, was Sie hier angegeben haben.",
    ),
}

EXPECTATIONS: tuple[tuple[str, str], ...] = (
    (r"at least (.+)", "mindestens {0}"),
    (r"at most (.+)", "höchstens {0}"),
    (r"(\d+) to (\d+)", "{0} bis {1}"),
    ("text", "einen Text"),
    ("a whole number", "eine ganze Zahl"),
    ("a number", "eine Zahl"),
    ("a finite number", "eine Zahl"),
    ("true or false", "ja oder nein"),
    ("a list", "eine Liste"),
    ("an object with named fields", "Angaben mit Feldnamen"),
    ("the name of a fact", "den Namen einer Frage"),
    ("true, false, a number or text", "ja, nein, eine Zahl oder einen Text"),
    (r"a WZ 2008 .+", "ein WZ-Schlüssel wie 25.62 oder ein Buchstabe von A bis U"),
)
