"""The closed word lists of the offer format."""

from __future__ import annotations

from enum import StrEnum


class Kind(StrEnum):
    """What an offer gives."""

    ADVICE = "advice"
    GRANT = "grant"
    LOAN = "loan"
    GUARANTEE = "guarantee"
    EQUITY = "equity"
    TRAINING = "training"
    NETWORK = "network"
    EXPERTS = "experts"
    INFRASTRUCTURE = "infrastructure"
    COMPETITION = "competition"
    OTHER = "other"


class Stage(StrEnum):
    """Building block of a consultation, in its order."""

    INFORMIEREN = "Informieren"
    COACHEN = "Coachen"
    VERNETZEN = "Vernetzen"
    TRANSFER = "Transfer"


class State(StrEnum):
    """What the provider says of the offer; what follows from dates is computed when read."""

    OPEN = "open"
    PAUSED = "paused"
    ARCHIVE_ONLY = "archive_only"
    ENDED = "ended"


class AudienceWord(StrEnum):
    """Who may use an offer."""

    COMPANY = "company"
    FOUNDER = "founder"
    FREELANCER = "freelancer"
    NONPROFIT = "nonprofit"
    HOUSING = "housing"
    TRAINING_PROVIDER = "training_provider"
    UNIVERSITY = "university"
    RESEARCH = "research"
    MUNICIPALITY = "municipality"
    PERSON = "person"
    NEWCOMER = "newcomer"
    PROJECT_CARRIER = "project_carrier"
    REGIONAL_ACTOR = "regional_actor"
    OTHER = "other"


class SizeClass(StrEnum):
    """Size of an enterprise (EU recommendation 2003/361/EC), smallest first."""

    MICRO = "micro"
    SMALL = "small"
    MEDIUM = "medium"
    LARGE = "large"


SME = frozenset({SizeClass.MICRO, SizeClass.SMALL, SizeClass.MEDIUM})
"""Small and medium-sized enterprises (KMU)."""
