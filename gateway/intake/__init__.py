"""SMTP in: who may send, what is taken, and 250 only once it is committed."""
