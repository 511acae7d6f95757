"""The first form of the database: snapshots, a table with versions for each tab, findings, runs and settings.

This page does not change when the sheet does: a new column is a new migration.
"""

from collections.abc import Iterator, Mapping
from typing import Any, Final

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

TEXT: Final = ("text", False)
TEXT_NEEDED: Final = ("text", True)
WHOLE: Final = ("whole", False)
WHOLE_NEEDED: Final = ("whole", True)
NUMBER: Final = ("number", False)
YES_NO: Final = ("yes_no", False)

# A table that people read: a tab takes a few lines.
# fmt: off
TABS: Final[Mapping[str, Mapping[str, tuple[str, bool]]]] = {
    "participants": {
        "code": TEXT_NEEDED, "municipality": TEXT, "registered_on": TEXT, "registered_by": TEXT,
        "intake_on": TEXT, "consent_on": TEXT, "consent_withdrawn_on": TEXT, "own_goal": TEXT,
        "guided_by": TEXT, "needs": TEXT_NEEDED, "seeks": TEXT, "seeks_since": TEXT, "next_action": TEXT,
        "action_on": TEXT, "paused_from": TEXT, "paused_until": TEXT, "closed_on": TEXT, "reason": TEXT,
    },
    "steps": {
        "participant": TEXT_NEEDED, "kind": TEXT_NEEDED, "start": TEXT_NEEDED, "partner": TEXT,
        "domain": TEXT, "as_expert": YES_NO, "role": TEXT, "course": TEXT, "planned_end": TEXT, "end": TEXT,
        "result": TEXT, "hours": NUMBER, "contract": TEXT, "form": TEXT, "support": TEXT, "grant": TEXT,
        "evidence": TEXT, "checked_on": TEXT,
    },
    "partners": {
        "name": TEXT_NEEDED, "sector": TEXT, "municipality": TEXT, "joined_on": TEXT, "left_on": TEXT,
        "other_names": TEXT_NEEDED, "action_plan_on": TEXT, "visible": YES_NO,
    },
    "embedding": {
        "partner": TEXT_NEEDED, "domain": TEXT_NEEDED, "level": TEXT_NEEDED, "since": TEXT_NEEDED,
        "proof": TEXT,
    },
    "experts": {
        "partner": TEXT_NEEDED, "counted_on": TEXT_NEEDED, "paid": WHOLE, "volunteer": WHOLE,
    },
    "team": {
        "partner": TEXT_NEEDED, "seat": TEXT_NEEDED, "held_from": TEXT_NEEDED, "held_until": TEXT,
    },
    "places": {
        "partner": TEXT_NEEDED, "kind": TEXT_NEEDED, "number": WHOLE_NEEDED, "offered_from": TEXT_NEEDED,
        "offered_until": TEXT, "domain": TEXT, "role": TEXT, "hours": NUMBER, "funding": TEXT,
    },
    "measurements": {
        "participant": TEXT_NEEDED, "answered_on": TEXT_NEEDED, "satisfied": WHOLE, "helped": WHOLE,
        "changing": WHOLE, "coping": WHOLE, "confident": WHOLE,
    },
    "targets": {
        "figure": TEXT_NEEDED, "amount": TEXT_NEEDED, "due_on": TEXT_NEEDED, "grant": TEXT,
    },
    "grants": {
        "name": TEXT_NEEDED, "funder": TEXT, "runs_from": TEXT, "runs_until": TEXT, "keep_until": TEXT,
    },
    "obstacles": {
        "rule": TEXT_NEEDED, "reported_on": TEXT_NEEDED, "partner": TEXT, "participants": WHOLE,
        "description": TEXT, "raised_with": TEXT, "raised_on": TEXT, "solved_on": TEXT, "outcome": TEXT,
    },
    "meetings": {
        "held_on": TEXT_NEEDED, "body": TEXT_NEEDED, "as_of": TEXT, "message": TEXT, "decision": TEXT,
    },
    "agreements": {
        "text": TEXT_NEEDED, "who": TEXT, "due_on": TEXT, "done": YES_NO,
    },
    "phases": {
        "name": TEXT_NEEDED, "starts_on": TEXT_NEEDED, "kind": TEXT,
    },
    "access": {
        "address": TEXT_NEEDED, "role": TEXT_NEEDED, "partner": TEXT, "grant": TEXT,
    },
    "lists": {
        "municipality": TEXT, "region": TEXT, "course": TEXT, "role": TEXT, "reason": TEXT, "need": TEXT,
        "rule": TEXT,
    },
}
# fmt: on

