"""Calendars and cards."""
