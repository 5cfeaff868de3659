"""German labels of closed lists, phrases, units and prepositions."""

from collections.abc import Mapping

from matcher.wording.language import Labels
from offers.schema.words import SME

LABELS: Mapping[str, Labels] = {
    "kind": {
        "advice": "Beratung",
        "grant": "Zuschuss",
        "loan": "Darlehen",
        "guarantee": "Bürgschaft",
        "equity": "Beteiligung",
        "training": "Weiterbildung",
        "network": "Netzwerk",
        "experts": "Fachleute",
        "infrastructure": "Räume und Geräte",
        "competition": "Wettbewerb",
        "other": "Sonstiges",
    },
    "stage": {
        "Informieren": "Informieren",
        "Coachen": "Coachen",
        "Vernetzen": "Vernetzen",
        "Transfer": "Transfer",
    },
    "audience": {
        "company": "Unternehmen",
        "founder": "Gründerinnen und Gründer",
        "freelancer": "Freiberuflerinnen und Freiberufler",
        "nonprofit": "gemeinnützige Organisationen",
        "housing": "Wohnungsunternehmen",
        "training_provider": "Bildungsträger",
        "university": "Hochschulen",
        "research": "Forschungseinrichtungen",
        "municipality": "Städte und Gemeinden",
        "person": "Privatpersonen",
        "newcomer": "Zugewanderte",
        "project_carrier": "Projektträger",
        "regional_actor": "regionale Akteure",
        "other": "andere Gruppen",
    },
    "size": {
        "micro": "Kleinstunternehmen",
        "small": "kleines Unternehmen",
        "medium": "mittleres Unternehmen",
        "large": "großes Unternehmen",
    },
    "sizes": {
        "micro": "Kleinstunternehmen",
        "small": "kleine Unternehmen",
        "medium": "mittlere Unternehmen",
        "large": "große Unternehmen",
    },
    "state": {
        "open": "offen",
        "paused": "pausiert",
        "archive_only": "nur zum Nachlesen",
        "ended": "beendet",
    },
    "verdict": {
        "eligible": "passt nach Ihren Angaben",
        "unclear": "noch zu klären",
        "not_eligible": "passt nicht",
        "not_open_yet": "noch nicht offen",
        "closed": "beendet",
    },
    "chamber": {"IHK": "IHK", "HWK": "HWK", "other": "andere Kammer"},
    "of_chamber": {"IHK": "der IHK", "HWK": "der HWK", "other": "einer anderen Kammer"},
    "figures": {
        "employees": "die Zahl Ihrer Beschäftigten",
        "turnover_eur": "Ihr Umsatz",
        "balance_sheet_eur": "Ihre Bilanzsumme",
    },
    "fields": {"postal_code": "Postleitzahl", "municipality": "Ort", "region": "Region"},
    "language": {"de": "Deutsch", "en": "Englisch"},
    "offer_field": {
        "title": "Titel",
        "summary": "Kurzbeschreibung",
        "description": "Beschreibung",
        "topic_text": "Themen",
        "sector_text": "Branchen",
        "kind_text": "Art der Hilfe",
        "deadline_text": "Fristen",
        "amount_text": "Betrag",
        "rate_text": "Förderquote",
        "audience_text": "Zielgruppe",
        "requires": "Voraussetzungen",
        "status": "Stand",
        "funding": "Finanzierung",
    },
}

PHRASES: Labels = {
    "and": "und",
    "as_well_as": "{0} sowie {1}",
    "more": "{} weitere",
    "in": "in {}",
    "quote": "„{}“",
    "yes": "ja",
    "no": "nein",
    "not": "nicht {}",
    "at_least": "mindestens {}",
    "at_most": "höchstens {}",
    "exactly": "genau {}",
    "between": "{0} bis {1}",
    "more_than": "mehr als {}",
    "less_than": "weniger als {}",
    "either": "{0} oder {1}",
    "not_founded": "noch nicht gegründet",
    "last_day": "heute ist der letzte Tag",
    "days_left": "noch {}",
    "every_year": "{}, jedes Jahr wieder",
    "one_of": "eines davon: {}",
    "all_of": "alles zusammen: {}",
    "nothing": "nichts genannt",
    "independent_assumed": "angenommen, Sie gehören nicht zu einem größeren Unternehmen",
    "ask_by_name": "Was gilt für Sie bei „{}“?",
    "label": "{}",
    "label_under_not": "Nicht: {}",
}

UNITS: Mapping[str, Labels] = {
    "employees": {"one": "{} beschäftigte Person", "other": "{} Beschäftigte"},
    "people": {"one": "{} Person", "other": "{} Personen"},
    "years": {"one": "{} Jahr", "other": "{} Jahre"},
    "days": {"one": "{} Tag", "other": "{} Tage"},
    "euros": {"one": "{} Euro", "other": "{} Euro"},
    "million_euros": {"one": "{} Mio. Euro", "other": "{} Mio. Euro"},
    "billion_euros": {"one": "{} Mrd. Euro", "other": "{} Mrd. Euro"},
}

LOCATIVES: tuple[tuple[str, str], ...] = (
    (r"Europäische Union", "in der Europäischen Union"),
    (r"Metropole .+|Region .+|StädteRegion .+|.+-Region|Slowakei", "in der {0}"),
    (r"(Mittlere|Westfälische|Bergische|Rheinische)s (.+)", "im {1}n {2}"),
    (r"(.+)er Kreis", "im {1}en Kreis"),
    (r"Kreis .+|Regierungsbezirk .+|.+kreis|.+-Kreis( .+)?|Saarland|Münsterland", "im {0}"),
)

SIZES: Mapping[frozenset[str], str] = {
    SME: "KMU",
    SME | {"large"}: "Unternehmen jeder Größe",
}
SIZES_IN_FULL: Mapping[frozenset[str], str] = {
    SME: "Kleinst-, kleine oder mittlere Unternehmen (KMU)",
    SME | {"large"}: "Unternehmen jeder Größe",
}
