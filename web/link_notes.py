"""What the link check found, in words; for editors only, as checks by programs are often wrong."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from flask_babel import gettext, lazy_gettext, ngettext

from offers.quality.links import LinkState, addresses_of
from offers.schema import Offer
from web.clock import day_in_berlin
from web.current import person, services
from web.formats import host, partial_date
from web.use_cases.catalogue import links
from web.use_cases.catalogue.links import LinkStanding
from web.use_cases.roles import Role

LONGEST_SHOWN = 70
STATES: Mapping[LinkState, tuple[object, str]] = {
    LinkState.UNCHECKED: (lazy_gettext("not checked yet"), "info"),
    LinkState.OK: (lazy_gettext("works"), "success"),
    LinkState.REFUSED: (lazy_gettext("cannot be checked"), "info"),
    LinkState.SOFT: (lazy_gettext("did not work lately"), "warning"),
    LinkState.HARD: (lazy_gettext("does not work"), "danger"),
}
ANSWERS: Mapping[str, object] = {
    "moved": lazy_gettext("The page has moved for good. Please change the link."),
    "moved_to_start": lazy_gettext("The link leads to the start page: the page is probably gone."),
    "redirects": lazy_gettext("The server sends visitors round and round."),
    "robots": lazy_gettext("The host does not want to be asked by programs."),
    "no_name": lazy_gettext("There is no host of this name."),
    "no_connection": lazy_gettext("The host takes no connection."),
    "no_answer": lazy_gettext("The host does not answer."),
    "slow": lazy_gettext("The host took too long."),
    "broken": lazy_gettext("The answer broke off."),
    "certificate": lazy_gettext("Browsers warn of this page: its certificate is not valid."),
    "not_public": lazy_gettext("The link leads into a private network."),
    "wrong_address": lazy_gettext("This is no address of a web page."),
    "404": lazy_gettext("The page is not there (404)."),
    "410": lazy_gettext("The page was removed (410)."),
    "403": lazy_gettext("The host refuses programs (403). Please look yourself."),
}


@dataclass(frozen=True, slots=True)
class LinkLine:
    """One link: where it leads, how it stands (words and kind of badge), what else to know.

    `shown` is the address as people read it, the end cut off where it is long.
    """

    url: str
    shown: str
    state: str
    kind: str
    note: str


def link_line(link: LinkStanding) -> LinkLine:
    """A link in words."""
    state, kind = STATES[link.state]
    notes = (answer_in_words(link.answer), _lasting(link), _checked(link))
    return LinkLine(link.url, _shown(link.url), str(state), kind, " ".join(filter(None, notes)))


def answer_in_words(code: str) -> str:
    """What the server said; '' for what is as it should be."""
    if code in ANSWERS:
        return str(ANSWERS[code])
    is_fine = not code or code.startswith("2") or code in ("304", "416")
    return "" if is_fine else gettext("Answer of the server: %(code)s.", code=code)


def for_editors(offer: Offer) -> tuple[LinkLine, ...]:
    """The links of an offer, if an editor is signed in; nothing for everybody else."""
    known = person()
    if known is None or known.roles.isdisjoint({Role.EDITOR, Role.ADMINISTRATOR}):
        return ()
    return lines_of(addresses_of(offer), links.standings(services().engine, addresses_of(offer)))


def lines_of(urls: Iterable[str], known: Mapping[str, LinkStanding]) -> tuple[LinkLine, ...]:
    """These links in words; those that nobody noted yet are not checked."""
    unchecked = LinkState.UNCHECKED
    return tuple(link_line(known.get(url, LinkStanding(url=url, state=unchecked))) for url in urls)


def _shown(url: str) -> str:
    parts = urlsplit(url)
    text = f"{host(url)}{unquote(parts.path).rstrip('/')}{'?' if parts.query else ''}{parts.query}"
    return text if len(text) <= LONGEST_SHOWN else f"{text[: LONGEST_SHOWN - 1]}…"


def _lasting(link: LinkStanding) -> str:
    if link.failing_since_utc is None:
        return ""
    return ngettext(
        "It failed on one day, on %(day)s.",
        "It failed on %(num)s days, first on %(day)s.",
        link.failed_days,
        day=partial_date(day_in_berlin(link.failing_since_utc)),
    )


def _checked(link: LinkStanding) -> str:
    if link.checked_utc is None:
        return ""
    return gettext("Last checked: %(day)s.", day=partial_date(day_in_berlin(link.checked_utc)))
