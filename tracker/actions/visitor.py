"""Someone who logged in: in which role, for which partner or grant, and how long ago that was proven."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from tracker.choices import ROLES
from tracker.model import Access

IDLE: Final = timedelta(hours=8)
LONGEST: Final = timedelta(hours=12)
FRESH: Final = timedelta(minutes=30)
REMEMBERED: Final = timedelta(days=30)


class Role(StrEnum):
    """The roles of `Toegang`, the one that may see most first; the codes are those of the list in the sheet."""

    PROJECT_LEADER = "project_leader"
    PROGRAMME_TEAM = "programme_team"
    STEERING_GROUP = "steering_group"
    EXECUTIVE_BOARD = "executive_board"
    PARTNER = "partner"
    FUNDER = "funder"

    @property
    def word(self) -> str:
        """What the sheet calls it."""
        return ROLES.word(self.value)


WITH_SECOND_FACTOR: Final = frozenset({Role.PROJECT_LEADER, Role.PROGRAMME_TEAM})
"""The roles that see persons and carry out actions, and so prove themselves twice."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """One row of `Toegang`: a role, and the partner or grant that it is for."""

    role: Role
    partner: str | None = None
    grant: str | None = None

    @property
    def words(self) -> str:
        """The role as people read it, with what it is for."""
        of = self.partner or self.grant
        return f"{self.role.word} ({of})" if of else self.role.word


@dataclass(frozen=True, slots=True, kw_only=True)
class Visitor:
    """Someone who logged in. `who` is the keyed hash of the address, for the audit log; all moments are UTC.

    `proved_at` is when they last showed who they are, by mail or by the second factor. `has_factor` says that their
    role has a second factor, and `needs_factor` that persons and actions still wait for it. `others` are the other rows
    of `Toegang` that the same address has.
    """

    standing: Standing
    who: str
    session: str
    began_at: datetime
    proved_at: datetime
    has_factor: bool = False
    needs_factor: bool = False
    others: tuple[Standing, ...] = ()

    @property
    def role(self) -> Role:
        """The role in which they see the pages."""
        return self.standing.role

    @property
    def partner(self) -> str | None:
        """The name of the partner that they are of, as it stands on `Partners`."""
        return self.standing.partner

    @property
    def grant(self) -> str | None:
        """The name of the grant that they give, as it stands on `Subsidies`."""
        return self.standing.grant

    def is_fresh(self, now: datetime) -> bool:
        """Whether they showed who they are recently enough to see persons and to change something."""
        return now - self.proved_at < FRESH


def standings_of(rows: Sequence[Access]) -> list[Standing]:
    """What someone may log in as, the role that may see most first."""
    found = {standing for row in rows if (standing := standing_of(row))}
    order = list(Role)
    return sorted(found, key=lambda one: (order.index(one.role), one.partner or "", one.grant or ""))


def standing_of(row: Access) -> Standing | None:
    """A row of `Toegang`; None for a role that this program does not know, and for one that is of nothing."""
    if row.role not in set(Role):
        return None
    role = Role(row.role)
    if (role is Role.PARTNER and not row.partner) or (role is Role.FUNDER and not row.grant):
        return None
    return Standing(role=role, partner=row.partner, grant=row.grant)


def role_in_log(standing: Standing | None) -> str:
    """What the audit log calls someone, or somebody who is nobody to us."""
    return standing.role.value if standing else "onbekend"
