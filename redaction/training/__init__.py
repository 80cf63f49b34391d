"""Trains the model that finds names: ``python -m redaction.training``; no part of what runs."""
