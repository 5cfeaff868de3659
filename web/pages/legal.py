"""Legal notice, privacy, accessibility, data sources: the operator's data is in the settings."""

from flask import Blueprint, render_template

from offers.taxonomy.regions import ATTRIBUTIONS
from web.access import Access, declare
from web.use_cases.digests.subscribing import CONFIRM_WITHIN
from web.use_cases.firms.contacts import UNCONFIRMED_FOR
from web.use_cases.operation.retention import (
    DONE_LISTS_KEPT,
    ENDED_NEWS_KEPT,
    LINKS_KEPT,
    NEWS_REMEMBERED,
    PREVIEWS_KEPT,
)
from web.use_cases.signing_in.mail_floods import COUNTED_FOR

blueprint = Blueprint("legal", __name__)
declare(blueprint, Access.PUBLIC)


@blueprint.get("/impressum")
def imprint() -> str:
    """Who runs the service (section 5 DDG)."""
    return render_template("pages/legal/imprint.html")


@blueprint.get("/datenschutz")
def privacy() -> str:
    """Which data is processed, why and how long (Article 13 GDPR)."""
    return render_template(
        "pages/legal/privacy.html",
        unconfirmed_days=UNCONFIRMED_FOR.days,
        link_days=LINKS_KEPT.days,
        counted_days=COUNTED_FOR.days,
        confirm_days=CONFIRM_WITHIN.days,
        ended_days=ENDED_NEWS_KEPT.days,
        told_days=NEWS_REMEMBERED.days,
        preview_days=PREVIEWS_KEPT.days,
        list_days=DONE_LISTS_KEPT.days,
    )


@blueprint.get("/barrierefreiheit")
def accessibility() -> str:
    """The accessibility statement (BITV 2.0), self-assessed."""
    return render_template("pages/legal/accessibility.html")


@blueprint.get("/datenquellen")
def sources() -> str:
    """Where data and design come from, with their licences."""
    return render_template("pages/legal/sources.html", attributions=ATTRIBUTIONS)
