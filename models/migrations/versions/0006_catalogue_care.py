"""Who feeds an offer, imports with their refused rows, and what the care of offers remembers.

`kept_from_bundle` goes: an offer that something else than the bundle feeds is kept from it.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_DOCUMENT = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
_TABLES = (
    "import_run",
    "fetched_source",
    "quarantined_row",
    "offer_review",
    "offer_draft",
    "offer_pair",
    "offer_doubt",
    "checked_link",
    "offer_views",
)
_FEEDER = """
    UPDATE offer SET
      source_id = CASE WHEN kept_from_bundle THEN v.source_name ELSE 'bundled' END,
      source_content = v.content,
      source_fingerprint = v.fingerprint
    FROM offer_version AS v WHERE v.offer_id = offer.id AND v.number = offer.current_version
"""


def upgrade() -> None:
    """Extend the tables of offers and create the new ones; every offer keeps its content."""
    _extend_offer()
    op.add_column("offer_version", sa.Column("run_id", sa.Integer(), nullable=True))
    op.add_column("offer_version", _text("note", 500, server_default=sa.text("''")))
    op.create_index("ix_offer_version_run_id", "offer_version", ["run_id"])
    op.add_column("offer_proposal", _text("source_id", 200, server_default="bundled"))
    op.add_column("offer_proposal", _document("fields", nullable=True))
    op.add_column("offer_report", _text("done_by", 200, server_default=sa.text("''")))
    op.add_column("offer_report", _text("note", 500, server_default=sa.text("''")))
    _create_import_run()
    _create_fetched_source()
    _create_quarantined_row()
    _create_offer_review()
    _create_offer_draft()
    _create_offer_pair()
    _create_offer_doubt()
    _create_checked_link()
    _create_offer_views()


def downgrade() -> None:
    """Drop the new tables and columns."""
    for table in reversed(_TABLES):
        op.drop_table(table)
    op.drop_column("offer_report", "note")
    op.drop_column("offer_report", "done_by")
    op.drop_column("offer_proposal", "fields")
    op.drop_column("offer_proposal", "source_id")
    op.drop_index("ix_offer_version_run_id", "offer_version")
    op.drop_column("offer_version", "note")
    op.drop_column("offer_version", "run_id")
    kept: sa.Column[bool] = sa.Column(
        "kept_from_bundle", sa.Boolean(), nullable=False, server_default=sa.false()
    )
    op.add_column("offer", kept)
    op.execute("UPDATE offer SET kept_from_bundle = (source_id <> 'bundled')")
    op.drop_index("ix_offer_source_id", "offer")
    for column in (
        "merged_into", "archived_utc", "missing_since_utc", "source_fingerprint",
        "source_content", "source_id",
    ):  # fmt: skip
        op.drop_column("offer", column)


def _text(name: str, length: int, **options: Any) -> sa.Column[str]:
    return sa.Column(name, sa.String(length=length), **{"nullable": False, **options})


def _time(name: str, *, nullable: bool = False) -> sa.Column[datetime]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _document(name: str, *, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, _DOCUMENT, nullable=nullable)


def _extend_offer() -> None:
    op.add_column("offer", _text("source_id", 200, server_default="bundled"))
    op.add_column("offer", _document("source_content", nullable=True))
    op.add_column("offer", _text("source_fingerprint", 64, nullable=True))
    op.add_column("offer", _time("missing_since_utc", nullable=True))
    op.add_column("offer", _time("archived_utc", nullable=True))
    op.add_column("offer", _text("merged_into", 200, nullable=True))
    op.execute(_FEEDER)
    op.drop_column("offer", "kept_from_bundle")
    op.create_index("ix_offer_source_id", "offer", ["source_id"])


def _create_import_run() -> None:
    op.create_table(
        "import_run",
        sa.Column("id", sa.Integer(), nullable=False),
        _text("source_id", 200),
        _text("format", 20),
        _text("location", 500),
        _text("started_by", 200),
        _text("outcome", 20),
        _document("counts"),
        sa.Column("problem", sa.Text(), nullable=False),
        _time("started_utc"),
        _time("finished_utc"),
        sa.PrimaryKeyConstraint("id", name="pk_import_run"),
    )
    op.create_index("ix_import_run_source_id", "import_run", ["source_id"])


def _create_fetched_source() -> None:
    op.create_table(
        "fetched_source",
        _text("source_id", 200),
        _text("location", 500),
        _text("etag", 500),
        _text("last_modified", 100),
        _text("sha256", 64),
        _time("fetched_utc"),
        sa.PrimaryKeyConstraint("source_id", name="pk_fetched_source"),
    )


def _create_quarantined_row() -> None:
    op.create_table(
        "quarantined_row",
        sa.Column("id", sa.Integer(), nullable=False),
        _text("source_id", 200),
        _text("format", 20),
        _text("row_key", 200),
        _text("fingerprint", 64),
        sa.Column("line", sa.Integer(), nullable=False),
        sa.Column("raw", sa.Text(), nullable=False),
        _document("errors"),
        _text("state", 20),
        _time("first_seen_utc"),
        _time("last_seen_utc"),
        _text("decided_by", 200),
        _time("decided_utc", nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_quarantined_row"),
        sa.UniqueConstraint(
            "source_id", "fingerprint", name="uq_quarantined_row_source_id_fingerprint"
        ),
    )
    op.create_index("ix_quarantined_row_row_key", "quarantined_row", ["row_key"])
    op.create_index("ix_quarantined_row_state", "quarantined_row", ["state"])


def _create_offer_review() -> None:
    op.create_table(
        "offer_review",
        sa.Column("id", sa.Integer(), nullable=False),
        _text("offer_id", 200),
        sa.Column("version", sa.Integer(), nullable=False),
        _text("outcome", 20),
        _text("reviewed_by", 200),
        _time("reviewed_utc"),
        sa.ForeignKeyConstraint(["offer_id"], ["offer.id"], name="fk_offer_review_offer_id_offer"),
        sa.PrimaryKeyConstraint("id", name="pk_offer_review"),
    )
    op.create_index("ix_offer_review_offer_id", "offer_review", ["offer_id"])


def _create_offer_draft() -> None:
    op.create_table(
        "offer_draft",
        sa.Column("id", sa.Integer(), nullable=False),
        _text("public_id", 40),
        _text("offer_id", 200, nullable=True),
        sa.Column("base_version", sa.Integer(), nullable=False),
        _document("content"),
        _text("note", 500),
        sa.Column("revision", sa.Integer(), nullable=False),
        _text("state", 20),
        _text("created_by", 200),
        _text("updated_by", 200),
        _text("submitted_by", 200),
        _time("created_utc"),
        _time("updated_utc"),
        sa.PrimaryKeyConstraint("id", name="pk_offer_draft"),
        sa.UniqueConstraint("public_id", name="uq_offer_draft_public_id"),
    )
    op.create_index("ix_offer_draft_offer_id", "offer_draft", ["offer_id"])
    op.create_index("ix_offer_draft_state", "offer_draft", ["state"])


def _create_offer_pair() -> None:
    op.create_table(
        "offer_pair",
        sa.Column("id", sa.Integer(), nullable=False),
        _text("first_id", 200),
        _text("second_id", 200),
        sa.Column("score", sa.Float(), nullable=False),
        _document("evidence"),
        _text("state", 20),
        _text("kept_id", 200, nullable=True),
        sa.Column("kept_version", sa.Integer(), nullable=True),
        _text("decided_by", 200),
        _time("found_utc"),
        _time("decided_utc", nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_offer_pair"),
        sa.UniqueConstraint("first_id", "second_id", name="uq_offer_pair_first_id_second_id"),
    )
    op.create_index("ix_offer_pair_second_id", "offer_pair", ["second_id"])
    op.create_index("ix_offer_pair_state", "offer_pair", ["state"])


def _create_offer_doubt() -> None:
    op.create_table(
        "offer_doubt",
        sa.Column("id", sa.Integer(), nullable=False),
        _text("offer_id", 200),
        _text("code", 60),
        _document("details"),
        _time("found_utc"),
        _text("settled_by", 200),
        _time("settled_utc", nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_offer_doubt"),
        sa.UniqueConstraint("offer_id", "code", name="uq_offer_doubt_offer_id_code"),
    )


def _create_checked_link() -> None:
    op.create_table(
        "checked_link",
        _text("fingerprint", 64),
        _text("url", 2000),
        _text("host", 255),
        _text("state", 20),
        _text("answer", 60),
        sa.Column("failed_days", sa.Integer(), nullable=False),
        _time("failing_since_utc", nullable=True),
        _time("checked_utc", nullable=True),
        _time("due_utc"),
        sa.PrimaryKeyConstraint("fingerprint", name="pk_checked_link"),
    )
    op.create_index("ix_checked_link_due_utc", "checked_link", ["due_utc"])
    op.create_index("ix_checked_link_host", "checked_link", ["host"])
    op.create_index("ix_checked_link_state", "checked_link", ["state"])


def _create_offer_views() -> None:
    op.create_table(
        "offer_views",
        _text("offer_id", 200),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("views", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("offer_id", "day", name="pk_offer_views"),
    )
