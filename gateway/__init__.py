"""A secure document-sharing gateway: SMTP in, policy decided, protected mail out."""

__version__ = "0.1.0"
