"""A held case, as those who may answer in it see it and what their answers make of it."""
