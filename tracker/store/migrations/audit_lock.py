"""How the database itself closes the audit log: triggers that refuse to change or take away what stands in it.

The second migration makes them with these words, and putting back a back-up takes them off and puts them on again, so
this page does not change. A migration that wants other triggers brings words of its own.
"""

from collections.abc import Iterator
from typing import Final

_SQLITE: Final = """
CREATE TRIGGER audit_{event}_refused BEFORE {event} ON audit
BEGIN SELECT RAISE(ABORT, 'the audit log only grows'); END
"""

_FUNCTION: Final = """
CREATE FUNCTION audit_only_grows() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'the audit log only grows'; END $$
"""

_POSTGRESQL: Final = """
CREATE TRIGGER audit_{event}_refused BEFORE {event} ON audit
FOR EACH STATEMENT EXECUTE FUNCTION audit_only_grows()
"""


def closing(dialect: str) -> Iterator[str]:
    """The statements that close the log."""
    if dialect == "postgresql":
        yield _FUNCTION
    for event in _events(dialect):
        yield (_POSTGRESQL if dialect == "postgresql" else _SQLITE).format(event=event)


def opening(dialect: str) -> Iterator[str]:
    """The statements that take away what `closing` made."""
    for event in _events(dialect):
        on = " ON audit" if dialect == "postgresql" else ""
        yield f"DROP TRIGGER audit_{event}_refused{on}"
    if dialect == "postgresql":
        yield "DROP FUNCTION audit_only_grows()"


def _events(dialect: str) -> tuple[str, ...]:
    return ("UPDATE", "DELETE", "TRUNCATE") if dialect == "postgresql" else ("UPDATE", "DELETE")
