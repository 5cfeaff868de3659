"""German sentences on conditions: what is asked, what is known, what is missing."""

from matcher.wording.language import Table

CONDITIONS: Table = {
    "territory.true": (
        "Ihr Standort {site} liegt im Gebiet des Angebots ({territory}).",
        "Ihr Standort liegt im Gebiet des Angebots ({territory}).",
        "Ihr Standort liegt im Gebiet des Angebots.",
    ),
    "territory.false": (
        (
            "Das Angebot gilt nur für ein bestimmtes Gebiet ({territory}); Ihr Standort {site} "
            "liegt nicht darin."
        ),
        (
            "Das Angebot gilt nur für ein bestimmtes Gebiet ({territory}); Ihr Standort liegt "
            "nicht darin."
        ),
        "Ihr Standort liegt nicht im Gebiet des Angebots.",
    ),
    "territory.unknown": (
        (
            "Das Angebot gilt nur für ein bestimmtes Gebiet ({territory}); ob Ihr Standort "
            "({site}) darin liegt, ist noch offen."
        ),
        (
            "Das Angebot gilt nur für ein bestimmtes Gebiet ({territory}); ob Ihr Standort darin "
            "liegt, ist noch offen."
        ),
        "Ob Ihr Standort im Gebiet des Angebots liegt, ist noch offen.",
    ),
    "territory.doubtful": (
        (
            "Das Angebot gilt wohl nur für ein bestimmtes Gebiet ({territory}); bitte fragen Sie "
            "beim Anbieter nach."
        ),
        "Das Angebot gilt wohl nur für ein bestimmtes Gebiet; bitte fragen Sie beim Anbieter nach.",
    ),
    "sector.true": (
        "Ihre Branche ({wz}) gehört zu den Branchen des Angebots: {sectors}.",
        "Ihre Branche gehört zu den Branchen des Angebots: {sectors}.",
        "Ihre Branche gehört zu den Branchen des Angebots.",
    ),
    "sector.false": (
        (
            "Das Angebot gilt nur für bestimmte Branchen ({sectors}); Ihre Branche ({wz}) gehört "
            "nicht dazu."
        ),
        "Das Angebot gilt nur für bestimmte Branchen ({sectors}); Ihre gehört nicht dazu.",
        "Ihre Branche gehört nicht zu den Branchen des Angebots.",
    ),
    "sector.unknown": (
        (
            "Das Angebot gilt nur für bestimmte Branchen ({sectors}); ob Ihre ({wz}) dazugehört, "
            "ist noch offen."
        ),
        "Das Angebot gilt nur für bestimmte Branchen ({sectors}); Ihre Branche fehlt noch.",
        "Das Angebot gilt nur für bestimmte Branchen; ob Ihre dazugehört, ist noch offen.",
    ),
    "sector.doubtful": (
        (
            "Das Angebot gilt wohl nur für bestimmte Branchen ({sectors}); bitte fragen Sie beim "
            "Anbieter nach."
        ),
        "Das Angebot gilt wohl nur für bestimmte Branchen; bitte fragen Sie beim Anbieter nach.",
    ),
    "audience.true": (
        "Das Angebot ist für {audience}; dazu gehören Sie.",
        "Sie gehören zu denen, für die das Angebot gemacht ist.",
    ),
    "audience.false": (
        "Das Angebot ist nur für {audience}; dazu gehören Sie nach Ihren Angaben nicht.",
        "Das Angebot ist für andere gemacht.",
    ),
    "audience.unknown": (
        "Das Angebot ist für {audience}; ob Sie dazugehören, ist noch offen.",
        "Ob das Angebot für Sie gemacht ist, ist noch offen.",
    ),
    "audience.doubtful": (
        "Das Angebot ist wohl nur für {audience}; bitte fragen Sie beim Anbieter nach.",
        "Das Angebot ist wohl nur für bestimmte Gruppen; bitte fragen Sie beim Anbieter nach.",
    ),
    "legal_form.true": ("Ihre Rechtsform passt: {given_word}.", "Ihre Rechtsform passt."),
    "legal_form.false": (
        "Das Angebot verlangt diese Rechtsform: {words}. Sie haben {given_word} angegeben.",
        "Das Angebot verlangt diese Rechtsform: {words}. Ihre ist eine andere.",
        "Ihre Rechtsform passt nicht.",
    ),
    "legal_form.unknown": (
        "Das Angebot verlangt diese Rechtsform: {words}. Ihre Rechtsform fehlt noch.",
        "Ihre Rechtsform fehlt noch.",
    ),
    "legal_form.doubtful": (
        "Das Angebot verlangt wohl diese Rechtsform: {words}. Bitte fragen Sie beim Anbieter nach.",
        "Das Angebot verlangt wohl eine bestimmte Rechtsform; bitte fragen Sie beim Anbieter nach.",
    ),
    "chamber.true": (
        "Das Angebot ist für Mitglieder {chambers}; dazu gehören Sie.",
        "Ihre Kammer passt.",
    ),
    "chamber.false": (
        "Das Angebot ist nur für Mitglieder {chambers}; Ihre Kammer: {given_chamber}.",
        "Das Angebot ist nur für Mitglieder {chambers}; dazu gehören Sie nicht.",
        "Ihre Kammer passt nicht.",
    ),
    "chamber.unknown": (
        "Das Angebot ist für Mitglieder {chambers}; Ihre Kammer fehlt noch.",
        "Ihre Kammer fehlt noch.",
    ),
    "chamber.doubtful": (
        "Das Angebot ist wohl nur für Mitglieder {chambers}; bitte fragen Sie beim Anbieter nach.",
        "Das Angebot ist wohl an eine Kammer gebunden; bitte fragen Sie beim Anbieter nach.",
    ),
    "need.true": (
        "Das Angebot ist für diese Themen: {needs}. Ihres gehört dazu.",
        "Ihr Thema passt zum Angebot.",
    ),
    "need.false": (
        "Das Angebot ist für andere Themen: {needs}.",
        "Das Angebot ist für andere Themen.",
    ),
    "need.unknown": (
        "Das Angebot ist für diese Themen: {needs}. Ihres haben Sie noch nicht genannt.",
        "Ihr Thema haben Sie noch nicht genannt.",
    ),
    "need.doubtful": (
        "Das Angebot ist wohl nur für diese Themen: {needs}. Bitte fragen Sie beim Anbieter nach.",
        ("Das Angebot ist wohl nur für bestimmte Themen; bitte fragen Sie beim Anbieter nach."),
    ),
    "fact.true": (
        "Ihre Antwort auf „{fact}“ passt: {given_answer} (verlangt: {asked_range}).",
        "Ihre Antwort auf „{fact}“ passt: {given_answer}.",
        "Ihre Antwort auf „{fact}“ passt.",
        "Eine weitere Bedingung ist erfüllt.",
    ),
    "fact.false": (
        "Auf „{fact}“ verlangt das Angebot: {asked}. Ihre Antwort: {given_answer}.",
        "Ihre Antwort auf „{fact}“ passt nicht.",
        "Eine weitere Bedingung ist nicht erfüllt.",
    ),
    "fact.unknown": (
        "Noch zu beantworten: „{fact}“ – das Angebot verlangt: {asked}.",
        "Noch zu beantworten: „{fact}“.",
        "Zu einer weiteren Bedingung fehlt noch eine Angabe.",
    ),
    "fact.doubtful": (
        "Auf „{fact}“ verlangt das Angebot wohl: {asked}. Bitte fragen Sie beim Anbieter nach.",
        "Es gibt wohl eine weitere Bedingung; bitte fragen Sie beim Anbieter nach.",
    ),
    "not.true": (
        "Bedingung: {demand}. Das trifft nach Ihren Angaben nicht zu.",
        "Sie gehören nach Ihren Angaben zu denen, die ausgeschlossen sind.",
    ),
    "not.false": (
        "Bedingung: {demand}. Das trifft nach Ihren Angaben zu.",
        "Sie gehören nach Ihren Angaben nicht zu denen, die ausgeschlossen sind.",
    ),
    "not.unknown": (
        "Bedingung: {demand}. Ob das zutrifft, ist noch offen.",
        "Ob Sie ausgeschlossen sind, ist noch offen.",
    ),
    "not.doubtful": (
        "Bedingung, aus einem Text gelesen: {demand}. Bitte fragen Sie beim Anbieter nach.",
        "Ob Sie ausgeschlossen sind, klären Sie bitte mit dem Anbieter.",
    ),
}
