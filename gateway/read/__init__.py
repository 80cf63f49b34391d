"""Bytes → what a message says; runs in the reading room."""