TYPES: Final[Mapping[str, sa.types.TypeEngine[Any]]] = {
    "text": sa.Text(),
    "whole": sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
    "number": sa.Double().with_variant(sa.REAL(), "sqlite"),
    "yes_no": sa.Integer(),
}


def upgrade() -> None:
    """From an empty database to the first form."""
    _make_snapshots()
    _make_findings()
    _make_syncs()
    op.create_table(
        "settings",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_settings")),
        sqlite_strict=True,
    )
    for tab, fields in TABS.items():
        _make_tab(tab, fields)


def downgrade() -> None:
    """Back to an empty database: everything that was stored is gone."""
    for table in (*TABS, "settings", "syncs", "findings", "snapshots"):
        op.drop_table(table)


def _make_snapshots() -> None:
    op.create_table(
        "snapshots",
        sa.Column("number", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("taken_at", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("program", sa.Text(), nullable=False),
        sa.Column("counts", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_snapshots")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_snapshots_taken_at"), "snapshots", ["taken_at"])


def _make_findings() -> None:
    op.create_table(
        "findings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("severity", sa.Text(), nullable=False),
        sa.Column("tab", sa.Text()),
        sa.Column("row", sa.Integer()),
        sa.Column("column", sa.Text()),
        sa.Column("valid_from", sa.Integer(), nullable=False),
        sa.Column("valid_to", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_findings")),
        sa.CheckConstraint("valid_to > valid_from", name=op.f("ck_findings_order")),
        _snapshot_of("findings", "valid_from"),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_findings_valid_to_valid_from"), "findings", ["valid_to", "valid_from"])


def _make_syncs() -> None:
    op.create_table(
        "syncs",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("first_at", sa.Text(), nullable=False),
        sa.Column("last_at", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("snapshot", sa.Integer()),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_syncs")),
        sa.CheckConstraint("status IN ('stored', 'unchanged', 'held', 'refused')", name=op.f("ck_syncs_status")),
        _snapshot_of("syncs", "snapshot"),
        sqlite_strict=True,
    )


def _make_tab(tab: str, fields: Mapping[str, tuple[str, bool]]) -> None:
    op.create_table(
        tab,
        sa.Column("entity", sa.Integer(), nullable=False),
        sa.Column("valid_from", sa.Integer(), nullable=False),
        sa.Column("valid_to", sa.Integer(), nullable=False),
        sa.Column("first_seen", sa.Integer(), nullable=False),
        sa.Column("stale", sa.Text(), nullable=False),
        *(sa.Column(name, TYPES[kind], nullable=not needed) for name, (kind, needed) in fields.items()),
        sa.PrimaryKeyConstraint("entity", "valid_from", name=op.f(f"pk_{tab}")),
        *_checks(tab, fields),
        _snapshot_of(tab, "valid_from"),
        _snapshot_of(tab, "first_seen"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index(op.f(f"ix_{tab}_valid_to_entity"), tab, ["valid_to", "entity"], unique=True)


def _checks(tab: str, fields: Mapping[str, tuple[str, bool]]) -> Iterator[sa.CheckConstraint]:
    yield sa.CheckConstraint("valid_to > valid_from", name=op.f(f"ck_{tab}_order"))
    for name, kind in fields.items():
        if kind is YES_NO:
            yield sa.CheckConstraint(f"{name} IN (0, 1)", name=op.f(f"ck_{tab}_{name}"))
    if tab == "access":
        yield sa.CheckConstraint("address NOT LIKE '%@%'", name=op.f("ck_access_address"))


def _snapshot_of(table: str, column: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], ["snapshots.number"], name=op.f(f"fk_{table}_{column}"))
