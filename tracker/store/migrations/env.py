"""What Alembic runs to do migrations: in the transaction of the caller, or as SQL on paper."""

from alembic import context

from tracker.store.tables import METADATA

settings = context.config.attributes
if context.is_offline_mode():
    context.configure(dialect_name=settings["dialect"], target_metadata=METADATA)
else:
    context.configure(connection=settings["connection"], target_metadata=METADATA, render_as_batch=True)
with context.begin_transaction():
    context.run_migrations()
