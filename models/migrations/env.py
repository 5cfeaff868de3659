"""Run migrations on the connection that is handed in, else on `DATABASE_URL`."""

from __future__ import annotations

import os

from alembic import context
from sqlalchemy import Connection

from models.migration import metadata
from models.session import make_engine

DEFAULT_URL = "sqlite:///instance/angebotslotse.sqlite3"


def migrate(connection: Connection) -> None:
    """Run what is asked for within the caller's transaction."""
    context.configure(
        connection=connection,
        target_metadata=metadata,
        render_as_batch=True,
        compare_server_default=True,
    )
    with context.begin_transaction():
        context.run_migrations()


handed_in = context.config.attributes.get("connection")
if handed_in is not None:
    migrate(handed_in)
else:
    with make_engine(os.environ.get("DATABASE_URL", DEFAULT_URL)).begin() as own:
        migrate(own)
