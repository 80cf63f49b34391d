"""The processes of a running gateway: a supervisor and one process for each role."""
