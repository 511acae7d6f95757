"""What Alembic runs to do migrations: in the transaction of the caller."""

from alembic import context

from tracker.store.tables import METADATA

context.configure(connection=context.config.attributes["connection"], target_metadata=METADATA)
with context.begin_transaction():
    context.run_migrations()
