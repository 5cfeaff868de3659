"""Lists of firms: read, compared with the files there are, imported and matched, as the job does.

Generated firms of one region, beside a large number of files of the same organisation.
"""

from __future__ import annotations

import csv
import io
import time
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from sqlalchemy import insert
from sqlmodel import col, func, select

from models.company import AnswerState, CompanyProfile
from models.company_file import CompanyFile, FileOrigin, FilePart, FileState
from models.firm_list import FirmMatch
from models.migration import upgrade
from models.session import make_engine, reading, transaction
from offers import store
from offers.bundled import load_bundled
from offers.importers.jsonl import import_offers
from offers.text import normalise
from tests.benchmarks.companies import companies
from tests.benchmarks.databases import databases
from tests.benchmarks.figures import FULL, MILLI, Effort, Figure, WrongResultError
from tests.fixtures.apps import make_settings
from tests.fixtures.people import make_organisation, make_person
from web.app import create_app
from web.author import Author
from web.clock import day_in_berlin
from web.current import services_of
from web.firm_tables import read
from web.jobs import firm_lists, firm_matches
from web.services import Services
from web.use_cases.files.desk import Desk
from web.use_cases.firm_lists import deciding, storing
from web.use_cases.firm_lists.deciding import Decision

FIRMS, KNOWN = 5_000, 50_000
FEW, FEW_KNOWN = 200, 500
SEED = 7
TARGET = 60.0
KEPT_FOR = timedelta(days=730)
HEAD = ("Firma", "PLZ", "Ort", "WZ", "Beschäftigte", "Umsatz", "Rechtsform", "Bedarf", "E-Mail")
_WORDS = ("Metall", "Bau", "Elektro", "Dach", "Holz", "Logistik", "Pflege", "Garten", "Technik")
_SYLLABLES = [one + two for one in "bdklmnrstw" for two in "aeiou"]


def measure(shared: Path, effort: Effort) -> list[Figure]:
    """The steps of one list on both databases."""
    firms, known = (FIRMS, KNOWN) if effort == FULL else (FEW, FEW_KNOWN)
    with TemporaryDirectory(prefix="benchmark") as folder:
        return [
            figure
            for kind, url in databases(Path(folder), effort)
            for figure in _on(kind, url, shared, firms, known)
        ]


def _on(kind: str, url: str, shared: Path, firms: int, known: int) -> Iterator[Figure]:
    engine = make_engine(url)
    upgrade(engine)
    listed = import_offers(str(shared / "benchmark/offers.jsonl")).offers
    ids = {offer.id for offer in listed}
    offers = (*listed, *(each for each in load_bundled() if each.id not in ids))
    now = datetime.now(UTC)
    with transaction(engine) as session:
        store.upsert(session, offers, source_id="large", by="benchmark", now=now)
    held = services_of(create_app(make_settings(url)))
    desk, by = _desk(held), _author(now)
    _add_files(held, desk, known, now)
    content = _list(firms)
    what = f"List of {firms:,} firms, {kind}"
    began = time.perf_counter()
    public_id = storing.store(held.engine, desk, "firmen.csv", read(content), by=by)
    yield Figure(f"{what}: read and compared with {known:,} files", _passed(began), "s")
    done = deciding.confirm(held.engine, desk, public_id, shown=(), ticked=(), by=by)
    began = time.perf_counter()
    counts = firm_lists.run(held, by)
    yield Figure(
        f"{what}: imported and matched with {len(offers)} offers", _passed(began), "s", TARGET
    )
    _check(held, done, counts["firms"], firms, known)
    began = time.perf_counter()
    if firm_matches.run(held, by)["firm_matches"]:
        raise WrongResultError("firms that were matched just now are matched again")
    idle = _passed(began) * MILLI
    yield Figure(f"{what}: a turn with nothing to match among {known + firms:,} firms", idle, "ms")
    held.engine.dispose()
    engine.dispose()


def _passed(began: float) -> float:
    return time.perf_counter() - began


