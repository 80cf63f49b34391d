"""The tables, by what they are about; each row is one sentence of the specification."""
