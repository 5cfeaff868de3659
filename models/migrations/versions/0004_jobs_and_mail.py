"""Jobs and their runs; mail that waits or is settled."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_DOCUMENT = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
_TABLES = (
    "job_lock",
    "job_run",
    "outbox_mail",
    "suppressed_address",
    "mail_pace",
    "mail_switch",
)


def upgrade() -> None:
    """Create the tables; what stands in the others stays as it is."""
    _create_job_lock()
    _create_job_run()
    _create_outbox_mail()
    _create_suppressed_address()
    _create_mail_pace()
    _create_mail_switch()


def downgrade() -> None:
    """Drop them again."""
    for table in reversed(_TABLES):
        op.drop_table(table)


def _create_job_lock() -> None:
    op.create_table(
        "job_lock",
        sa.Column("job", sa.String(length=60), nullable=False),
        sa.Column("holder", sa.String(length=100), nullable=False),
        sa.Column("until_utc", sa.DateTime(timezone=True), nullable=True),
        sa.Column("doubted_utc", sa.DateTime(timezone=True), nullable=True),
        sa.Column("taken_utc", sa.DateTime(timezone=True), nullable=True),
        sa.Column("seen_utc", sa.DateTime(timezone=True), nullable=True),
        sa.Column("asked_utc", sa.DateTime(timezone=True), nullable=True),
        sa.Column("watched_since_utc", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("job", name="pk_job_lock"),
    )


def _create_job_run() -> None:
    op.create_table(
        "job_run",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("job", sa.String(length=60), nullable=False),
        sa.Column("due_utc", sa.DateTime(timezone=True), nullable=True),
        sa.Column("holder", sa.String(length=100), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("outcome", sa.String(length=20), nullable=False),
        sa.Column("counts", _DOCUMENT, nullable=False),
        sa.Column("error", sa.String(length=200), nullable=False),
        sa.Column("started_utc", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_utc", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_job_run"),
        sa.UniqueConstraint("job", "due_utc", name="uq_job_run_job_due_utc"),
    )
    op.create_index("ix_job_run_job_started_utc", "job_run", ["job", "started_utc"])
    op.create_index("ix_job_run_started_utc", "job_run", ["started_utc"])


def _create_outbox_mail() -> None:
    op.create_table(
        "outbox_mail",
        *_what_is_said(),
        *_what_became_of_it(),
        sa.ForeignKeyConstraint(
            ["company_id"],
            ["company_profile.id"],
            name="fk_outbox_mail_company_id_company_profile",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name="fk_outbox_mail_person_id_person", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_outbox_mail"),
        sa.UniqueConstraint("cause", name="uq_outbox_mail_cause"),
        sa.UniqueConstraint("message_id", name="uq_outbox_mail_message_id"),
    )
    op.create_index("ix_outbox_mail_company_id", "outbox_mail", ["company_id"])
    op.create_index("ix_outbox_mail_person_id", "outbox_mail", ["person_id"])
    repeats = sa.text("handovers > 1")
    op.create_index(
        "ix_outbox_mail_repeats",
        "outbox_mail",
        ["handovers"],
        sqlite_where=repeats,
        postgresql_where=repeats,
    )
    op.create_index("ix_outbox_mail_settled_utc", "outbox_mail", ["settled_utc"])
    op.create_index("ix_outbox_mail_state_next_try_utc", "outbox_mail", ["state", "next_try_utc"])


def _what_is_said() -> tuple[sa.Column[object], ...]:
    return (
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("cause", sa.String(length=200), nullable=False),
        sa.Column("message_id", sa.String(length=300), nullable=False),
        sa.Column("purpose", sa.String(length=50), nullable=False),
        sa.Column("recipient", sa.String(length=320), nullable=False),
        sa.Column("domain", sa.String(length=255), nullable=False),
        sa.Column("language", sa.String(length=5), nullable=False),
        sa.Column("subject", sa.String(length=500), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("html", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("company_id", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(length=20), nullable=False),
    )


def _what_became_of_it() -> tuple[sa.Column[object], ...]:
    return (
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("handovers", sa.Integer(), nullable=False),
        sa.Column("reply", sa.String(length=200), nullable=False),
        sa.Column("holder", sa.String(length=100), nullable=False),
        sa.Column("held_until_utc", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_utc", sa.DateTime(timezone=True), nullable=False),
        sa.Column("next_try_utc", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_utc", sa.DateTime(timezone=True), nullable=True),
        sa.Column("settled_utc", sa.DateTime(timezone=True), nullable=True),
    )


def _create_suppressed_address() -> None:
    op.create_table(
        "suppressed_address",
        sa.Column("address_hash", sa.String(length=64), nullable=False),
        sa.Column("reason", sa.String(length=30), nullable=False),
        sa.Column("since_utc", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("address_hash", name="pk_suppressed_address"),
    )


def _create_mail_pace() -> None:
    op.create_table(
        "mail_pace",
        sa.Column("domain", sa.String(length=255), nullable=False),
        sa.Column("next_utc", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("domain", name="pk_mail_pace"),
    )


def _create_mail_switch() -> None:
    op.create_table(
        "mail_switch",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("is_paused", sa.Boolean(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("failure", sa.String(length=200), nullable=False),
        sa.Column("closed_until_utc", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_mail_switch"),
    )
