"""The registers: who people, parties and staff are, and what was agreed. Files in, history kept, files out."""
