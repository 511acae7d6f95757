"""Brings a database to the newest form; imported only when it is not there yet, because Alembic is slow to start."""

from pathlib import Path
from typing import Final

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from tracker.errors import StoreError
from tracker.store.trouble import NEWER

MIGRATIONS: Final = Path(__file__).parent / "migrations"


def configured(connection: Connection | None = None) -> Config:
    """What Alembic must know, without a file on disk: where the steps are, and on which connection to do them."""
    config = Config()
    # Alembic reads a percent sign as the start of a variable, and a folder's name may hold one.
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


def climb(connection: Connection, form: str | None) -> None:
    """Do the steps from a form (None: an empty database) to the newest, inside the caller's transaction.

    Raises StoreError when this program does not know the form, so a newer program made it.
    """
    if form is not None and not knows(form):
        raise StoreError(*NEWER)
    command.upgrade(configured(connection), "head")


def knows(form: str | None) -> bool:
    """Whether this program can start from a form."""
    scripts = ScriptDirectory.from_config(configured()).walk_revisions()
    return form in {script.revision for script in scripts}
