"""What companies say in their own words, put together from many parts, so that no two are alike."""

from __future__ import annotations

from random import Random

FIRMS = (
    *("Wir sind ein Familienbetrieb", "Kleine Manufaktur", "Wir sind ein Handwerksbetrieb"),
    *("Unser Büro", "Ich bin selbstständig", "Wir sind ein Mittelständler", "Junges Unternehmen"),
    *("Wir sind ein Zulieferer", "Agentur mit Stammkunden", "Wir führen ein Ladengeschäft"),
    *("Praxis mit drei Standorten", "Werkstatt in der zweiten Generation", "We are a small firm"),
)
MATERIALS = (
    *("Edelstahl", "Aluminium", "Kunststoff", "Holz", "Glas", "Beton", "Papier", "Leder", "Textil"),
    *("Elektro", "Kabel", "Sensor", "Medizin", "Lebensmittel", "Fahrrad", "Garten", "Möbel"),
    *("Software", "Druck", "Metall", "Keramik", "Gummi", "Dach", "Heizungs", "Solar", "Wasser"),
)
THINGS = (
    *("gehäuse", "teile", "bau", "technik", "handel", "verarbeitung", "montage", "reparatur"),
    *("planung", "vertrieb", "entwicklung", "service", "prüfung", "verpackung", "logistik"),
    *("anlagen", "werkzeuge", "komponenten", "systeme", "zubehör", "veredelung", "recycling"),
)
WISHES = (
    *("wollen unsere Energiekosten senken", "suchen dringend Fachkräfte", "finden keine Azubis"),
    *("möchten die Halle neu dämmen", "planen eine Photovoltaikanlage auf dem Dach"),
    *("brauchen Geld für eine neue Maschine", "wollen den Papierkram digital erledigen"),
    *("haben Angst vor einem Hackerangriff", "möchten in die Niederlande exportieren"),
    *("suchen einen Nachfolger", "wollen einen Betrieb übernehmen", "möchten gründen"),
    *("müssen Löhne zahlen und das Konto ist leer", "brauchen eine Bürgschaft für die Bank"),
    *("wollen Leute aus dem Ausland einstellen", "brauchen Hilfe mit Visum und Anerkennung"),
    *("möchten unsere Mitarbeiter weiterbilden", "suchen eine größere Fläche mit Gleisanschluss"),
    *("wollen einen Prototypen bauen", "suchen eine Hochschule für ein Forschungsprojekt"),
    *("möchten Verpackungen wiederverwenden", "wollen den Fuhrpark auf Strom umstellen"),
    *("need advice on artificial intelligence", "kämpfen mit steigenden Einkaufspreisen"),
    *("wollen vor Hochwasser geschützt sein", "suchen Austausch mit anderen Betrieben"),
)
REASONS = (
    *("weil die Bank zögert", "weil zwei Gesellen in Rente gehen", "seit der Umsatz einbricht"),
    *("bevor der Mietvertrag ausläuft", "damit wir nicht ins Ausland müssen", "am liebsten sofort"),
    *("aber niemand kennt sich aus", "und wissen nicht, wo wir anfangen sollen"),
    *("weil ein Großkunde das verlangt", "damit die Lieferkette hält", "noch in diesem Jahr"),
    *("wegen der neuen Vorschriften", "da unsere Anlage aus den Neunzigern stammt"),
)
EXTRAS = (
    *("Ein Zuschuss wäre gut.", "Ein Gespräch würde reichen.", "Kredit kommt nicht in Frage."),
    *("Wir haben noch nie etwas beantragt.", "Die IHK hat uns an Sie verwiesen.", "Danke!"),
    *("Wir wollen nächstes Jahr wachsen.", "Das Dach ist undicht.", "Personal ist knapp."),
    *("Es geht um etwa 200.000 Euro.", "Wir haben schon angefangen.", "Bitte anrufen."),
)
TYPO_SHARE = 0.03


def sentences(dice: Random) -> str:
    """One to three sentences of 10 to 40 words, with a typo now and then."""
    firm = f"{dice.choice(FIRMS)}, {_compound(dice)} und {_compound(dice)}."
    wishes = [f"Wir {dice.choice(WISHES)}, {dice.choice(REASONS)}." for _ in range(_few(dice))]
    extra = [dice.choice(EXTRAS)] if dice.random() < 0.6 else []
    text = " ".join((firm, *wishes, *extra))
    return " ".join(_typed(word, dice) for word in text.split())


def _few(dice: Random) -> int:
    return dice.choice((1, 1, 2))


def _compound(dice: Random) -> str:
    return dice.choice(MATERIALS) + dice.choice(THINGS)


def _typed(word: str, dice: Random) -> str:
    """Two letters change places in a few long words."""
    if len(word) < 6 or dice.random() > TYPO_SHARE:
        return word
    at = dice.randrange(1, len(word) - 2)
    return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
