"""POST /matches: a profile in, ranked offers out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Response

from matcher.matches import Match
from matcher.output import ranking_record
from matcher.profile import Profile, parse_profile
from matcher.ranking import Ranking
from matcher.wording import sentence
from offers.errors import InputErrors
from offers.schema.records import parse_record
from web.api.v1.answers import MatchAnswer
from web.api.v1.blueprint import blueprint, json_answer
from web.api.v1.document import example_call, refusals
from web.api.v1.examples import MATCH_ANSWER
from web.api.v1.marking import N_
from web.api.v1.problems import input_problem
from web.api.v1.profile_schema import EXAMPLE, MatchRequest
from web.api.v1.queries import MatchParameters, MatchQuery, as_mapping
from web.current import catalogue, scorer, today
from web.language import current_language
from web.use_cases.firms.match import for_request

NO_NAME = "profile"
"""The id of a profile that was sent without one; it is never shown."""


@blueprint.post("/matches")
@blueprint.input(MatchRequest, location="json", arg_name="body", example=dict(EXAMPLE))
@blueprint.input(MatchQuery, location="query", arg_name="query")
@blueprint.output(MatchAnswer, description=N_("The offers, best first."), example=MATCH_ANSWER)
@blueprint.doc(
    summary=N_("Rank offers for a company"),
    description=N_(
        "Send what is known of a company; every field may be missing. Offers that it may use"
        " (eligible) and those with open conditions (unclear) stand in one ranking."
    ),
    tags=["Matching"],
    operation_id="rankOffers",
    responses=refusals(400, 413, 415, 422),
    extensions=example_call("/matches?limit=1"),
)
def rank_offers(body: MatchRequest, query: MatchQuery) -> Response:
    """The ranked offers; nothing of the profile is kept."""
    asked, profile = _read(body.root, as_mapping(query))
    day = profile.today or today()
    ranking = for_request(
        profile,
        catalogue(),
        today=day,
        limit=asked.limit,
        others=None if asked.all else 0,
        scorer=scorer(),
    )
    answer = _answer(ranking, profile, current_language())
    answer["profile"] = body.root.get("id")
    answer["catalogue_version"] = catalogue().version
    answer["today"] = day.isoformat()
    return json_answer(answer)


def _read(body: Mapping[str, Any], query: Mapping[str, Any]) -> tuple[MatchParameters, Profile]:
    """Query and profile; a refusal names the bad fields of the first of both that has some."""
    try:
        return parse_record(MatchParameters, query), parse_profile({"id": NO_NAME, **body})
    except InputErrors as errors:
        raise input_problem(errors) from None


def _answer(ranking: Ranking, profile: Profile, language: str) -> dict[str, Any]:
    """The record of the command line, each match with what a page needs to show it."""
    record = ranking_record(profile.id, ranking, language=language)
    entries = zip(record["matches"], (*ranking.matches, *ranking.others), strict=True)
    record["matches"] = [{**entry, **_shown(found, language)} for entry, found in entries]
    record["total"] = ranking.total
    return record


def _shown(found: Match, language: str) -> dict[str, Any]:
    offer = found.offer
    return {
        "title": offer.title,
        "provider": offer.provider,
        "language": offer.language,
        "kinds": [str(kind) for kind in offer.kinds],
        "url": offer.url,
        "license_info": offer.license_info,
        "warnings": [
            {"code": warning.code, "text": sentence(warning, language)}
            for warning in found.warnings
        ],
    }
