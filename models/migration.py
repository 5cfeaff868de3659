"""The way from any older database to the tables of this version."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine

import models.audit
import models.company
import models.company_file
import models.consultation
import models.contact
import models.digest
import models.dossier
import models.firm_list
import models.imports
import models.job
import models.judgement
import models.mail
import models.offer
import models.offer_care
import models.one_time_link
import models.organisation
import models.outcome
import models.person
import models.ranking_model
import models.report
import models.sign_in
from models.base import metadata

SCRIPTS = Path(__file__).parent / "migrations"
_LOCK = 730511
__all__ = ["current", "differences", "head", "is_at_head", "metadata", "models", "upgrade"]


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(SCRIPTS))
    return config


def head() -> str:
    """The identifier of the newest migration."""
    return str(ScriptDirectory.from_config(_config()).get_current_head())


def knows(revision: str) -> bool:
    """Whether this version has a migration of that name."""
    scripts = ScriptDirectory.from_config(_config())
    return revision in {script.revision for script in scripts.walk_revisions()}


def current(connection: Connection) -> str | None:
    """The migration the database stands at; None for an empty one."""
    return MigrationContext.configure(connection).get_current_revision()


def is_at_head(connection: Connection) -> bool:
    """Whether the database has every migration of this version."""
    return current(connection) == head()


def upgrade(engine: Engine, *, revision: str = "head") -> None:
    """Bring the database to `revision` in one transaction; nothing happens if it is there."""
    config = _config()
    with engine.begin() as connection:
        _wait_for_others(connection)
        config.attributes["connection"] = connection
        command.upgrade(config, revision)


def downgrade(engine: Engine, *, revision: str = "base") -> None:
    """Take the database back to `revision`; the data of dropped tables is lost."""
    config = _config()
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, revision)


def hold_off(connection: Connection) -> None:
    """Let nobody migrate until the transaction ends, and wait for who does (PostgreSQL)."""
    connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock_shared({_LOCK})")


def _wait_for_others(connection: Connection) -> None:
    """Let one process migrate at a time; SQLite's write lock does that by itself."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_LOCK})")


def differences(connection: Connection) -> tuple[object, ...]:
    """What a new migration would have to change; empty when tables and migrations agree."""
    context = MigrationContext.configure(connection, opts={"compare_server_default": True})
    return tuple(compare_metadata(context, metadata))
