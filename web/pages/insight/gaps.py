"""The figures of needs that no offer serves."""

from __future__ import annotations

from flask_babel import gettext

from web.formats import partial_date
from web.pages.insight import words
from web.pages.insight.figures import Figure, between, figure, link
from web.use_cases.insight.gaps import Gaps


def gaps_figures(found: Gaps) -> tuple[Figure, ...]:
    """All needs without an offer, then each of them by place."""
    return (_needs(found), *_places(found))


def standing(found: Gaps) -> str:
    """Of which days the figures are, and how many firms are still to be matched."""
    if found.oldest is None or found.newest is None:
        return gettext("No firm was matched with the catalogue yet.")
    oldest, newest = partial_date(found.oldest), partial_date(found.newest)
    days = (
        gettext("Matched with the catalogue on %(day)s.", day=newest)
        if oldest == newest
        else gettext(
            "Matched with the catalogue from %(first)s to %(last)s.", first=oldest, last=newest
        )
    )
    waiting = (
        gettext("%(number)s firms still wait for it.", number=between(found.unmatched))
        if found.unmatched
        else gettext("Fewer than five firms, or none, still wait for it.")
    )
    return f"{days} {waiting}"


def _needs(found: Gaps) -> Figure:
    return figure(
        "luecken",
        gettext("Topics without an offer"),
        gettext("Firms for whose topic no offer fits. A firm counts once for each such topic."),
        found.needs,
        words.need,
        linked=lambda key: link(f"#{_anchor(key)}", words.need(key)),
        group=gettext("Topic"),
    )


def _places(found: Gaps) -> tuple[Figure, ...]:
    return tuple(
        figure(
            _anchor(gap.need),
            gettext("%(topic)s, by place", topic=words.need(gap.need)),
            gettext("Firms for whom no offer fits, by place. Each counts once."),
            gap.places,
            words.place,
            group=gettext("Municipality"),
        )
        for gap in found.gaps
    )


def _anchor(need: str) -> str:
    return f"luecke-{need.replace('_', '-')}"
