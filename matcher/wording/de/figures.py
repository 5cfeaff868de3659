"""German sentences on conditions of numbers and size."""

from matcher.wording.language import Table

FIGURES: Table = {
    "employees.true": (
        "Die Zahl Ihrer Beschäftigten passt: {given_number} (verlangt: {range_number}).",
        "Die Zahl Ihrer Beschäftigten passt.",
    ),
    "employees.false": (
        "Das Angebot verlangt {range_employees}; Sie haben {given_number} angegeben.",
        "Die Zahl Ihrer Beschäftigten passt nicht.",
    ),
    "employees.unknown": (
        "Das Angebot verlangt {range_employees}; die Zahl Ihrer Beschäftigten fehlt noch.",
        "Die Zahl Ihrer Beschäftigten fehlt noch.",
    ),
    "employees.doubtful": (
        "Das Angebot verlangt wohl {range_employees}; bitte fragen Sie beim Anbieter nach.",
        "Die Zahl der Beschäftigten ist wohl begrenzt; bitte fragen Sie beim Anbieter nach.",
    ),
    "turnover_eur.true": (
        "Ihr Umsatz passt: {given_euros} (verlangt: {range_euros}).",
        "Ihr Umsatz passt.",
    ),
    "turnover_eur.false": (
        "Das Angebot verlangt einen Umsatz von {range_euros}; Sie haben {given_euros} angegeben.",
        "Ihr Umsatz passt nicht.",
    ),
    "turnover_eur.unknown": (
        "Das Angebot verlangt einen Umsatz von {range_euros}; Ihr Umsatz fehlt noch.",
        "Ihr Umsatz fehlt noch.",
    ),
    "turnover_eur.doubtful": (
        (
            "Das Angebot verlangt wohl einen Umsatz von {range_euros}; bitte fragen Sie beim "
            "Anbieter nach."
        ),
        "Der Umsatz ist wohl begrenzt; bitte fragen Sie beim Anbieter nach.",
    ),
    "balance_sheet_eur.true": (
        "Ihre Bilanzsumme passt: {given_euros} (verlangt: {range_euros}).",
        "Ihre Bilanzsumme passt.",
    ),
    "balance_sheet_eur.false": (
        (
            "Das Angebot verlangt eine Bilanzsumme von {range_euros}; Sie haben {given_euros} "
            "angegeben."
        ),
        "Ihre Bilanzsumme passt nicht.",
    ),
    "balance_sheet_eur.unknown": (
        "Das Angebot verlangt eine Bilanzsumme von {range_euros}; Ihre Bilanzsumme fehlt noch.",
        "Ihre Bilanzsumme fehlt noch.",
    ),
    "balance_sheet_eur.doubtful": (
        (
            "Das Angebot verlangt wohl eine Bilanzsumme von {range_euros}; bitte fragen Sie beim "
            "Anbieter nach."
        ),
        "Die Bilanzsumme ist wohl begrenzt; bitte fragen Sie beim Anbieter nach.",
    ),
    "age_years.true": (
        "Das Alter Ihres Unternehmens passt: {given_age} (verlangt: {range_years}).",
        "Das Alter Ihres Unternehmens passt.",
    ),
    "age_years.false": (
        "Das Unternehmen muss {range_years} alt sein; nach Ihren Angaben: {given_age}.",
        "Das Alter Ihres Unternehmens passt nicht.",
    ),
    "age_years.unknown": (
        (
            "Das Unternehmen muss {range_years} alt sein; nach Ihren Angaben: {given_age}. Das "
            "genaue Datum der Gründung entscheidet."
        ),
        "Das Unternehmen muss {range_years} alt sein; das Jahr der Gründung fehlt noch.",
        "Das Jahr der Gründung fehlt noch.",
    ),
    "age_years.doubtful": (
        "Das Unternehmen muss wohl {range_years} alt sein; bitte fragen Sie beim Anbieter nach.",
        "Das Alter des Unternehmens ist wohl begrenzt; bitte fragen Sie beim Anbieter nach.",
    ),
    "size.true": (
        "Das Angebot ist für {sizes}; dazu gehören Sie nach Ihren Angaben ({independent_assumed}).",
        "Das Angebot ist für {sizes}; dazu gehören Sie nach Ihren Angaben.",
        "Die Größe Ihres Unternehmens passt.",
    ),
    "size.false": (
        "Das Angebot ist nur für {sizes}; Sie gelten als {possible}.",
        "Das Angebot ist nur für {sizes}; dazu gehören Sie nach Ihren Angaben nicht.",
        "Die Größe Ihres Unternehmens passt nicht.",
    ),
    "size.unknown": (
        "Das Angebot ist für {sizes}; dafür fehlt noch {missing}.",
        (
            "Das Angebot ist für {sizes}; dafür fehlen noch Angaben zu Beschäftigten, Umsatz oder "
            "Bilanzsumme."
        ),
        "Zur Größe Ihres Unternehmens fehlen noch Angaben.",
    ),
    "size.doubtful": (
        "Das Angebot ist wohl nur für {sizes}; bitte fragen Sie beim Anbieter nach.",
        "Die Größe des Unternehmens ist wohl begrenzt; bitte fragen Sie beim Anbieter nach.",
    ),
    "size_in_group.true": (
        "Das Angebot ist für {sizes}; dazu gehören Sie auch als Teil einer Gruppe.",
        "Die Größe Ihres Unternehmens passt auch als Teil einer Gruppe.",
    ),
    "size_in_group.false": (
        "Das Angebot ist nur für {sizes}; Sie gelten als {possible}.",
        "Das Angebot ist nur für {sizes}; dazu gehören Sie nach Ihren Angaben nicht.",
        "Die Größe Ihres Unternehmens passt nicht.",
    ),
    "size_in_group.unknown": (
        (
            "Das Angebot ist für {sizes}. Ihr Unternehmen gehört zu einer Gruppe, deshalb zählen "
            "die Zahlen der ganzen Gruppe; bitte klären Sie Ihre Größe mit dem Anbieter."
        ),
        "Ihr Unternehmen gehört zu einer Gruppe; bitte klären Sie Ihre Größe mit dem Anbieter.",
    ),
    "size_in_group.doubtful": (
        "Das Angebot ist wohl nur für {sizes}; bitte fragen Sie beim Anbieter nach.",
        "Die Größe des Unternehmens ist wohl begrenzt; bitte fragen Sie beim Anbieter nach.",
    ),
}
