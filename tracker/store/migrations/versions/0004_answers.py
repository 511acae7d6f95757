"""What partners answer to “klopt dit nog?”: one answer about each row of the sheet, the last one that was given."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """From a form in which people log in to one in which partners answer."""
    op.create_table(
        "answers",
        sa.Column("tab", sa.Text(), nullable=False),
        sa.Column("entity", sa.Integer(), nullable=False),
        sa.Column("partner", sa.Text(), nullable=False),
        sa.Column("said", sa.Text(), nullable=False),
        sa.Column("snapshot", sa.Integer(), nullable=False),
        sa.Column("answered_at", sa.Text(), nullable=False),
        sa.Column("handled_at", sa.Text()),
        sa.PrimaryKeyConstraint("tab", "entity", name=op.f("pk_answers")),
        sa.CheckConstraint("tab IN ('steps', 'places', 'partners')", name=op.f("ck_answers_tab")),
        sa.ForeignKeyConstraint(["snapshot"], ["snapshots.number"], name=op.f("fk_answers_snapshot")),
        sqlite_strict=True,
    )


def downgrade() -> None:
    """Back to a form without answers: those that were given are gone."""
    op.drop_table("answers")
