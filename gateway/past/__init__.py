"""Past decisions, asked about again."""
