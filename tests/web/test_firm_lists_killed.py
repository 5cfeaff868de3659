"""An import of a list that is killed at any point: every firm gets one file, none gets two."""

from __future__ import annotations

import logging
import multiprocessing
import threading

import pytest
from sqlalchemy import Engine, func
from sqlmodel import select

from models.company import CompanyProfile
from models.company_file import CompanyFile
from models.firm_list import FirmList, FirmMatch
from models.session import make_engine, reading, transaction
from tests.fixtures.apps import NOW
from tests.forms import KILLS
from tests.web.desk_world import KEPT_FOR, author, desk_of, make_staff
from tests.web.list_world import files, firms, import_all, offer, standing, store
from web.use_cases.file_words import town_of
from web.use_cases.firm_lists import deciding, importing

pytestmark = pytest.mark.long

DEATHS = KILLS // 3
"""Half of them on each of the two databases."""
FIRMS = 300
CHUNK = 20
A_MOMENT = 0.005
"""Seconds between two looks at how far a process is."""
CONTEXT = multiprocessing.get_context("forkserver")
CONTEXT.set_forkserver_preload([__name__, "psycopg"])


def work(url: str, is_ready: threading.Event) -> None:
    """What the process does that is killed."""
    logging.disable()
    engine, at = make_engine(url), standing(offer("a", needs=["export"]))
    # What is read once takes longer than all the rest.
    town_of("58452", "Witten", None)
    importing.waiting(engine)
    is_ready.set()
    import_all(engine, at, size=CHUNK)


def test_killed_at_any_point_an_import_goes_on_without_doubles(engine: Engine) -> None:
    staff = make_staff(engine)
    desk, by = desk_of(staff.advisor), author(staff.advisor)
    public_id = store(engine, desk, firms(FIRMS), by)
    deciding.confirm(engine, desk, public_id, shown=(), ticked=(), by=by)

    url, halfway = engine.url.render_as_string(hide_password=False), 0
    for kill in range(DEATHS):
        is_ready = CONTEXT.Event()
        process = CONTEXT.Process(target=work, args=(url, is_ready), daemon=True)
        process.start()
        assert is_ready.wait(60)
        goal = 2 * FIRMS * (kill + 1) / (DEATHS + 1)
        while process.is_alive() and done_of(engine) < goal:
            process.join(A_MOMENT)
        process.kill()
        process.join()
        halfway += process.exitcode == -9 and 0 < done_of(engine) < 2 * FIRMS
    assert halfway, "no kill came in time"
    import_all(engine, standing(offer("a", needs=["export"])))

    names = [each.name for each in files(engine)]
    assert (len(names), len(set(names))) == (FIRMS, FIRMS)
    with transaction(engine) as session:
        companies = session.exec(select(CompanyProfile.id)).all()
        matched = session.exec(select(FirmMatch.company_id)).all()
        held = session.exec(select(FirmList)).one()
    assert sorted(matched) == sorted(companies)
    assert (held.state, held.total, held.done, held.matched) == ("done", FIRMS, FIRMS, FIRMS)
    assert held.finished_utc == NOW
    assert all(each.expires_utc == NOW + KEPT_FOR for each in _companies(engine))


def done_of(engine: Engine) -> int:
    """How many files and matches there are, both of each firm in the end."""
    with reading(engine) as session:
        return sum(
            session.exec(select(func.count()).select_from(table)).one()
            for table in (CompanyFile, FirmMatch)
        )


def _companies(engine: Engine) -> list[CompanyProfile]:
    with transaction(engine) as session:
        return list(session.exec(select(CompanyProfile)))
