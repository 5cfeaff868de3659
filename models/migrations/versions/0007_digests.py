"""Digest mails, and since which version of the catalogue an offer is as it is."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_DOCUMENT = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
_TABLES = ("digest_subscription", "digest_run", "digest_part", "digest_item")


def upgrade() -> None:
    """Add the columns and create the tables; what was there before is of version 0."""
    zero = sa.text("0")
    op.add_column("offer", _number("entered_at", server_default=zero))
    op.add_column("offer", _number("archived_at", nullable=True))
    op.add_column("offer_version", _number("catalogue_version", server_default=zero))
    op.create_index("ix_offer_version_catalogue_version", "offer_version", ["catalogue_version"])
    op.add_column("outbox_mail", _text("list_name", 60, server_default=sa.text("''")))
    op.add_column("outbox_mail", _text("unsubscribe", 500, server_default=sa.text("''")))
    _create_subscription()
    _create_run()
    _create_part()
    _create_item()


def downgrade() -> None:
    """Drop the new tables and columns."""
    for table in reversed(_TABLES):
        op.drop_table(table)
    op.drop_column("outbox_mail", "unsubscribe")
    op.drop_column("outbox_mail", "list_name")
    op.drop_index("ix_offer_version_catalogue_version", "offer_version")
    op.drop_column("offer_version", "catalogue_version")
    op.drop_column("offer", "archived_at")
    op.drop_column("offer", "entered_at")


def _create_subscription() -> None:
    op.create_table(
        "digest_subscription",
        _number("id", primary_key=True),
        _text("audience", 20),
        sa.Column("company_id", sa.Integer(), _cascade("company_profile"), nullable=True),
        sa.Column("person_id", sa.Integer(), _cascade("person"), nullable=True),
        _text("nonce", 43),
        _text("link_hash", 64),
        _text("rhythm", 20),
        _number("weekday"),
        sa.Column("topics", _DOCUMENT, nullable=False),
        sa.Column("has_reminders", sa.Boolean(), nullable=False),
        _number("told_until"),
        _day("told_from_day"),
        _day("reminded_from"),
        _day("mailed_on"),
        _moment("created_utc"),
        _moment("scheduled_utc"),
        _moment("confirmed_utc", nullable=True),
        _moment("ended_utc", nullable=True),
        sa.UniqueConstraint("company_id"),
        sa.UniqueConstraint("link_hash"),
        sa.UniqueConstraint("person_id", "audience"),
    )
    _index("digest_subscription", "person_id")
    _index("digest_subscription", "ended_utc")


def _create_run() -> None:
    op.create_table(
        "digest_run",
        _number("id", primary_key=True),
        _text("kind", 20),
        _day("day"),
        _number("ends_at"),
        _moment("opened_utc"),
        _moment("finished_utc", nullable=True),
        sa.UniqueConstraint("kind", "day"),
    )
    _index("digest_run", "day")


def _create_part() -> None:
    to_mail = sa.ForeignKey("outbox_mail.id", ondelete="SET NULL")
    op.create_table(
        "digest_part",
        _number("id", primary_key=True),
        sa.Column("run_id", sa.Integer(), _cascade("digest_run"), nullable=False),
        sa.Column("subscription_id", sa.Integer(), _cascade("digest_subscription"), nullable=False),
        _text("state", 20),
        _number("starts_at", nullable=True),
        _day("since_day", nullable=True),
        _text("question", 100),
        _number("more"),
        _number("attempts"),
        _text("error", 200),
        sa.Column("mail_id", sa.Integer(), to_mail, nullable=True),
        _moment("computed_utc", nullable=True),
        _moment("settled_utc", nullable=True),
        sa.UniqueConstraint("run_id", "subscription_id"),
    )
    for column in ("state", "mail_id"):
        _index("digest_part", column)
    of_subscription = ["subscription_id", "state"]
    op.create_index("ix_digest_part_subscription_id_state", "digest_part", of_subscription)


def _create_item() -> None:
    op.create_table(
        "digest_item",
        _number("id", primary_key=True),
        sa.Column("part_id", sa.Integer(), _cascade("digest_part"), nullable=False),
        _number("position"),
        _text("offer_id", 200),
        _text("kind", 20),
        _day("day", nullable=True),
        _number("days_before", nullable=True),
        sa.UniqueConstraint("part_id", "position"),
    )


def _index(table: str, column: str) -> None:
    op.create_index(f"ix_{table}_{column}", table, [column])


def _cascade(table: str) -> sa.ForeignKey:
    return sa.ForeignKey(f"{table}.id", ondelete="CASCADE")


def _number(
    name: str,
    *,
    nullable: bool = False,
    primary_key: bool = False,
    server_default: sa.TextClause | None = None,
) -> sa.Column[int]:
    return sa.Column(
        name,
        sa.Integer(),
        nullable=nullable,
        primary_key=primary_key,
        server_default=server_default,
    )


def _text(name: str, length: int, *, server_default: sa.TextClause | None = None) -> sa.Column[str]:
    return sa.Column(name, sa.String(length), nullable=False, server_default=server_default)


def _day(name: str, *, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.Date(), nullable=nullable)


def _moment(name: str, *, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)
