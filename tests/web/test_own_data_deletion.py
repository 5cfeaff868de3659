"""All that is stored about a firm is handed out, and nothing of it stays after deletion."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Engine

from matcher.profile import parse_profile
from models.base import metadata
from models.mail import MailState
from tests.fixtures.apps import NOW
from tests.web.advised_world import advise
from tests.web.news_world import confirm, subscribe, tell
from tests.web.own_data_world import (
    EMAIL,
    HIDDEN_OFFER,
    OFFER,
    OTHER_OFFER,
    PERIODS,
    author,
    confirmed,
    full,
    last_link,
    mails,
)
from tests.web.requests_world import KEPT_FOR
from web.current import services_of
from web.tokens import new_token, token_hash
from web.use_cases.firms import own_data, own_data_export
from web.use_cases.firms.own_data_columns import EXPORTED
from web.use_cases.operation import retention

DOCUMENTATION = Path(__file__).resolve().parents[2] / "web/operation/own-data.md"
MARKERS = (
    "MARKEREINS",
    "MARKERZWEI",
    "MARKERDREI",
    "MARKERVIER",
    EMAIL,
    "chefin.dreherei",
    "firma-beispiel",
)
LEFT_OUT = {
    "company_profile": {"answers"},  # the interchange profile, under `profile`
    "judgement": {"id", "company_id", "file_id"},
    "company_contact": {"id", "company_id"},
    "consent": {"id", "company_id"},
    "company_key": {"id", "company_id"},
    "one_time_link": {"id", "company_id", "person_id"},
    "outbox_mail": {"id", "company_id", "person_id", "holder", "held_until_utc"},
    "digest_subscription": {"id", "company_id", "person_id", "nonce"},
    "digest_part": {"id", "run_id", "subscription_id", "mail_id"},
    "digest_item": {"id", "part_id"},
    "consultation_request": {"id", "public_id", "company_id", "file_id"},
    "company_file": {
        "id",
        "public_id",
        "company_id",
        "organisation_id",  # by its name, as `organisation`
        "advisor_id",
        "search_text",
        "version",
    },
    "file_event": {"id", "file_id", "person_id", "details"},
    "file_note": {"id", "public_id", "file_id", "organisation_id", "person_id", "text", "version"},
    "file_step": {"id", "public_id", "file_id", "person_id"},
    "offer_application": {"id", "file_id", "person_id"},
    "aid_award": {"id", "public_id", "file_id", "person_id"},
    "dossier_plan": {"file_id", "offers", "dropped", "preface", "version"},
    "dossier_issue": {"id", "public_id", "file_id", "person_id"},
    "firm_list_row": {
        "id",
        "list_id",
        "number",
        "is_wanted",
        "same_as",
        "known_file_id",
        "file_id",
    },
    "firm_match": {"company_id"},
}
"""Columns that say nothing of the firm: numbers of rows, which process is sending, what the
secrets of links are made from, and who among the advisors did something. What these noted for
themselves is their organisation's to tell."""


SECRETS = {
    "company_profile": "token_hash",
    "company_key": "token_hash",
    "one_time_link": "token_hash",
    "digest_subscription": "link_hash",
    "dossier_issue": "token_hash",
}


def company_tables() -> set[str]:
    """The table of answers and all that refer to it, or to one that does."""
    found = {"company_profile"}
    for table in metadata.sorted_tables:
        if {key.column.table.name for key in table.foreign_keys} & found:
            found.add(table.name)
    return found


def whole(engine: Engine) -> str:
    """The token of a firm about which everything is stored, and that had news by e-mail."""
    token = full(engine)
    subscribe(engine, token)
    assert confirm(engine, last_link(engine, "news_confirm"))
    tell(engine, token, state=MailState.SENT)
    advise(engine, token)
    return token


def everything(engine: Engine) -> str:
    """All rows of all tables as one text."""
    with engine.connect() as connection:
        return "\n".join(
            f"{table.name}: {[repr(tuple(row)) for row in connection.execute(table.select())]}"
            for table in metadata.sorted_tables
        )


def secrets_of(engine: Engine) -> list[str]:
    """The fingerprints of all links to the answers."""
    with engine.connect() as connection:
        return [
            str(getattr(row, column))
            for name, column in SECRETS.items()
            for row in connection.execute(metadata.tables[name].select())
            if getattr(row, column) is not None
        ]


def exported(engine: Engine, token: str) -> dict[str, Any]:
    """The document as a program reads it."""
    document = own_data_export.document(engine, token, NOW)
    assert document is not None
    return dict(json.loads(json.dumps(document, allow_nan=False)))


def test_every_column_about_a_firm_is_in_the_export_or_named_as_saying_nothing() -> None:
    assert company_tables() == set(EXPORTED) == set(LEFT_OUT)
    for name in company_tables():
        columns = {column.name for column in metadata.tables[name].columns}
        assert columns == EXPORTED[name].keys() | LEFT_OUT[name], name


def test_the_export_is_json_with_everything_in_it(engine: Engine) -> None:
    document = exported(engine, whole(engine))

    text = json.dumps(document, ensure_ascii=False)
    assert [marker for marker in MARKERS if marker not in text] == []
    assert (document["format"], document["version"]) == ("angebotslotse/own-data", 1)
    assert document["answers"]["remembered_offers"] == [OFFER]
    assert document["answers"]["hidden_offers"] == [HIDDEN_OFFER]
    assert document["answers"]["not_to_be_asked_again"] == ["balance_sheet_eur"]
    said = {(each["offer"], each["judge"].partition("-")[0]) for each in document["opinions"]}
    assert said == {(OTHER_OFFER, "firm"), (OTHER_OFFER, "advisor")}
    issued = [(each["audience"], each["document"]) for each in document["files"][0]["dossiers"]]
    assert issued == [("firm", {"title": "Mappe"}), ("advisor", None)]
    assert "Notiz der Beratung" not in text
    assert document["address"]["email"] == EMAIL
    assert document["consents"][0]["text"].startswith("Ich bin einverstanden")
    assert len(document["further_links"]) == 1
    assert {each["purpose"] for each in document["mails"]} == {
        "firm_confirm",
        "firm_sign_in",
        "news_confirm",
        "news",
        "advice_receipt",
    }
    for name, columns in EXPORTED.items():
        assert all(entry.keys() >= set(columns.values()) for entry in entries(document, name))


