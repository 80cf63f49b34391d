"""The interface for programs: /api/v1, described by its own OpenAPI document (docs/api.md)."""
