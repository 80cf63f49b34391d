"""What must hold on every engine: the same tests on SQLite and on PostgreSQL."""