def entries(document: dict[str, Any], table: str) -> list[dict[str, Any]]:
    """The part of the document that a table stands in."""
    part = {
        "company_profile": "answers",
        "judgement": "opinions",
        "company_contact": "address",
        "consent": "consents",
        "company_key": "further_links",
        "one_time_link": "links_by_mail",
        "outbox_mail": "mails",
        "digest_subscription": "news",
        "digest_part": "messages",
        "digest_item": "offers",
        "consultation_request": "requests",
        "company_file": "files",
        "file_event": "timeline",
        "file_note": "notes",
        "file_step": "steps",
        "offer_application": "applications",
        "aid_award": "aid",
        "dossier_plan": "dossier_in_work",
        "dossier_issue": "dossiers",
        "firm_list_row": "lists",
        "firm_match": "match",
    }[table]
    messages, files = document["news"]["messages"], document["files"]
    offers = messages[0]["offers"]
    found = {**document, **files[0], "messages": messages, "offers": offers}[part]
    assert found
    return found if isinstance(found, list) else [found]


def test_the_profile_in_it_is_the_interchange_format(engine: Engine) -> None:
    profile = parse_profile(exported(engine, whole(engine))["profile"])

    assert (profile.postal_code, profile.employees) == ("58452", 38)
    assert profile.facts == {"project_started": False}


def test_every_name_of_the_export_is_documented(engine: Engine) -> None:
    text = DOCUMENTATION.read_text("utf-8")
    document = exported(engine, whole(engine))

    names = {
        *document,
        *document["files"][0],
        *(name for columns in EXPORTED.values() for name in columns.values()),
    }

    assert sorted(name for name in names if f"`{name}`" not in text) == []


def test_an_export_of_nothing_said_is_whole_as_well(engine: Engine) -> None:
    document = exported(engine, confirmed(engine))

    assert document["profile"] == {"id": "answers"}
    assert document["opinions"] == []


def test_there_is_no_export_of_unknown_answers(engine: Engine) -> None:
    assert own_data_export.document(engine, new_token(), NOW) is None


def test_before_deletion_the_search_finds_every_marker(engine: Engine) -> None:
    token = whole(engine)
    found = everything(engine)

    assert [marker for marker in MARKERS if marker not in found] == []
    assert token_hash(token) in found


@pytest.mark.parametrize("way", ["by the firm", "by time"])
def test_after_deletion_no_table_holds_anything_of_the_firm(engine: Engine, way: str) -> None:
    token = whole(engine)
    fingerprints = secrets_of(engine)
    other = confirmed(engine, email="andere@woanders-beispiel.de")
    assert len(fingerprints) == 8

    if way == "by the firm":
        assert own_data.remove(engine, token, by=author()) is not None
    else:
        with engine.begin() as connection:
            connection.exec_driver_sql(
                f"UPDATE company_profile SET expires_utc = '2026-11-22 10:00:00' "
                f"WHERE token_hash = '{token_hash(token)}'"
            )
        retention.run(engine, by=author(), periods=PERIODS)

    left = everything(engine)
    assert [marker for marker in MARKERS if marker in left] == []
    assert [each for each in fingerprints if each in left] == []
    assert token_hash(other) in left
    assert [mail.recipient for mail in mails(engine)] == ["andere@woanders-beispiel.de"]


def test_what_went_is_counted(engine: Engine) -> None:
    gone = own_data.remove(engine, whole(engine), by=author())

    assert gone == own_data.Deleted(
        marks=2, opinions=2, addresses=1, consents=3, mails=6, links=2, news=1, files=1
    )


def test_of_the_deletion_only_that_it_happened_is_noted(engine: Engine) -> None:
    token = whole(engine)

    own_data.remove(engine, token, by=author())

    trail = everything(engine).split("audit_entry:")[1].split("\n")[0]
    assert "company.delete" in trail
    assert token not in trail


def test_training_data_lacks_a_firm_that_was_deleted(app: Flask, tmp_path: Path) -> None:
    engine = services_of(app).engine
    token = whole(engine)

    before = trained_with(app, tmp_path / "before")
    own_data.remove(engine, token, by=author())
    after = trained_with(app, tmp_path / "after")

    assert "MARKEREINS" in before
    assert after == ""


def trained_with(app: Flask, folder: Path) -> str:
    """What `flask judgements export` writes."""
    folder.mkdir()
    profiles, judgments = folder / "profiles.jsonl", folder / "judgments.jsonl"
    result = app.test_cli_runner().invoke(
        args=["judgements", "export", "--profiles", str(profiles), "--judgments", str(judgments)]
    )
    assert result.exit_code == 0, result.output
    return profiles.read_text("utf-8") + judgments.read_text("utf-8")


def test_answers_whose_time_is_over_are_nobody_s_data_any_more(engine: Engine) -> None:
    token, late = whole(engine), NOW + KEPT_FOR

    assert own_data.show(engine, token, late) is None
    assert own_data.move(engine, token, by=author(late)) is None
    assert own_data.remove(engine, token, by=author(late)) is None
