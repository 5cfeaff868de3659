"""The advisor's desk: requests and files of firms."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

_DOCUMENT = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
_TABLES = (
    "company_file",
    "file_event",
    "file_note",
    "file_step",
    "consultation_request",
    "absence",
)


def upgrade() -> None:
    """Add the columns and create the tables."""
    nothing = sa.text("'{}'")
    op.add_column("company_profile", _document("noted", server_default=nothing))
    op.add_column("judgement", _text("because", 100, server_default=sa.text("''")))
    _create_file()
    _create_parts_of_file()
    _create_consultation()
    _change_opinions()


def downgrade() -> None:
    """Drop the new tables and columns."""
    op.drop_index("ix_offer_report_topic", "offer_report")
    op.drop_index("ix_judgement_file_id", "judgement")
    with op.batch_alter_table("judgement") as judgement:
        judgement.drop_column("file_id")
        judgement.drop_column("disputes")
    op.drop_column("offer_report", "topic")
    op.drop_column("offer_report", "count")
    for table in reversed(_TABLES):
        op.drop_table(table)
    op.drop_column("judgement", "because")
    op.drop_column("company_profile", "noted")


def _create_file() -> None:
    op.create_table(
        "company_file",
        _key(),
        _text("public_id", 43),
        _to("company_profile", "company_id", ondelete="CASCADE"),
        _organisation(nullable=True),
        _person("advisor_id"),
        *(_text(name, 20) for name in ("part", "origin", "state")),
        _text("name", 200),
        _text("contact_name", 200),
        _text("email", 320),
        _text("phone", 100),
        _text("preferred_way", 20),
        _text("times", 500),
        _text("town", 200),
        _text("needs", 1500),
        _text("search_text", 1500),
        *(_moment(f"{name}_utc", nullable=True) for name in ("appointment", "dispatched", "acted")),
        _number("reminded"),
        _moment("created_utc"),
        _moment("touched_utc"),
        _moment("closed_utc", nullable=True),
        _number("version"),
        sa.UniqueConstraint("public_id"),
        sa.UniqueConstraint("organisation_id", "company_id"),
    )
    _index("company_file", "company_id")
    _index("company_file", "advisor_id")
    _index("company_file", "email")
    _index("company_file", "state", "dispatched_utc")


def _create_parts_of_file() -> None:
    op.create_table(
        "file_event",
        _key(),
        _file(),
        _moment("happened_utc"),
        _text("kind", 30),
        _person("person_id"),
        _document("details"),
    )
    _index("file_event", "file_id", "id")
    op.create_table(
        "file_note",
        _key(),
        _text("public_id", 43),
        _file(),
        _organisation(),
        _person("person_id"),
        _long_text("text"),
        _moment("created_utc"),
        _moment("updated_utc"),
        _number("version"),
        sa.UniqueConstraint("public_id"),
    )
    _index("file_note", "file_id")
    op.create_table(
        "file_step",
        _key(),
        _text("public_id", 43),
        _file(),
        _person("person_id"),
        _text("title", 300),
        _text("taken_by", 20),
        _text("offer_id", 200),
        _day("due_on", nullable=True),
        _moment("created_utc"),
        _moment("done_utc", nullable=True),
        sa.UniqueConstraint("public_id"),
    )
    _index("file_step", "file_id")


def _create_consultation() -> None:
    op.create_table(
        "consultation_request",
        _key(),
        _text("public_id", 43),
        _to("company_profile", "company_id", ondelete="CASCADE"),
        _file(),
        _moment("asked_utc"),
        _document("topics"),
        _long_text("message"),
        _text("name", 200),
        _text("contact_name", 200),
        _text("email", 320),
        _text("phone", 100),
        _text("preferred_way", 20),
        _text("times", 500),
        _text("language", 5),
        _text("responsible", 300),
        _document("informed"),
        sa.UniqueConstraint("public_id"),
    )
    for column in ("company_id", "file_id", "asked_utc"):
        _index("consultation_request", column)
    op.create_table(
        "absence",
        _key(),
        _to("person", "person_id", ondelete="CASCADE"),
        _person("deputy_id"),
        _day("first_day"),
        _day("last_day"),
    )
    for column in ("person_id", "last_day"):
        _index("absence", column)


def _change_opinions() -> None:
    name = "fk_judgement_file_id_company_file"
    target = sa.ForeignKey("company_file.id", name=name, ondelete="SET NULL")
    with op.batch_alter_table("judgement") as judgement:
        judgement.add_column(sa.Column("file_id", sa.Integer(), target, nullable=True))
        judgement.add_column(_text("disputes", 100, server_default=sa.text("''")))
    _index("judgement", "file_id")
    op.add_column("offer_report", sa.Column("topic", sa.String(320), nullable=True))
    one = sa.text("1")
    op.add_column(
        "offer_report", sa.Column("count", sa.Integer(), nullable=False, server_default=one)
    )
    op.create_index("ix_offer_report_topic", "offer_report", ["topic"], unique=True)


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


def _organisation(*, nullable: bool = False) -> sa.Column[str]:
    target = sa.ForeignKey("organisation.id")
    return sa.Column("organisation_id", sa.String(200), target, nullable=nullable)


def _number(name: str, *, nullable: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=nullable)


def _text(name: str, length: int, *, server_default: sa.TextClause | None = None) -> sa.Column[str]:
    return sa.Column(name, sa.String(length), nullable=False, server_default=server_default)


def _long_text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=False)


def _document(name: str, *, server_default: sa.TextClause | None = None) -> sa.Column[object]:
    return sa.Column(name, _DOCUMENT, nullable=False, server_default=server_default)


def _day(name: str, *, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.Date(), nullable=nullable)


def _moment(name: str, *, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)
