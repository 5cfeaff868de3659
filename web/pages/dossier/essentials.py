"""The first page of a dossier: who the firm is, what is open, what is agreed, what is proposed."""

from __future__ import annotations

from collections.abc import Iterator

from flask_babel import gettext, ngettext

from matcher.de_minimis import Headroom
from matcher.wording import question
from offers.organisations import Organisation
from web.cards import Contact
from web.clock import day_in_berlin
from web.documents.document import (
    Block,
    Callout,
    Fact,
    Facts,
    Items,
    Line,
    Paragraph,
    Part,
    Subheading,
    Table,
    line,
    lines,
)
from web.formats import money, partial_date
from web.language import current_language
from web.offer_facts import amount_text, deadline_text
from web.pages.dossier.firm_facts import contact_facts, profile_facts
from web.pages.dossier.matter import Matter
from web.pages.dossier.offer_parts import contact_line
from web.use_cases.files.steps import Step, StepBy
from web.use_cases.organisations.of_operator import KIND as OPERATOR

MOST_QUESTIONS = 8
NOTHING = line("–")


def essentials(matter: Matter) -> Part:
    """What one must know before the talk."""
    return Part(title=line(gettext("The essentials")), key="essentials", blocks=tuple(_all(matter)))


def _all(matter: Matter) -> Iterator[Block]:
    if matter.plan.preface:
        yield Callout("", lines(matter.plan.preface))
    yield from _facts(gettext("Whom you meet"), contact_facts(matter.listed.firm))
    yield from _request(matter)
    yield from _facts(gettext("The company"), profile_facts(matter.listed.answers.profile))
    yield from _questions(matter)
    yield from agreed(matter)
    yield from _aid(matter.headroom)
    yield from _overview(matter)
    yield from _advisers(matter)


def agreed(matter: Matter) -> Iterator[Block]:
    """The steps that are agreed and not done, as a table."""
    if matter.steps:
        headers = (gettext("Step"), gettext("Who"), gettext("Until"))
        rows = tuple(_step(each, matter) for each in matter.steps)
        yield Subheading(gettext("Agreed next steps"))
        yield Table("", headers, (6, 4, 3), rows)


def _step(step: Step, matter: Matter) -> tuple[Line, ...]:
    plan, firm = step.plan, matter.listed.frame.contact.name
    about = matter.title_of(plan.offer_id) if plan.offer_id else ""
    title = f"{plan.title} ({about})" if about and about not in plan.title else plan.title
    who = firm if plan.taken_by is StepBy.FIRM else matter.desk.organisation_name
    return line(title), line(who), line(partial_date(plan.due_on)) or NOTHING


def _facts(title: str, rows: tuple[Fact, ...]) -> Iterator[Block]:
    if rows:
        yield Subheading(title)
        yield Facts(rows)


def _request(matter: Matter) -> Iterator[Block]:
    asked = next(iter(matter.listed.firm.requests), None)
    if asked is not None and asked.message:
        day = partial_date(day_in_berlin(asked.asked_utc))
        yield Callout(gettext("Its request of %(day)s", day=day), lines(asked.message))


def _questions(matter: Matter) -> Iterator[Block]:
    asked = matter.listed.offers.questions[:MOST_QUESTIONS]
    if asked:
        yield Subheading(gettext("Open questions, the most telling first"))
        yield Items(tuple(_question(each.field, len(each.offers)) for each in asked), "todo")


def _question(field: str, offers: int) -> Line:
    settles = ngettext("(decides on one offer)", "(decides on %(num)s offers)", offers)
    return line(f"{question(field, current_language())} {settles}")


def _aid(room: Headroom | None) -> Iterator[Block]:
    if room is not None:
        yield Subheading(gettext("De minimis aid"))
        yield Paragraph(line(_room(room)))


def _room(room: Headroom) -> str:
    if not room.used_eur:
        return gettext("Nothing is entered for the last three years. Ask the company.")
    return gettext(
        "Of %(ceiling)s within three years, %(used)s are noted as granted; %(free)s are left.",
        ceiling=money(room.ceiling_eur),
        used=money(room.used_eur),
        free=money(room.free_eur),
    )


def _overview(matter: Matter) -> Iterator[Block]:
    if not matter.offers:
        return
    headers = (gettext("No."), gettext("Offer"), gettext("Support"), gettext("Next deadline"))
    rows = []
    for each in matter.offers:
        offer = each.match.offer
        rows.append(
            (
                line(str(each.number)),
                line(offer.title, language=offer.language),
                line(amount_text(offer), language=offer.language) or NOTHING,
                line(deadline_text(offer, matter.today)) or NOTHING,
            )
        )
    yield Subheading(gettext("The offers at a glance"))
    yield Table("", headers, (1, 7, 4, 4), tuple(rows))


def _advisers(matter: Matter) -> Iterator[Block]:
    """Other organisations that are there for the firm's place and topics."""
    responsible = matter.listed.offers.responsible
    known = tuple(filter(None, (responsible.organisation, *responsible.others)))
    rows = tuple(_adviser(each) for each in known if _is_of_use(each, matter.desk.organisation_id))
    yield from _facts(gettext("Whom you can call in"), rows)


def _is_of_use(organisation: Organisation, own: str) -> bool:
    """Not one's own, and not who only runs the service and names no way to be reached."""
    is_silent = not contact_line(contact_of_organisation(organisation))
    return organisation.id != own and not (is_silent and organisation.kind == OPERATOR)


def _adviser(organisation: Organisation) -> Fact:
    return Fact(organisation.name, contact_line(contact_of_organisation(organisation)) or NOTHING)


def contact_of_organisation(organisation: Organisation) -> Contact:
    """How to reach it."""
    return Contact(phone=organisation.phone, email=organisation.email, url=organisation.url)
