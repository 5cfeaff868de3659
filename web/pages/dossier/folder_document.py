"""The Digitale Mappe: what the firm takes home, in plain words, as a plan of steps.

It holds nothing that advisors wrote for themselves: no notes, no scores, and their preface and
comments only if they say so.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from flask_babel import gettext, lazy_gettext

from matcher.wording import stage_label
from offers.schema import Stage
from web.cards import Contact
from web.current import person
from web.documents.document import (
    Block,
    Callout,
    Document,
    Fact,
    Facts,
    Line,
    Paragraph,
    Part,
    Subheading,
    Table,
    line,
    lines,
)
from web.formats import partial_date
from web.language import current_language
from web.pages.dossier.composing import draft_of, missing_note, page_of, versions
from web.pages.dossier.essentials import agreed, contact_of_organisation
from web.pages.dossier.firm_facts import needs_text
from web.pages.dossier.matter import Matter, PlannedMatch
from web.pages.dossier.offer_parts import contact_line, for_firm, joined
from web.use_cases.dossiers.issues import DossierAudience
from web.use_cases.dossiers.issuing import Draft

_MEANINGS: Mapping[Stage, object] = {
    Stage.INFORMIEREN: lazy_gettext(
        "Get an overview first: here you find out what there is, and whom to ask."
    ),
    Stage.COACHEN: lazy_gettext(
        "Work on it with somebody who knows: advice and training for your company."
    ),
    Stage.VERNETZEN: lazy_gettext(
        "Meet others who work on the same: companies, partners, experts near you."
    ),
    Stage.TRANSFER: lazy_gettext(
        "Bring new knowledge into your company: research, laboratories and experts."
    ),
}


@dataclass(frozen=True, slots=True)
class Words:
    """Which words of the advisor go to the firm: the preface and comments, or none."""

    preface: str
    comments: Mapping[str, str]


def no_words() -> Words:
    """None of them."""
    return Words("", {})


def own_words(matter: Matter) -> Words:
    """All of them."""
    return Words(matter.plan.preface, {each.offer_id: each.comment for each in matter.offers})


def folder_draft(matter: Matter, words: Words) -> Draft:
    """The folder as it would be given out now."""
    return draft_of(folder(matter, words), DossierAudience.FIRM)


def folder(matter: Matter, words: Words) -> Document:
    """What it is about, the plan step by step, what is agreed, whom to ask."""
    firm, day = matter.listed.frame.contact.name, partial_date(matter.today)
    made = gettext(
        "Put together by %(organisation)s on %(day)s",
        organisation=matter.desk.organisation_name,
        day=day,
    )
    return Document(
        title=gettext("Your digital folder"),
        subtitle=(line(gettext("for %(firm)s", firm=firm)), line(made)),
        author=matter.desk.organisation_name,
        language=current_language(),
        made_on=matter.today,
        head=gettext("Digital folder for %(firm)s", firm=firm),
        footer=f"{gettext('As of: %(date)s', date=day)} · {versions()}",
        page_of=page_of(),
        missing_note=missing_note(),
        parts=(
            _start(matter, words),
            *_plan(matter, words),
            *_agreement(matter),
            _contacts(matter),
        ),
    )


def _start(matter: Matter, words: Words) -> Part:
    return Part(
        title=line(gettext("What this is about")),
        key="start",
        blocks=tuple(_opening(matter, words)),
    )


def _opening(matter: Matter, words: Words) -> Iterator[Block]:
    yield Paragraph(
        line(
            gettext(
                "This folder holds what we looked up for your company: public support, step by"
                " step. Where something still speaks against it or is open, it says so."
            )
        ),
        "lead",
    )
    needs = needs_text(matter.listed.answers.profile)
    if needs:
        yield Facts((Fact(gettext("Your concern"), line(needs)),))
    if words.preface:
        yield Callout(gettext("From your advisor"), lines(words.preface))
    yield Paragraph(
        line(
            gettext(
                "Whether you get an offer is decided by its provider. Please ask there before you"
                " rely on it. What we know may have changed since the date below."
            )
        )
    )
    if any(each.match.offer.language != current_language() for each in matter.offers):
        yield Paragraph(line(gettext("Some offers are described in another language.")))
    yield from _glance(matter)


def _plan(matter: Matter, words: Words) -> Iterator[Part]:
    """A part for each building block that has offers, then the offers of none."""
    for number, stage, offers in _grouped(matter):
        yield _stage_part(stage, number)
        for each in offers:
            told = for_firm(each, matter, comment=words.comments.get(each.offer_id, ""))
            yield replace(told, number="")


def _grouped(matter: Matter) -> tuple[tuple[int, Stage | None, tuple[PlannedMatch, ...]], ...]:
    """The building blocks that have offers, numbered from 1, each with its offers."""
    found = [(stage, _of_stage(matter, stage)) for stage in (*Stage, None)]
    filled = [(stage, offers) for stage, offers in found if offers]
    return tuple((number, *each) for number, each in enumerate(filled, start=1))


def _of_stage(matter: Matter, stage: Stage | None) -> tuple[PlannedMatch, ...]:
    return tuple(each for each in matter.offers if each.match.offer.stage is stage)


def _stage_part(stage: Stage | None, number: int) -> Part:
    if stage is None:
        rest = gettext("Money for your project, and what belongs to no single step.")
        return Part(title=line(_name(stage)), key="more", blocks=(Paragraph(line(rest), "lead"),))
    title = gettext("Step %(number)s: %(name)s", number=number, name=_name(stage))
    meaning = Paragraph(line(str(_MEANINGS[stage])), "lead")
    return Part(title=line(title), key=f"step-{number}", blocks=(meaning,))


def _name(stage: Stage | None) -> str:
    return stage_label(stage, current_language()) if stage else gettext("More support")


def _glance(matter: Matter) -> Iterator[Block]:
    """The whole plan as a table: steps and their offers."""
    rows = tuple(
        (line(f"{number}. {_name(stage)}" if stage else _name(stage)), _titles(offers))
        for number, stage, offers in _grouped(matter)
    )
    if rows:
        yield Subheading(gettext("Your plan at a glance"))
        yield Table("", (gettext("Step"), gettext("Offers")), (1, 3), rows)


def _titles(offers: tuple[PlannedMatch, ...]) -> Line:
    titles = (line(each.match.offer.title, language=each.match.offer.language) for each in offers)
    return joined(tuple(titles), between="; ")


def _agreement(matter: Matter) -> Iterator[Part]:
    blocks = tuple(agreed(matter))[1:]
    if blocks:
        yield Part(title=line(gettext("What we agreed on")), key="agreed", blocks=blocks)


def _contacts(matter: Matter) -> Part:
    """Who put it together, and how to reach the organisation, else the advisor."""
    known, advisor = matter.organisation, person()
    reach = contact_line(contact_of_organisation(known)) if known else ()
    if not reach and advisor is not None:
        reach = contact_line(Contact(email=advisor.email))
    rows = (
        Fact(gettext("Your advisor"), line(f"{matter.desk.name}, {matter.desk.organisation_name}")),
        Fact(gettext("To be reached"), reach),
    )
    found = Facts(tuple(row for row in rows if row.line))
    return Part(title=line(gettext("Whom you can ask")), key="contacts", blocks=(found,))
