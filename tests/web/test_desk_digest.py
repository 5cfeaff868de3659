"""Advisors' news by e-mail tell how many requests wait, and not whose."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from sqlalchemy import Engine

from matcher.digest.values import RegionNews
from models.digest import Audience
from models.person import Role
from tests.fixtures.apps import running_app
from tests.fixtures.people import make_person
from tests.web.desk_world import make_file
from tests.web.digest_world import WEEK, World, offer
from tests.web.news_mail_world import MAIL, PUBLIC_URL, person, prepared, written
from tests.web.test_digest_delivery_streams import for_person
from web.use_cases.digests.prepared import Prepared, TerritoryNews
from web.use_cases.waiting_requests import Waiting

NOTHING = RegionNews(new=(), more_new=0, ended=(), more_ended=0, gaps=())


def test_the_mail_tells_numbers_and_leads_to_the_inbox(
    filled_template: Path, tmp_path: Path
) -> None:
    with running_app(filled_template, tmp_path / "app.sqlite3", **MAIL) as app:
        found = written(app, news(Waiting(3, 1)))
        assert found.subject == "3 neue Anfragen in Ihrem Gebiet"
        assert "Neue Anfragen: 3, davon 1 überfällig" in found.text
        assert f"{PUBLIC_URL}/beratung" in found.text
        assert "Neue Anfragen: 3, davon 1 überfällig" in found.html
        assert "überfällig" not in written(app, news(Waiting(3))).text
        assert "Anfragen" not in written(app, news(Waiting())).text


def news(waiting: Waiting) -> Prepared:
    """News of a territory in which nothing else has happened."""
    since = date(2026, 11, 16)
    content = TerritoryNews(news=NOTHING, territories=("Witten",), since=since, waiting=waiting)
    return prepared(content, **person("advisor"))


def test_requests_that_wait_are_worth_a_mail_of_their_own(engine: Engine) -> None:
    world = World(engine)
    world.write(offer(1))
    advisor = make_person(engine, Role.ADVISOR)
    for_person(world, Audience.ADVISOR, advisor)
    world.turn()
    for days in (9, 1):
        make_file(engine, advisor.organisation_id, now=world.now - timedelta(days=days))
    world.turn(after=WEEK)

    assert len([each for each in world.mails() if each.text.startswith("TerritoryNews")]) == 1
