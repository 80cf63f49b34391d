"""Signing in: what proves who somebody is, and how long it counts."""
