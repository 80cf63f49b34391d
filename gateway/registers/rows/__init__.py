"""Rows of the registers, and the entries of the model that they say."""
