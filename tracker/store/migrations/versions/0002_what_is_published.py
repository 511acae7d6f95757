"""What is published and kept: editions, papers, the archive of erased people, tombstones, and the audit log.

The audit log is closed by the database itself: a trigger refuses to change or take away what stands in it.
"""

from typing import Final

import sqlalchemy as sa
from alembic import op

from tracker.store.migrations.audit_lock import closing

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

TABLES: Final = ("editions", "papers", "archive", "tombstones", "audit")


def upgrade() -> None:
    """From the first form to one that publishes."""
    op.create_table(
        "editions",
        sa.Column("number", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("as_of", sa.Text(), nullable=False),
        sa.Column("known_at", sa.Text(), nullable=False),
        sa.Column("snapshot", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.Text(), nullable=False),
        sa.Column("program", sa.Text(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_editions")),
        sa.ForeignKeyConstraint(["snapshot"], ["snapshots.number"], name=op.f("fk_editions_snapshot")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_editions_as_of_snapshot"), "editions", ["as_of", "snapshot"], unique=True)
    op.create_table(
        "papers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("audience", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("concept", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_papers")),
        sa.CheckConstraint("concept IN (0, 1)", name=op.f("ck_papers_concept")),
        sa.ForeignKeyConstraint(["edition"], ["editions.number"], name=op.f("fk_papers_edition")),
        sqlite_strict=True,
    )
    columns = ["edition", "audience", "name", "concept"]
    op.create_index(op.f("ix_papers_edition_audience_name_concept"), "papers", columns, unique=True)
    _make_what_stays_of_people()
    _make_audit()


def downgrade() -> None:
    """Back to the first form: what was published, the archive and the audit log are gone."""
    for table in reversed(TABLES):
        op.drop_table(table)
    if op.get_context().dialect.name == "postgresql":
        op.execute("DROP FUNCTION audit_only_grows()")


def _make_what_stays_of_people() -> None:
    op.create_table(
        "archive",
        sa.Column("figure", sa.Text(), nullable=False),
        sa.Column("grant", sa.Text(), nullable=False),
        sa.Column("quarter_end", sa.Text(), nullable=False),
        sa.Column("yes", sa.Integer(), nullable=False),
        sa.Column("base", sa.Integer(), nullable=False),
        sa.Column("unknown", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("figure", "grant", "quarter_end", name=op.f("pk_archive")),
        sqlite_strict=True,
    )
    op.create_table(
        "tombstones",
        sa.Column("seal", sa.Text(), nullable=False),
        sa.Column("erased_on", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("seal", name=op.f("pk_tombstones")),
        sa.CheckConstraint("length(seal) = 64", name=op.f("ck_tombstones_seal")),
        sqlite_strict=True,
    )


def _make_audit() -> None:
    op.create_table(
        "audit",
        sa.Column("number", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("snapshot", sa.Integer()),
        sa.Column("chain", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_audit")),
        sqlite_strict=True,
    )
    for statement in closing(op.get_context().dialect.name):
        op.execute(statement)
