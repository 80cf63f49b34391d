"""The ``redact`` command's own parts: what it does with a file, what it tells, what it shows before it writes."""
