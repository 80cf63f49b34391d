"""The one database: tables, migrations, transactions, and the sealing of what stands in it."""
