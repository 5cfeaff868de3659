"""What the address of the inbox asks for, and the choices of its form."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from flask import url_for
from flask_babel import LazyString, gettext, lazy_gettext

from offers.taxonomy.needs import NEED_KEYS
from web.organisation_facts import topic_labels, topic_options
from web.typed_texts import one_line
from web.use_cases.files.colleagues import Colleague
from web.use_cases.files.framing import FileOrigin, FilePart, Stage
from web.use_cases.files.inbox import MINE, NOBODYS, Order, Wanted
from web.use_cases.files.searching import LONGEST

STATE, OWNER, PART, ORIGIN, NEED = "stand", "wer", "rolle", "herkunft", "bedarf"
WORDS, ORDER, OVERDUE, PAGE = "q", "sortierung", "ueberfaellig", "seite"
YES, EVERYTHING, OPEN, ME, NOBODY = "ja", "alle", "offen", "ich", "niemand"
RESPONSIBLE, INFORMED, NEWEST = "zustaendig", "zur-kenntnis", "neueste"
UNASKED = "ohne-anfrage"
_LONGEST_ID = 43
Option = tuple[str, str]

_OPEN = (Stage.NEW, Stage.UNASKED, Stage.TAKEN, Stage.APPOINTMENT, Stage.ADVISED)
_CLOSED = (Stage.HELPED, Stage.UNFIT, Stage.UNREACHABLE)
STATES: Mapping[str, tuple[Stage, ...]] = {
    OPEN: _OPEN,
    "neu": (Stage.NEW,),
    UNASKED: (Stage.UNASKED,),
    "uebernommen": (Stage.TAKEN,),
    "termin": (Stage.APPOINTMENT,),
    "beraten": (Stage.ADVISED,),
    "abgeschlossen": _CLOSED,
    "geholfen": (Stage.HELPED,),
    "nicht-passend": (Stage.UNFIT,),
    "nicht-erreichbar": (Stage.UNREACHABLE,),
    EVERYTHING: (*_OPEN, *_CLOSED),
}
STATE_NAMES: Mapping[str, LazyString] = {
    OPEN: lazy_gettext("Open files"),
    "neu": lazy_gettext("New"),
    UNASKED: lazy_gettext("No request"),
    "uebernommen": lazy_gettext("Taken on"),
    "termin": lazy_gettext("Appointment"),
    "beraten": lazy_gettext("Advised"),
    "abgeschlossen": lazy_gettext("Closed files"),
    "geholfen": lazy_gettext("Helped"),
    "nicht-passend": lazy_gettext("Nothing suitable"),
    "nicht-erreichbar": lazy_gettext("Not reached"),
    EVERYTHING: lazy_gettext("All files"),
}
_PARTS: Mapping[str, FilePart | None] = {
    RESPONSIBLE: FilePart.RESPONSIBLE,
    INFORMED: FilePart.INFORMED,
    EVERYTHING: None,
}
_PART_NAMES: Mapping[str, LazyString] = {
    RESPONSIBLE: lazy_gettext("Only what we are responsible for"),
    INFORMED: lazy_gettext("Only for our information"),
    EVERYTHING: lazy_gettext("Both"),
}
_ORIGINS: Mapping[str, FileOrigin] = {
    "anfrage": FileOrigin.REQUEST,
    "eingetragen": FileOrigin.ENTERED,
    "liste": FileOrigin.LIST,
}
_ORIGIN_NAMES: Mapping[str, LazyString] = {
    "anfrage": lazy_gettext("Request of the company"),
    "eingetragen": lazy_gettext("Entered by us"),
    "liste": lazy_gettext("From a list"),
}
_ORDER_NAMES: Mapping[str, LazyString] = {
    "": lazy_gettext("The most urgent first"),
    NEWEST: lazy_gettext("The last changed first"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """The filters as they stand in the address; '' is the default of each."""

    state: str = ""
    owner: str = ""
    part: str = ""
    origin: str = ""
    need: str = ""
    words: str = ""
    order: str = ""
    is_overdue: bool = False
    page: int = 1

    @property
    def shown_state(self) -> str:
        """The group of states that is shown: a search without one looks at all."""
        return self.state or (EVERYTHING if self.words else OPEN)

    @property
    def shown_part(self) -> str:
        """The part that is shown; the same holds for it."""
        return self.part or (EVERYTHING if self.words else RESPONSIBLE)

    @property
    def wanted(self) -> Wanted:
        """What is to be looked for."""
        return Wanted(
            stages=STATES[self.shown_state],
            owner={ME: MINE, NOBODY: NOBODYS}.get(self.owner, self.owner),
            part=_PARTS[self.shown_part],
            origin=_ORIGINS.get(self.origin),
            need=self.need,
            words=self.words,
            is_overdue=self.is_overdue,
            order=Order.NEWEST if self.order == NEWEST else Order.URGENCY,
            page=self.page,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """The options of the form, and the filters in force with the address without each."""

    owners: tuple[Option, ...]
    parts: tuple[Option, ...]
    origins: tuple[Option, ...]
    needs: tuple[Option, ...]
    orders: tuple[Option, ...]
    chips: tuple[Option, ...]


def read_filters(arguments: Mapping[str, str]) -> Filters:
    """The filters of an address; what means nothing is left out."""
    page = arguments.get(PAGE, "")
    return Filters(
        state=_one_of(arguments, STATE, STATES),
        owner=one_line(arguments.get(OWNER, ""))[:_LONGEST_ID],
        part=_one_of(arguments, PART, _PARTS),
        origin=_one_of(arguments, ORIGIN, _ORIGINS),
        need=_one_of(arguments, NEED, NEED_KEYS),
        words=one_line(arguments.get(WORDS, ""))[:LONGEST],
        order=NEWEST if arguments.get(ORDER) == NEWEST else "",
        is_overdue=arguments.get(OVERDUE) == YES,
        page=int(page) if page.isascii() and page.isdigit() and len(page) < 9 else 1,
    )


def pairs_of(filters: Filters) -> dict[str, str]:
    """What stands in the address of these filters, the page left out."""
    pairs = {
        STATE: filters.state,
        WORDS: filters.words,
        OWNER: filters.owner,
        PART: filters.part,
        ORIGIN: filters.origin,
        NEED: filters.need,
        OVERDUE: YES if filters.is_overdue else "",
        ORDER: filters.order,
    }
    return {name: value for name, value in pairs.items() if value}


def address(filters: Filters) -> str:
    """The address of the inbox with these filters, on its first page."""
    return _with(pairs_of(filters))


def page_base(filters: Filters) -> str:
    """The address that becomes that of a page when its number is written behind it."""
    return _with({**pairs_of(filters), PAGE: ""})


def address_of_state(filters: Filters, state: str) -> str:
    """The address of a group of states, all other filters kept."""
    is_default = state == replace(filters, state="").shown_state
    return address(replace(filters, state="" if is_default else state))


def choices(filters: Filters, colleagues: Sequence[Colleague], own: str) -> Choices:
    """The options of the form in the page's language; `own` is one's public id."""
    others = tuple((each.public_id, each.name) for each in colleagues if each.public_id != own)
    owners = ((ME, gettext("Me")), (NOBODY, gettext("Nobody yet")), *others)
    return Choices(
        owners=owners,
        parts=_options(_PART_NAMES),
        origins=_options(_ORIGIN_NAMES),
        needs=topic_options(),
        orders=_options(_ORDER_NAMES),
        chips=_chips(filters, dict(owners)),
    )


def _chips(filters: Filters, owners: Mapping[str, str]) -> tuple[Option, ...]:
    labels = {
        WORDS: f"„{filters.words}“",
        OWNER: _owner_label(filters.owner, owners),
        PART: str(_PART_NAMES.get(filters.part, "")),
        ORIGIN: str(_ORIGIN_NAMES.get(filters.origin, "")),
        NEED: topic_labels([filters.need])[0] if filters.need else "",
        OVERDUE: gettext("Overdue"),
    }
    pairs = pairs_of(filters)
    return tuple(
        (label, _with({other: value for other, value in pairs.items() if other != name}))
        for name, label in labels.items()
        if name in pairs
    )


def _owner_label(owner: str, owners: Mapping[str, str]) -> str:
    if owner == ME:
        return gettext("You look after it")
    if owner == NOBODY:
        return gettext("Nobody looks after it yet")
    name = owners.get(owner) or gettext("somebody else")
    return gettext("Looked after by %(name)s", name=name)


def _with(pairs: Mapping[str, str]) -> str:
    base = url_for("inbox.show")
    return f"{base}?{urlencode(pairs)}" if pairs else base


def _options(names: Mapping[str, LazyString]) -> tuple[Option, ...]:
    return tuple((key, str(label)) for key, label in names.items())


def _one_of(arguments: Mapping[str, str], name: str, known: Iterable[str]) -> str:
    given = arguments.get(name, "")
    return given if given in known else ""
