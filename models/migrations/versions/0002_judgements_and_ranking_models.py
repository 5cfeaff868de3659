"""Judgements on offers, ranking models and the steps by which they came to serve.

A later migration that rebuilds `company_profile` on SQLite must save `judgement` first: dropping
the old table deletes its rows, and with them the judgements that follow them.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables; what stands in the others stays as it is."""
    _create_judgement()
    _create_ranking_model()
    _create_ranking_step()


def downgrade() -> None:
    """Drop them again."""
    for table in ("ranking_step", "ranking_model", "judgement"):
        op.drop_table(table)


def _create_judgement() -> None:
    document = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
    op.create_table(
        "judgement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("company_id", sa.Integer(), nullable=True),
        sa.Column("subject", sa.String(length=250), nullable=False),
        sa.Column("profile", document, nullable=False),
        sa.Column("offer_id", sa.String(length=200), nullable=False),
        sa.Column("opinion", sa.String(length=30), nullable=False),
        sa.Column("grade", sa.Float(), nullable=True),
        sa.Column("excluded", sa.Boolean(), nullable=False),
        sa.Column("judge", sa.String(length=100), nullable=False),
        sa.Column("verified", sa.Boolean(), nullable=False),
        sa.Column("judged_utc", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_judgement"),
        sa.ForeignKeyConstraint(
            ["company_id"],
            ["company_profile.id"],
            name="fk_judgement_company_id_company_profile",
            ondelete="CASCADE",
        ),
        sa.UniqueConstraint(
            "subject", "offer_id", "judge", name="uq_judgement_subject_offer_id_judge"
        ),
    )
    op.create_index("ix_judgement_company_id", "judgement", ["company_id"])


def _create_ranking_model() -> None:
    op.create_table(
        "ranking_model",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("created_utc", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_ranking_model"),
        sa.UniqueConstraint("fingerprint", name="uq_ranking_model_fingerprint"),
    )


def _create_ranking_step() -> None:
    op.create_table(
        "ranking_step",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("model_id", sa.Integer(), nullable=True),
        sa.Column("taken_utc", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_ranking_step"),
        sa.ForeignKeyConstraint(
            ["model_id"], ["ranking_model.id"], name="fk_ranking_step_model_id_ranking_model"
        ),
    )
