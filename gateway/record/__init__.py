"""What was decided and done, chained so that tampering shows (REC-1)."""
