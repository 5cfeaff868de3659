"""Firms that ask for advice, without pages: what the tests of requests share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import Engine
from sqlmodel import col, select

from models.company_file import CompanyFile, FileEvent
from models.consultation import ConsultationRequest
from models.session import reading
from tests.fixtures.apps import NOW
from tests.web.own_data_world import KEY, author, company
from web.clock import day_in_berlin
from web.consents import Purpose, current_text
from web.letters import Letter
from web.use_cases.files.rows import Contact
from web.use_cases.requests import looking, sending
from web.use_cases.requests.letters import Letters, Notice, Receipt
from web.use_cases.requests.sending import Ask, Sending, Terms
from web.use_cases.requests.telling import Post

KEPT_FOR = timedelta(days=730)
FIRM_EMAIL = "karla@schmiede-beispiel.de"
CONTACT = Contact(
    name="Schmiede Ruhr GmbH",
    contact_name="Karla Schmied",
    email=FIRM_EMAIL,
    phone="02302 1234",
    preferred_way="phone",
    times="vormittags",
)


def firm(engine: Engine, now: datetime = NOW, **answers: object) -> str:
    """The token of a firm in Witten."""
    values = {"postal_code": "58452", "needs": ("energy_efficiency",), **answers}
    return company(engine, now, **{name: value for name, value in values.items() if value})


def post(now: datetime = NOW, *, has_mail: bool = True) -> Post:
    """How mails are written, in a service for Nordrhein-Westfalen."""
    letters = Letters(_notice, _receipt) if has_mail else None
    return Post(letters=letters, today=day_in_berlin(now), now=now, territory=("DEA",))


def terms(now: datetime = NOW, *, has_mail: bool = True) -> Terms:
    """How requests are taken."""
    return Terms(kept_for=KEPT_FOR, key=KEY, post=post(now, has_mail=has_mail))


def request_for(engine: Engine, token: str, now: datetime = NOW, **fields: object) -> Ask:
    """A request of who saw who gets it."""
    topics = fields.get("topics", ("energy_efficiency",))
    assert isinstance(topics, Sequence)
    seen = looking.look(engine, token, topics, now)
    ask = Ask(
        contact=CONTACT,
        topics=tuple(topics),
        message="Unser Ofen frisst Gas.",
        consent=current_text(Purpose.ADVICE),
        language="de",
        seen=seen.recipients.key if seen else "",
    )
    return replace(ask, **fields)  # type: ignore[arg-type]


def send(engine: Engine, token: str, now: datetime = NOW, **fields: object) -> Sending:
    """Send it."""
    ask = request_for(engine, token, now, **fields)
    return sending.send(engine, token, ask, terms(now), by=author(now))


def files(engine: Engine) -> list[CompanyFile]:
    """All files, oldest first."""
    with reading(engine) as session:
        rows = session.exec(select(CompanyFile).order_by(col(CompanyFile.id))).all()
        session.expunge_all()
    return list(rows)


def requests(engine: Engine) -> list[ConsultationRequest]:
    """All requests, oldest first."""
    with reading(engine) as session:
        query = select(ConsultationRequest).order_by(col(ConsultationRequest.id))
        rows = session.exec(query).all()
        session.expunge_all()
    return list(rows)


def events(engine: Engine, file: CompanyFile) -> list[str]:
    """The kinds of events in the timeline of a file, oldest first."""
    with reading(engine) as session:
        query = select(FileEvent.kind).where(FileEvent.file_id == file.id)
        return list(session.exec(query.order_by(col(FileEvent.id))))


def _notice(notice: Notice) -> Letter:
    return Letter(
        cause=notice.cause,
        purpose=f"advice_{notice.kind}",
        recipient=notice.recipient,
        language=notice.language,
        subject="Betreff",
        text=f"{notice.firm}, {notice.town}: {notice.file}\n",
        person_id=notice.person_id,
        company_id=notice.company_id,
    )


def _receipt(receipt: Receipt) -> Letter:
    names = ", ".join(each.name for each in filter(None, (receipt.responsible,)))
    return Letter(
        cause=receipt.cause,
        purpose=receipt.purpose,
        recipient=receipt.recipient,
        language=receipt.language,
        subject="Betreff",
        text=f"Bei: {names}\n",
        company_id=receipt.company_id,
    )
