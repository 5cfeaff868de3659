"""What comes of advice: outcomes, dossiers, lists of firms and their best offers."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

_DOCUMENT = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
_TABLES = (
    "offer_application",
    "aid_award",
    "dossier_plan",
    "dossier_issue",
    "firm_list",
    "firm_list_row",
    "firm_match",
)


def upgrade() -> None:
    """Create the tables."""
    _create_outcome()
    _create_dossier()
    _create_firm_list()
    _create_firm_match()


def downgrade() -> None:
    """Drop them."""
    for table in reversed(_TABLES):
        op.drop_table(table)


def _create_outcome() -> None:
    op.create_table(
        "offer_application",
        _key(),
        _file(),
        _text("offer_id", 200),
        _text("state", 20),
        _number("amount_eur", nullable=True),
        _day("happened_on", nullable=True),
        _person("person_id"),
        _moment("changed_utc"),
        sa.UniqueConstraint("file_id", "offer_id"),
    )
    op.create_table(
        "aid_award",
        _key(),
        _text("public_id", 43),
        _file(),
        _day("granted_on"),
        _number("amount_eur"),
        _text("regulation", 30),
        _text("granted_by", 300),
        _text("recipient", 300),
        _text("offer_id", 200),
        _person("person_id"),
        _moment("noted_utc"),
        sa.UniqueConstraint("public_id"),
    )
    _index("aid_award", "file_id")


def _create_dossier() -> None:
    to_file = sa.ForeignKey("company_file.id", ondelete="CASCADE")
    op.create_table(
        "dossier_plan",
        sa.Column("file_id", sa.Integer(), to_file, primary_key=True),
        _document("offers"),
        _document("dropped"),
        _long_text("preface"),
        _moment("changed_utc"),
        _number("version"),
    )
    op.create_table(
        "dossier_issue",
        _key(),
        _text("public_id", 43),
        _file(),
        _person("person_id"),
        _text("audience", 20),
        _text("language", 5),
        _text("catalogue_version", 50),
        _text("model_version", 100),
        _document("document"),
        _moment("made_utc"),
        sa.Column("token_hash", sa.String(64), nullable=True),
        _moment("expires_utc", nullable=True),
        sa.UniqueConstraint("public_id"),
        sa.UniqueConstraint("token_hash"),
    )
    _index("dossier_issue", "file_id")


def _create_firm_list() -> None:
    op.create_table(
        "firm_list",
        _key(),
        _text("public_id", 43),
        _organisation(),
        _person("person_id"),
        _text("name", 200),
        _text("state", 20),
        _document("columns"),
        _document("problems"),
        *(_number(name) for name in ("refused", "total", "done", "matched")),
        _moment("created_utc"),
        _moment("finished_utc", nullable=True),
        sa.UniqueConstraint("public_id"),
    )
    for column in ("organisation_id", "state"):
        _index("firm_list", column)
    op.create_table(
        "firm_list_row",
        _key(),
        _to("firm_list", "list_id", ondelete="CASCADE"),
        _number("number"),
        _document("answers"),
        _text("name", 200),
        _text("contact_name", 200),
        _text("email", 320),
        _text("phone", 100),
        sa.Column("is_wanted", sa.Boolean(), nullable=False),
        _number("same_as", nullable=True),
        *(
            _to("company_file", name, ondelete="SET NULL", nullable=True)
            for name in ("known_file_id", "file_id")
        ),
        sa.UniqueConstraint("list_id", "number"),
    )
    for column in ("known_file_id", "file_id"):
        _index("firm_list_row", column)


def _create_firm_match() -> None:
    to_company = sa.ForeignKey("company_profile.id", ondelete="CASCADE")
    op.create_table(
        "firm_match",
        sa.Column("company_id", sa.Integer(), to_company, primary_key=True),
        _text("catalogue_version", 50),
        _text("model_version", 100),
        _day("matched_on"),
        _moment("matched_utc"),
        _moment("answers_utc"),
        _document("best"),
        _number("fitting"),
        _document("unserved"),
    )
    _index("firm_match", "matched_utc")


def _index(table: str, *columns: str) -> None:
    op.create_index(f"ix_{table}_{'_'.join(columns)}", table, list(columns))


def _key() -> sa.Column[int]:
    return sa.Column("id", sa.Integer(), nullable=False, primary_key=True)


def _to(table: str, name: str, *, ondelete: str, nullable: bool = False) -> sa.Column[int]:
    target = sa.ForeignKey(f"{table}.id", ondelete=ondelete)
    return sa.Column(name, sa.Integer(), target, nullable=nullable)


def _file() -> sa.Column[int]:
    return _to("company_file", "file_id", ondelete="CASCADE")


def _person(name: str) -> sa.Column[int]:
    return _to("person", name, ondelete="SET NULL", nullable=True)


def _organisation() -> sa.Column[str]:
    target = sa.ForeignKey("organisation.id")
    return sa.Column("organisation_id", sa.String(200), target, nullable=False)


def _number(name: str, *, nullable: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=nullable)


def _text(name: str, length: int) -> sa.Column[str]:
    return sa.Column(name, sa.String(length), nullable=False)


def _long_text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=False)


def _document(name: str) -> sa.Column[object]:
    return sa.Column(name, _DOCUMENT, nullable=False)


def _day(name: str, *, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.Date(), nullable=nullable)


def _moment(name: str, *, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)
