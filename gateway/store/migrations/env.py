"""What Alembic runs around the migrations; gateway.store.schema hands it an open transaction."""

from alembic import context

from gateway.store.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    transactional_ddl=True,  # the outer transaction covers SQLite's DDL too: all steps or none
)
with context.begin_transaction():
    context.run_migrations()
