"""Signing in with an OpenID provider (OpenID Connect Core 1.0): the organisation's own directory."""
