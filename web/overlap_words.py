"""Why two offers seem to be one, in words: a sentence for each piece of evidence."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TypeAlias

from flask_babel import gettext

from matcher.wording import audience_label, kind_label
from offers.overlaps import CERTAIN, Code, Evidence
from web.formats import host, listing, money, rate
from web.language import current_language
from web.organisation_facts import territory_names

PROBABLE = 0.6
Values: TypeAlias = Mapping[str, str | int]


def evidence_sentence(evidence: Evidence) -> str:
    """What both have in common or what parts them, as a sentence in the page's language."""
    return _SENTENCES[evidence.code](evidence.values)


def likeness(score: float) -> str:
    """How likely it is that both are one offer, in words."""
    if score >= CERTAIN:
        return gettext("Almost certainly the same offer")
    if score >= PROBABLE:
        return gettext("Probably the same offer")
    return gettext("Perhaps the same offer")


def _same_content(values: Values) -> str:
    return gettext("Everything is the same.")


def _title(values: Values) -> str:
    return gettext("The titles are %(share)s alike.", share=rate(int(values["percent"])))


def _text(values: Values) -> str:
    return gettext("The descriptions are %(share)s alike.", share=rate(int(values["percent"])))


def _page(values: Values) -> str:
    return gettext("Both name the same web page: %(host)s", host=host(str(values["url"])))


def _shared_page(values: Values) -> str:
    return gettext(
        "Both name a web page that %(offers)s offers name: %(host)s",
        offers=values["offers"],
        host=host(str(values["url"])),
    )


def _provider(values: Values) -> str:
    return gettext("The provider is the same: %(provider)s", provider=values["provider"])


def _number(values: Values) -> str:
    return gettext("The product number is the same: %(number)s", number=values["number"])


def _amount(values: Values) -> str:
    return gettext("The highest amount is the same: %(amount)s", amount=_euros(values["eur"]))


def _more(values: Values) -> str:
    return gettext("Only one title says: %(words)s", words=values["words"])


def _parts(values: Values) -> str:
    return gettext("They are different parts: %(first)s / %(second)s", **_both(values))


def _numbers(values: Values) -> str:
    return gettext("The product numbers differ: %(first)s / %(second)s", **_both(values))


def _amounts(values: Values) -> str:
    first, second = _euros(values["first"]), _euros(values["second"])
    return gettext("The highest amounts differ: %(first)s / %(second)s", first=first, second=second)


def _territories(values: Values) -> str:
    first, second = (listing(territory_names(_words(values[of]))) for of in ("first", "second"))
    return gettext(
        "They hold in different places: %(first)s / %(second)s", first=first, second=second
    )


def _audiences(values: Values) -> str:
    return gettext(
        "They are for different people: %(first)s / %(second)s", **_labelled(values, audience_label)
    )


def _kinds(values: Values) -> str:
    return gettext(
        "They are different kinds: %(first)s / %(second)s", **_labelled(values, kind_label)
    )


def _editions(values: Values) -> str:
    return gettext("One may follow the other: %(first)s / %(second)s", **_both(values))


def _both(values: Values) -> dict[str, str]:
    return {of: str(values[of]) for of in ("first", "second")}


def _labelled(values: Values, label: Callable[[str, str], str]) -> dict[str, str]:
    language = current_language()
    return {
        of: listing(label(word, language) for word in _words(values[of]))
        for of in ("first", "second")
    }


def _words(listed: str | int) -> Iterable[str]:
    return str(listed).split(", ")


def _euros(amount: str | int) -> str:
    return money(int(amount))


_SENTENCES: Mapping[Code, Callable[[Values], str]] = {
    Code.SAME_CONTENT: _same_content,
    Code.SAME_TITLE: _title,
    Code.LIKE_TITLE: _title,
    Code.LIKE_TEXT: _text,
    Code.SAME_PAGE: _page,
    Code.SHARED_PAGE: _shared_page,
    Code.SAME_PROVIDER: _provider,
    Code.SAME_NUMBER: _number,
    Code.SAME_AMOUNT: _amount,
    Code.ONE_TITLE_SAYS_MORE: _more,
    Code.OTHER_PART: _parts,
    Code.OTHER_NUMBER: _numbers,
    Code.OTHER_AMOUNT: _amounts,
    Code.OTHER_TERRITORY: _territories,
    Code.OTHER_AUDIENCE: _audiences,
    Code.OTHER_KIND: _kinds,
    Code.OTHER_EDITION: _editions,
}
