"""The record and its chain."""
