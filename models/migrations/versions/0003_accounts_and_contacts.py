"""People with accounts, contacts and consents of firms, links that work once."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_DOCUMENT = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")

_TABLES = (
    "person",
    "sign_in_session",
    "sign_in_attempt",
    "company_contact",
    "company_key",
    "consent",
    "one_time_link",
)


def upgrade() -> None:
    """Create the tables; what stands in the others stays as it is."""
    op.add_column(
        "organisation", sa.Column("closed_utc", sa.DateTime(timezone=True), nullable=True)
    )
    op.add_column(
        "organisation",
        sa.Column("needs_second_factor", sa.Boolean(), nullable=False, server_default=sa.false()),
    )
    _create_person()
    _create_sign_in_session()
    _create_sign_in_attempt()
    _create_company_contact()
    _create_company_key()
    _create_consent()
    _create_one_time_link()


def downgrade() -> None:
    """Drop them again."""
    for table in reversed(_TABLES):
        op.drop_table(table)
    op.drop_column("organisation", "needs_second_factor")
    op.drop_column("organisation", "closed_utc")


def _create_person() -> None:
    op.create_table(
        "person",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=43), nullable=False),
        sa.Column("organisation_id", sa.String(length=200), nullable=False),
        sa.Column("email", sa.String(length=320), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("sort_name", sa.String(length=200), nullable=False),
        sa.Column("roles", _DOCUMENT, nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("language", sa.String(length=5), nullable=False),
        sa.Column("password_hash", sa.String(length=200), nullable=True),
        sa.Column("totp_secret", sa.String(length=300), nullable=True),
        sa.Column("totp_step", sa.Integer(), nullable=True),
        sa.Column("recovery_codes", _DOCUMENT, nullable=False),
        sa.Column("created_utc", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_utc", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name="fk_person_organisation_id_organisation"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_person"),
        sa.UniqueConstraint("email", name="uq_person_email"),
        sa.UniqueConstraint("public_id", name="uq_person_public_id"),
    )
    op.create_index("ix_person_organisation_id", "person", ["organisation_id"])
    op.create_index("ix_person_sort_name_id", "person", ["sort_name", "id"])


def _create_sign_in_session() -> None:
    op.create_table(
        "sign_in_session",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("is_complete", sa.Boolean(), nullable=False),
        sa.Column("created_utc", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_utc", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_utc", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
            name="fk_sign_in_session_person_id_person",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_sign_in_session"),
        sa.UniqueConstraint("token_hash", name="uq_sign_in_session_token_hash"),
    )
    op.create_index("ix_sign_in_session_expires_utc", "sign_in_session", ["expires_utc"])
    op.create_index("ix_sign_in_session_person_id", "sign_in_session", ["person_id"])


def _create_sign_in_attempt() -> None:
    op.create_table(
        "sign_in_attempt",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("address_hash", sa.String(length=64), nullable=False),
        sa.Column("network_hash", sa.String(length=64), nullable=False),
        sa.Column("device_hash", sa.String(length=64), nullable=False),
        sa.Column("outcome", sa.String(length=30), nullable=False),
        sa.Column("tried_utc", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
            name="fk_sign_in_attempt_person_id_person",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_sign_in_attempt"),
    )
    op.create_index(
        "ix_sign_in_attempt_address_hash_tried_utc",
        "sign_in_attempt",
        ["address_hash", "tried_utc"],
    )
    op.create_index(
        "ix_sign_in_attempt_network_hash_tried_utc",
        "sign_in_attempt",
        ["network_hash", "tried_utc"],
    )
    op.create_index(
        "ix_sign_in_attempt_person_id_tried_utc", "sign_in_attempt", ["person_id", "tried_utc"]
    )
    op.create_index("ix_sign_in_attempt_tried_utc", "sign_in_attempt", ["tried_utc"])


def _create_company_contact() -> None:
    op.create_table(
        "company_contact",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("company_id", sa.Integer(), nullable=False),
        sa.Column("email", sa.String(length=320), nullable=False),
        sa.Column("created_utc", sa.DateTime(timezone=True), nullable=False),
        sa.Column("confirmed_utc", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["company_id"],
            ["company_profile.id"],
            name="fk_company_contact_company_id_company_profile",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_company_contact"),
        sa.UniqueConstraint("company_id", name="uq_company_contact_company_id"),
    )
    op.create_index("ix_company_contact_email", "company_contact", ["email"])


def _create_company_key() -> None:
    op.create_table(
        "company_key",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("company_id", sa.Integer(), nullable=False),
        sa.Column("created_utc", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id"],
            ["company_profile.id"],
            name="fk_company_key_company_id_company_profile",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_company_key"),
        sa.UniqueConstraint("token_hash", name="uq_company_key_token_hash"),
    )
    op.create_index("ix_company_key_company_id", "company_key", ["company_id"])


def _create_consent() -> None:
    op.create_table(
        "consent",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("company_id", sa.Integer(), nullable=False),
        sa.Column("purpose", sa.String(length=50), nullable=False),
        sa.Column("text_version", sa.String(length=20), nullable=False),
        sa.Column("language", sa.String(length=5), nullable=False),
        sa.Column("given_utc", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn_utc", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["company_id"],
            ["company_profile.id"],
            name="fk_consent_company_id_company_profile",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_consent"),
        sa.UniqueConstraint(
            "company_id", "purpose", "given_utc", name="uq_consent_company_id_purpose_given_utc"
        ),
    )


def _create_one_time_link() -> None:
    op.create_table(
        "one_time_link",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("purpose", sa.String(length=30), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("company_id", sa.Integer(), nullable=True),
        sa.Column("created_utc", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_utc", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_utc", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["company_id"],
            ["company_profile.id"],
            name="fk_one_time_link_company_id_company_profile",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
            name="fk_one_time_link_person_id_person",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_one_time_link"),
        sa.UniqueConstraint("token_hash", name="uq_one_time_link_token_hash"),
    )
    op.create_index("ix_one_time_link_company_id", "one_time_link", ["company_id"])
    op.create_index("ix_one_time_link_expires_utc", "one_time_link", ["expires_utc"])
    op.create_index("ix_one_time_link_person_id", "one_time_link", ["person_id"])