def _desk(held: Services) -> Desk:
    organisation_id = make_organisation(held.engine)
    person = make_person(held.engine, organisation_id=organisation_id)
    return Desk(
        person_id=person.id or 0,
        public_id=person.public_id,
        judge="benchmark",
        name=person.name,
        organisation_id=organisation_id,
        organisation_name="Stadt Witten",
        is_lead=False,
        kept_for=KEPT_FOR,
    )


def _author(now: datetime) -> Author:
    return Author(actor="job:firm_lists", now=now, kept_until_utc=now + KEPT_FOR)


def _add_files(held: Services, desk: Desk, count: int, now: datetime) -> None:
    """Files that are there already, of firms in the same towns as those of the list."""
    dice = Random(SEED)
    records = list(companies(count, seed=SEED))
    with transaction(held.engine) as session:
        connection = session.connection()
        connection.execute(insert(CompanyProfile), [_company(each, now) for each in records])
        keys = session.exec(select(CompanyProfile.id).order_by(col(CompanyProfile.id))).all()
        connection.execute(insert(FirmMatch), _matches(held, keys, now))
        connection.execute(
            insert(CompanyFile),
            [
                _file(key, _name(dice), str(each.get("municipality", "")), desk, now)
                for key, each in zip(keys, records, strict=True)
            ],
        )


def _company(record: dict[str, object], now: datetime) -> dict[str, object]:
    return {
        "token_hash": str(record["id"]),
        "answers": {key: value for key, value in record.items() if key != "id"},
        "noted": {},
        "state": AnswerState.FINISHED.value,
        "language": "de",
        "skipped": [],
        "remembered": [],
        "dismissed": [],
        "created_utc": now,
        "updated_utc": now,
        "expires_utc": now + KEPT_FOR,
    }


def _file(
    company_id: int | None, name: str, town: str, desk: Desk, now: datetime
) -> dict[str, object]:
    return {
        "public_id": f"known-{company_id}",
        "company_id": company_id,
        "organisation_id": desk.organisation_id,
        "part": FilePart.RESPONSIBLE.value,
        "origin": FileOrigin.LIST.value,
        "state": FileState.NEW.value,
        "name": name,
        "contact_name": "",
        "email": "",
        "phone": "",
        "preferred_way": "",
        "times": "",
        "town": town,
        "needs": "  ",
        "search_text": normalise(name),
        "reminded": 0,
        "created_utc": now,
        "touched_utc": now,
        "version": 1,
    }


def _matches(
    held: Services, company_ids: Sequence[int | None], now: datetime
) -> list[dict[str, object]]:
    """Matches of this very moment, so that these firms are not matched again."""
    match = {
        "catalogue_version": held.snapshot.current().version,
        "model_version": held.ranking.current().name,
        "matched_on": day_in_berlin(now),
        "matched_utc": now,
        "answers_utc": now,
        "best": [],
        "fitting": 0,
        "unserved": [],
    }
    return [{"company_id": each, **match} for each in company_ids]


def _name(dice: Random) -> str:
    middle = "".join(dice.choices(_SYLLABLES, k=4)).title()
    return f"{middle} {dice.choice(_WORDS)} GmbH"


def _list(count: int) -> bytes:
    dice, text = Random(SEED + 1), io.StringIO()
    writer = csv.writer(text, delimiter=";")
    writer.writerow(HEAD)
    for number, each in enumerate(companies(count)):
        needs = "; ".join((*each.get("needs", ()), each.get("need_text", "")))
        fields = ("postal_code", "municipality", "wz", "employees", "turnover_eur", "legal_form")
        values = (each.get(field, "") for field in fields)
        writer.writerow((_name(dice), *values, needs, f"firma{number}@example.org"))
    return text.getvalue().encode()


def _check(held: Services, done: Decision, made: int, firms: int, known: int) -> None:
    """WrongResultError unless (nearly) all firms have a file and a match."""
    with reading(held.engine) as session:
        matched = session.exec(select(func.count()).select_from(FirmMatch)).one()
    if done is not Decision.CONFIRMED or made < 0.9 * firms or matched != made + known:
        raise WrongResultError(f"{done}: {made} files and {matched} matches of {firms} firms")
