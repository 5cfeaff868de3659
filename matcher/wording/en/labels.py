"""English labels of closed lists, phrases, units, places and prepositions."""

from collections.abc import Mapping

from matcher.wording.language import Labels
from offers.schema.words import SME

LABELS: Mapping[str, Labels] = {
    "kind": {
        "advice": "advice",
        "grant": "grant",
        "loan": "loan",
        "guarantee": "guarantee",
        "equity": "equity",
        "training": "training",
        "network": "network",
        "experts": "experts",
        "infrastructure": "rooms and equipment",
        "competition": "competition",
        "other": "other",
    },
    "stage": {
        "Informieren": "Inform",
        "Coachen": "Coach",
        "Vernetzen": "Connect",
        "Transfer": "Transfer",
    },
    "audience": {
        "company": "companies",
        "founder": "founders",
        "freelancer": "freelance professionals",
        "nonprofit": "non-profit organisations",
        "housing": "housing companies",
        "training_provider": "training providers",
        "university": "universities",
        "research": "research institutions",
        "municipality": "towns and municipalities",
        "person": "private persons",
        "newcomer": "people new to Germany",
        "project_carrier": "project sponsors",
        "regional_actor": "regional bodies",
        "other": "other groups",
    },
    "size": {
        "micro": "micro enterprise",
        "small": "small enterprise",
        "medium": "medium-sized enterprise",
        "large": "large enterprise",
    },
    "sizes": {
        "micro": "micro enterprises",
        "small": "small enterprises",
        "medium": "medium-sized enterprises",
        "large": "large enterprises",
    },
    "state": {
        "open": "open",
        "paused": "paused",
        "archive_only": "only to read",
        "ended": "ended",
    },
    "verdict": {
        "eligible": "fits your answers",
        "unclear": "still to be clarified",
        "not_eligible": "does not fit",
        "not_open_yet": "not open yet",
        "closed": "ended",
    },
    "chamber": {
        "IHK": "IHK (industry and commerce)",
        "HWK": "HWK (skilled crafts)",
        "other": "another chamber",
    },
    "of_chamber": {
        "IHK": "the IHK (industry and commerce)",
        "HWK": "the HWK (skilled crafts)",
        "other": "another chamber",
    },
    "figures": {
        "employees": "your number of employees",
        "turnover_eur": "your turnover",
        "balance_sheet_eur": "your balance sheet total",
    },
    "fields": {"postal_code": "postal code", "municipality": "town", "region": "region"},
    "language": {"de": "German", "en": "English"},
    "offer_field": {
        "title": "Title",
        "summary": "Short description",
        "description": "Description",
        "topic_text": "Topics",
        "sector_text": "Sectors",
        "kind_text": "Kind of support",
        "deadline_text": "Deadlines",
        "amount_text": "Amount",
        "rate_text": "Funding rate",
        "audience_text": "Audience",
        "requires": "Requirements",
        "status": "State",
        "funding": "Funding",
    },
}

PHRASES: Labels = {
    "and": "and",
    "as_well_as": "{0} as well as {1}",
    "more": "{} more",
    "in": "in {}",
    "quote": "‘{}’",
    "yes": "yes",
    "no": "no",
    "not": "not {}",
    "at_least": "at least {}",
    "at_most": "at most {}",
    "exactly": "exactly {}",
    "between": "{0} to {1}",
    "more_than": "more than {}",
    "less_than": "less than {}",
    "either": "{0} or {1}",
    "not_founded": "not founded yet",
    "last_day": "today is the last day",
    "days_left": "{} left",
    "every_year": "{}, every year again",
    "one_of": "one of: {}",
    "all_of": "all of: {}",
    "nothing": "nothing named",
    "independent_assumed": "assuming your company does not belong to a larger one",
    "ask_by_name": "What holds for you about ‘{}’?",
    "label": "{}",
    "label_under_not": "Not: {}",
}

UNITS: Mapping[str, Labels] = {
    "employees": {"one": "{} employee", "other": "{} employees"},
    "people": {"one": "{} person", "other": "{} people"},
    "years": {"one": "{} year", "other": "{} years"},
    "days": {"one": "{} day", "other": "{} days"},
    "euros": {"one": "{} euro", "other": "{} euros"},
    "million_euros": {"one": "{} million euros", "other": "{} million euros"},
    "billion_euros": {"one": "{} billion euros", "other": "{} billion euros"},
}

PLACES: Labels = {
    "DE2": "Bavaria",
    "DE7": "Hesse",
    "DE8": "Mecklenburg-Western Pomerania",
    "DE9": "Lower Saxony",
    "DEA": "North Rhine-Westphalia",
    "DEB": "Rhineland-Palatinate",
    "DED": "Saxony",
    "DEE": "Saxony-Anhalt",
    "DEG": "Thuringia",
}

LOCATIVES: tuple[tuple[str, str], ...] = (
    (r"European Union|Metropole Ruhr|Netherlands|.+-Region|.+es Ruhrgebiet", "in the {0}"),
)

SIZES: Mapping[frozenset[str], str] = {
    SME: "SMEs",
    SME | {"large"}: "companies of every size",
}
SIZES_IN_FULL: Mapping[frozenset[str], str] = {
    SME: "Micro, small or medium-sized enterprises (SMEs)",
    SME | {"large"}: "Companies of every size",
}
