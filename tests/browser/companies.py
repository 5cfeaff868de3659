"""Three firms that fill in the questionnaire as people do: by labels and buttons."""

from __future__ import annotations

from tests.browser.pages import ResultPage, StartPage
from tests.browser.questionnaire import (
    ActivityStep,
    Beginning,
    CheckStep,
    ConcernStep,
    KindsStep,
    PlaceStep,
    ProjectStep,
    SectorStep,
    SizeStep,
)
from tests.browser.visitor import Visitor


def begin(visitor: Visitor) -> PlaceStep:
    """The first page, from the start page on, in the visitor's language."""
    start = StartPage(visitor).open()
    if visitor.language == "en":
        start.speak_english()
    start.start_questionnaire()
    Beginning(visitor).begin()
    return PlaceStep(visitor)


def fill_metal_works(visitor: Visitor) -> ResultPage:
    """Lathe works in Witten, 38 people: green production, energy."""
    place = begin(visitor)
    place.fill(postal_code="58452", founded="1987")
    place.is_founded()
    place.go_on()
    size = SizeStep(visitor)
    size.fill(employees="38", turnover="6 Mio")
    size.is_independent()
    size.go_on()
    _describe(visitor, "Dreherei")
    concern = ConcernStep(visitor)
    concern.tick("energy_efficiency", "green_production")
    concern.go_on()
    project = ProjectStep(visitor)
    project.puts_first("green_production")
    project.has_not_begun()
    return _finish(visitor, project)


def fill_care_service(visitor: Visitor) -> ResultPage:
    """Care service in Herne, 60 people: staff from abroad, in its own words, too."""
    place = begin(visitor)
    place.fill(postal_code="44623", founded="2009")
    place.is_founded()
    place.go_on()
    size = SizeStep(visitor)
    size.fill(employees="60")
    size.go_on()
    _describe(visitor, "Pflegedienst")
    concern = ConcernStep(visitor)
    concern.say("Wir suchen Pflegefachkräfte aus dem Ausland und brauchen Hilfe beim Visum.")
    concern.tick("foreign_skilled_workers", "skilled_workers")
    concern.go_on()
    project = ProjectStep(visitor)
    project.puts_first("foreign_skilled_workers")
    return _finish(visitor, project)


def fill_founder(visitor: Visitor) -> ResultPage:
    """A founder in chemistry in Bochum: founding, a laboratory."""
    place = begin(visitor)
    place.fill(postal_code="44801")
    place.is_not_founded_yet()
    place.go_on()
    SizeStep(visitor).go_on()
    _describe(visitor, "Chemie")
    concern = ConcernStep(visitor)
    concern.tick("founding", "prototyping_equipment")
    concern.go_on()
    project = ProjectStep(visitor)
    project.puts_first("founding")
    project.has_not_begun()
    return _finish(visitor, project)


def _describe(visitor: Visitor, words: str) -> None:
    """What the firm does, and the first sector that the page proposes."""
    activity = ActivityStep(visitor)
    activity.say(words)
    activity.go_on()
    sector = SectorStep(visitor)
    sector.choose(sector.proposals()[0])
    sector.go_on()


def _finish(visitor: Visitor, project: ProjectStep) -> ResultPage:
    project.go_on()
    KindsStep(visitor).go_on()
    CheckStep(visitor).show_list()
    return ResultPage(visitor)
