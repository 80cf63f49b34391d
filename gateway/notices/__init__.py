"""What sender, manager and recipient are told: one text per reason, citing the clause."""
