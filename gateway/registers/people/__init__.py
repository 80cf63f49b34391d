"""The index of the register's people, kept by one process and shared by all."""
