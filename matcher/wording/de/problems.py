"""German sentences on errors of input, for people who fill in a form."""

from matcher.wording.language import Table

PROBLEMS: Table = {
    "address_not_public": ("Die Adresse führt in ein internes Netz; dort wird nichts abgeholt.",),
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
    "busy": (
        "Gerade wird schon etwas eingelesen; bitte versuchen Sie es in einer Minute noch einmal.",
    ),
    "clashing_id": (
        "Die Kennung „{id}“ steht für zwei verschiedene Unternehmen; bitte benennen Sie eines um.",
        "Eine Kennung steht für zwei verschiedene Unternehmen; bitte benennen Sie eines um.",
    ),
    "column_broken": (
        "In vielen Zeilen stimmt diese Spalte nicht mehr; bitte melden Sie das dem Betreiber.",
    ),
    "column_gone": (
        "Die Spalte „{column}“ fehlt; bitte melden Sie das dem Betreiber.",
        "Eine Spalte fehlt; bitte melden Sie das dem Betreiber.",
    ),
    "column_new": (
        "Die Spalte „{column}“ ist neu; bitte melden Sie das dem Betreiber.",
        "Eine Spalte ist neu; bitte melden Sie das dem Betreiber.",
    ),
    "column_renamed": (
        "Die Spalte „{column}“ fehlt, dafür gibt es „{given}“; bitte melden Sie das dem Betreiber.",
        "Eine Spalte heißt jetzt anders; bitte melden Sie das dem Betreiber.",
    ),
    "control_characters": (
        "Der Text enthält unsichtbare Steuerzeichen; bitte geben Sie ihn neu ein.",
    ),
    "duplicate_column": (
        "Die Spalte „{column}“ gibt es zweimal; bitte benennen Sie eine um.",
        "Eine Spalte gibt es zweimal; bitte benennen Sie eine um.",
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
    "foreign_offer": (
        "Das Angebot „{id}“ gehört zu einer anderen Quelle.",
        "Dieses Angebot gehört zu einer anderen Quelle.",
    ),
    "host_not_allowed": (
        "Von „{host}“ darf diese Quelle nichts abholen; erlaubt ist: {allowed}.",
        "Von dort darf diese Quelle nichts abholen.",
    ),
    "http_status": (
        "Der Server hat die Datei nicht herausgegeben (Status {status}).",
        "Der Server hat die Datei nicht herausgegeben.",
    ),
    "in_future": (
        "„{given}“ liegt in der Zukunft; bitte geben Sie einen Tag bis heute an.",
        "Bitte geben Sie einen Tag bis heute an.",
    ),
    "invalid_csv": ("Das ist keine gültige CSV-Datei; bitte prüfen Sie die Anführungszeichen.",),
    "invalid_json": ("Das ist kein gültiges JSON; bitte prüfen Sie Klammern und Kommas.",),
    "invalid_yaml": (
        "Das ist kein gültiges YAML; bitte prüfen Sie Einrückungen und Doppelpunkte.",
    ),
    "missing": ("Bitte geben Sie hier etwas an.",),
    "missing_column": (
        "Die Spalte „{column}“ fehlt.",
        "Eine Spalte fehlt.",
    ),
    "needless_mapping": ("Zu diesem Format gehört keine Zuordnung von Spalten.",),
    "no_certificate": (
        "„{host}“ weist sich nicht mit einem gültigen Zertifikat aus.",
        "Der Server weist sich nicht mit einem gültigen Zertifikat aus.",
    ),
    "no_mapping": (
        "Zu einer Tabelle gehört eine Zuordnung ihrer Spalten; bitte geben Sie die Datei dazu an.",
    ),
    "no_network": (
        "„{host}“ ist nicht zu erreichen; wahrscheinlich fehlt die Verbindung zum Internet.",
        "Der Server ist nicht zu erreichen; wahrscheinlich fehlt die Verbindung zum Internet.",
    ),
    "no_praise": ("Die Bewertungen halten kein Angebot für passend; so lässt sich nichts messen.",),
    "no_condition": (
        "Bitte geben Sie genau eine Bedingung an, eine von diesen: {keys}.",
        "Bitte geben Sie genau eine Bedingung an.",
    ),
    "no_day": ("Bitte geben Sie den Tag an, für den gesucht wird.",),
    "no_quote": ("Bitte tragen Sie den Satz aus der Quelle ein, auf dem diese Bedingung beruht.",),
    "no_files": ("Bitte wählen Sie einen Ordner mit Dateien auf .yaml oder .jsonl.",),
    "no_source": ("Diese Adresse gehört zu keiner Quelle.",),
    "no_table": ("Das ist nicht die Tabelle der Förderdatenbank: Keine ihrer Spalten ist darin.",),
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
    "not_a_number": (
        "„{given}“ ist keine Zahl.",
        "Bitte geben Sie eine Zahl an.",
    ),
    "not_an_object": ("Bitte geben Sie die Angaben mit Feldnamen an.",),
    "not_utf8": ("Die Datei ist nicht in UTF-8 gespeichert; bitte speichern Sie sie so.",),
    "open_quote": ("Hier beginnt ein Anführungszeichen, das nie endet; bitte schließen Sie es.",),
    "other_encoding": (
        "Die Datei ist als {given} gespeichert; bitte speichern Sie sie als UTF-8.",
        "Bitte speichern Sie die Datei als UTF-8.",
    ),
    "out_of_range": (
        "{given} geht hier nicht; bitte geben Sie einen Wert an: {expected}.",
        "Der Wert liegt nicht im erlaubten Bereich; bitte geben Sie einen anderen an.",
    ),
    "range_empty": (
        "Bitte geben Sie 'min' oder 'max' als ganze Zahl an; 'min' darf nicht über 'max' liegen.",
    ),
    "row_length": (
        "Die Zeile hat {given} Zellen, die Kopfzeile {expected}.",
        "Die Zeile hat eine andere Zahl von Zellen als die Kopfzeile.",
    ),
    "shrunk": (
        "Es fehlen {gone} von {known} Angeboten dieser Quelle; deshalb wurde nichts übernommen.",
        "Es fehlen zu viele Angebote dieser Quelle; deshalb wurde nichts übernommen.",
    ),
    "silent": (
        "„{host}“ antwortet nicht mehr.",
        "Der Server antwortet nicht mehr.",
    ),
    "too_deep": (
        "Die Bedingung ist zu tief verschachtelt; erlaubt sind {limit} Ebenen.",
        "Die Bedingung ist zu tief verschachtelt.",
    ),
    "too_large": (
        "Die Datei ist größer als {limit} Byte; so große Dateien werden nicht gelesen.",
        "Die Datei ist zu groß.",
    ),
    "too_long": (
        "Bitte kürzen Sie den Text auf höchstens {limit} Zeichen.",
        "Bitte kürzen Sie den Text.",
    ),
    "too_many": (
        "Bitte geben Sie hier höchstens {limit} Werte an.",
        "Bitte geben Sie hier weniger Werte an.",
    ),
    "too_many_redirects": ("Die Adresse wird zu oft weitergeleitet.",),
    "too_slow": (
        "Die Datei ist in {seconds} Sekunden nicht angekommen.",
        "Die Datei ist nicht rechtzeitig angekommen.",
    ),
    "truncated": (
        "Die Datei ist nur teilweise angekommen; bitte versuchen Sie es später noch einmal.",
    ),
    "unknown_code": (
        "Den Schlüssel „{given}“ kennen wir noch nicht; bitte melden Sie das dem Betreiber.",
        "Einen Schlüssel kennen wir noch nicht; bitte melden Sie das dem Betreiber.",
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
    "unknown_source": (
        "Die Quelle „{given}“ gibt es nicht.",
        "Diese Quelle gibt es nicht.",
    ),
    "unknown_territory": (
        "Das Gebiet „{given}“ kennen wir nicht; bitte prüfen Sie die Schreibweise.",
        "Das Gebiet kennen wir nicht; bitte prüfen Sie die Schreibweise.",
    ),
    "unknown_word": (
        "„{given}“ steht nicht zur Wahl; bitte wählen Sie eins von diesen: {allowed}.",
        "Bitte wählen Sie einen der angebotenen Werte.",
    ),
    "unreadable": ("Die Datei lässt sich nicht lesen; bitte wählen Sie eine andere.",),
    "unsourced": ("Bitte nennen Sie die Quelle: ein Dokument oder eine Adresse im Internet.",),
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
