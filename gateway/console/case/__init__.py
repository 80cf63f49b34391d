"""A case's page: what is shown of it, what may be said there, and what that comes to."""
