"""The `gateway` command. All of it is imported for `gateway --help`, so what is heavy is imported in functions."""
