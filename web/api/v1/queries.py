"""What may stand behind the question mark of an address, field by field."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BeforeValidator, Field, WithJsonSchema
from pydantic_core import PydanticCustomError

from offers.schema import AudienceWord, Kind
from offers.schema.records import Record
from offers.taxonomy.needs import NEED_KEYS
from web.api.v1.documented import Documented
from web.api.v1.marking import N_
from web.language import LANGUAGES
from web.use_cases.catalogue.searching import PAGE_SIZE
from web.use_cases.catalogue.standing import Availability

MOST_MATCHES = 100
MOST_ON_A_PAGE = 100
MOST_REGIONS = 50
_YES, _NO = ("true", "1", "yes"), ("false", "0", "no")
_KINDS, _STATES = tuple(map(str, Kind)), tuple(map(str, Availability))
_AUDIENCES = tuple(map(str, AudienceWord))


def _number(value: object) -> object:
    """Digits as a number; anything else stays and is refused."""
    is_number = isinstance(value, str) and value.isascii() and value.isdigit()
    return int(str(value)) if is_number and len(str(value)) < 10 else value


def _truth(value: object) -> object:
    text = str(value).lower()
    return True if text in _YES else False if text in _NO else value


def _several(allowed: tuple[str, ...]) -> BeforeValidator:
    """A list with commas as a tuple of known words, in the order of the closed list."""

    def read(value: object) -> object:
        if not isinstance(value, str):
            return value
        words = [word.strip() for word in value.split(",") if word.strip()]
        for word in words:
            if word not in allowed:
                context = {"given": word[:60], "allowed": ", ".join(allowed)}
                raise PydanticCustomError("unknown_word", "no word of the list", context)
        return tuple(word for word in allowed if word in words)

    return BeforeValidator(read)


def _words_schema(allowed: tuple[str, ...]) -> WithJsonSchema:
    return WithJsonSchema({"type": "array", "items": {"type": "string", "enum": list(allowed)}})


def _one_of(allowed: tuple[str, ...]) -> BeforeValidator:
    def read(value: object) -> object:
        if isinstance(value, str) and value not in allowed:
            context = {"given": value[:60], "allowed": ", ".join(allowed)}
            raise PydanticCustomError("unknown_word", "no word of the list", context)
        return value

    return BeforeValidator(read)


_CODES = tuple(LANGUAGES)
Words = tuple[str, ...]
Lang = Annotated[
    str | None,
    _one_of(_CODES),
    WithJsonSchema({"type": "string", "enum": list(_CODES)}),
    Field(description=N_("Language of the texts; without it Accept-Language decides.")),
]
Text = Annotated[str, Field(max_length=300)]
_DIGITS = BeforeValidator(_number)


class LanguageParameters(Record):
    """Only the language."""

    lang: Lang = None


class MatchParameters(LanguageParameters):
    """How many matches, of which kind."""

    limit: Annotated[
        int, Field(ge=1, le=MOST_MATCHES, description=N_("The most matches with a rank.")), _DIGITS
    ] = 10
    all: Annotated[
        bool,
        BeforeValidator(_truth),
        Field(description=N_("Also list offers that cannot be used now, with rank null.")),
    ] = False


class OfferParameters(LanguageParameters):
    """Search, filters and page of the catalogue."""

    q: Annotated[Text, Field(description=N_("Words to look for; typos are forgiven."))] = ""
    need: Annotated[
        Words,
        _several(NEED_KEYS),
        _words_schema(NEED_KEYS),
        Field(description=N_("Needs, separated by commas; one of them is enough.")),
    ] = ()
    kind: Annotated[
        Words,
        _several(_KINDS),
        _words_schema(_KINDS),
        Field(description=N_("Kinds of support, separated by commas; one of them is enough.")),
    ] = ()
    audience: Annotated[
        Words,
        _several(_AUDIENCES),
        _words_schema(_AUDIENCES),
        Field(description=N_("Groups that the offer is for, separated by commas; one is enough.")),
    ] = ()
    region: Annotated[
        Text, Field(description=N_("Where the company is: postal code, name or code of a region."))
    ] = ""
    provider: Annotated[Text, Field(description=N_("The name of a provider, or words of it."))] = ""
    state: Annotated[
        Words,
        _several(_STATES),
        _words_schema(_STATES),
        Field(description=N_("Whether one can apply today, separated by commas.")),
    ] = ()
    page: Annotated[int, Field(ge=1, le=10_000, description=N_("The page, from 1.")), _DIGITS] = 1
    per_page: Annotated[
        int, Field(ge=1, le=MOST_ON_A_PAGE, description=N_("Offers on a page.")), _DIGITS
    ] = PAGE_SIZE


class RegionParameters(LanguageParameters):
    """What to look for among the regions."""

    q: Annotated[
        Text,
        Field(min_length=1, description=N_("A name or its beginning, a code or a postal code.")),
    ]
    limit: Annotated[
        int, Field(ge=1, le=MOST_REGIONS, description=N_("The most regions.")), _DIGITS
    ] = 10


class MatchQuery(Documented):
    """The query of POST /matches."""

    shows = MatchParameters


class OfferQuery(Documented):
    """The query of GET /offers."""

    shows = OfferParameters


class RegionQuery(Documented):
    """The query of GET /regions."""

    shows = RegionParameters


class LanguageQuery(Documented):
    """The query of what knows only a language."""

    shows = LanguageParameters


def as_mapping(query: Documented) -> dict[str, Any]:
    """The query as it came."""
    return dict(query.root)
