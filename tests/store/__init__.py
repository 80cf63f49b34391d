"""The database, its schema, and the sealing of what stands in it."""
