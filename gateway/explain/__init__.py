"""What was decided and why, for people and programs to read."""
