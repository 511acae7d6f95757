"""Logging in: mails that were asked for, sessions, second factors, devices that are remembered, and attempts."""

from typing import Final

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

TABLES: Final = ("login_requests", "sessions", "second_factors", "devices", "attempts")

_NO_ADDRESS: Final = "address NOT LIKE '%@%'"


def upgrade() -> None:
    """From a form that publishes to one in which people log in."""
    op.create_table(
        "login_requests",
        sa.Column("link", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("browser", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("ends_at", sa.Text(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("link", name=op.f("pk_login_requests")),
        sa.CheckConstraint(_NO_ADDRESS, name=op.f("ck_login_requests_address")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_login_requests_browser"), "login_requests", ["browser"])
    op.create_table(
        "sessions",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("partner", sa.Text()),
        sa.Column("grant", sa.Text()),
        sa.Column("began_at", sa.Text(), nullable=False),
        sa.Column("seen_at", sa.Text(), nullable=False),
        sa.Column("proved_at", sa.Text(), nullable=False),
        sa.Column("factor_at", sa.Text()),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sessions")),
        sa.CheckConstraint(_NO_ADDRESS, name=op.f("ck_sessions_address")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_sessions_address"), "sessions", ["address"])
    _make_second_factors()
    op.create_table(
        "attempts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attempts")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_attempts_kind_who_at"), "attempts", ["kind", "who", "at"])


def downgrade() -> None:
    """Back to a form without login: everyone is logged out, and second factors are gone."""
    for table in reversed(TABLES):
        op.drop_table(table)


def _make_second_factors() -> None:
    op.create_table(
        "second_factors",
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("salt", sa.Text(), nullable=False),
        sa.Column("made_at", sa.Text(), nullable=False),
        sa.Column("last_step", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("address", name=op.f("pk_second_factors")),
        sa.CheckConstraint(_NO_ADDRESS, name=op.f("ck_second_factors_address")),
        sqlite_strict=True,
    )
    op.create_table(
        "devices",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("ends_at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_devices")),
        sa.CheckConstraint(_NO_ADDRESS, name=op.f("ck_devices_address")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_devices_address"), "devices", ["address"])
