"""Offers in versions, answers of companies, organisations, reports."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables, and the one row of the catalogue's state."""
    _create_offer()
    _create_offer_version()
    _create_offer_proposal()
    _create_catalogue_state()
    _create_company_profile()
    _create_organisation()
    _create_offer_report()


def downgrade() -> None:
    """Drop all tables."""
    for table in (
        "offer_report",
        "organisation",
        "company_profile",
        "catalogue_state",
        "offer_proposal",
        "offer_version",
        "offer",
    ):
        op.drop_table(table)


def _text(name: str, length: int, *, nullable: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.String(length=length), nullable=nullable)


def _time(name: str, *, nullable: bool = False) -> sa.Column[datetime]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _document(name: str) -> sa.Column[object]:
    kind = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
    return sa.Column(name, kind, nullable=False)


def _create_offer() -> None:
    op.create_table(
        "offer",
        _text("id", 200),
        sa.Column("current_version", sa.Integer(), nullable=False),
        sa.Column("kept_from_bundle", sa.Boolean(), nullable=False),
        _text("bundled_fingerprint", 64, nullable=True),
        _time("created_utc"),
        _time("updated_utc"),
        sa.PrimaryKeyConstraint("id", name="pk_offer"),
    )


def _create_offer_version() -> None:
    op.create_table(
        "offer_version",
        sa.Column("id", sa.Integer(), nullable=False),
        _text("offer_id", 200),
        sa.Column("number", sa.Integer(), nullable=False),
        _document("content"),
        _text("fingerprint", 64),
        _text("source_name", 200),
        _text("created_by", 200),
        _time("created_utc"),
        sa.PrimaryKeyConstraint("id", name="pk_offer_version"),
        sa.ForeignKeyConstraint(["offer_id"], ["offer.id"], name="fk_offer_version_offer_id_offer"),
        sa.UniqueConstraint("offer_id", "number", name="uq_offer_version_offer_id_number"),
    )


def _create_offer_proposal() -> None:
    op.create_table(
        "offer_proposal",
        sa.Column("id", sa.Integer(), nullable=False),
        _text("offer_id", 200),
        _document("content"),
        _text("fingerprint", 64),
        _time("created_utc"),
        _time("decided_utc", nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_offer_proposal"),
        sa.ForeignKeyConstraint(
            ["offer_id"], ["offer.id"], name="fk_offer_proposal_offer_id_offer"
        ),
        sa.UniqueConstraint(
            "offer_id", "fingerprint", name="uq_offer_proposal_offer_id_fingerprint"
        ),
    )


def _create_catalogue_state() -> None:
    state = op.create_table(
        "catalogue_state",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        _time("changed_utc", nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_catalogue_state"),
    )
    op.bulk_insert(state, [{"id": 1, "version": 0}])


def _create_company_profile() -> None:
    op.create_table(
        "company_profile",
        sa.Column("id", sa.Integer(), nullable=False),
        _text("token_hash", 64),
        _document("answers"),
        _text("state", 20),
        _text("language", 5),
        _document("skipped"),
        _document("remembered"),
        _document("dismissed"),
        _time("created_utc"),
        _time("updated_utc"),
        _time("expires_utc"),
        sa.PrimaryKeyConstraint("id", name="pk_company_profile"),
        sa.UniqueConstraint("token_hash", name="uq_company_profile_token_hash"),
    )
    op.create_index("ix_company_profile_expires_utc", "company_profile", ["expires_utc"])


def _create_organisation() -> None:
    op.create_table(
        "organisation",
        _text("id", 200),
        _text("name", 300),
        _text("kind", 50),
        _document("territories"),
        _document("topics"),
        _text("phone", 100, nullable=True),
        _text("email", 320, nullable=True),
        _text("url", 2000, nullable=True),
        _text("source_name", 200),
        sa.PrimaryKeyConstraint("id", name="pk_organisation"),
    )


def _create_offer_report() -> None:
    op.create_table(
        "offer_report",
        sa.Column("id", sa.Integer(), nullable=False),
        _text("offer_id", 200),
        _text("field", 100),
        sa.Column("message", sa.Text(), nullable=False),
        _text("contact", 320, nullable=True),
        _text("state", 20),
        _time("created_utc"),
        _time("done_utc", nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_offer_report"),
    )
    op.create_index("ix_offer_report_offer_id", "offer_report", ["offer_id"])
    op.create_index("ix_offer_report_state", "offer_report", ["state"])
