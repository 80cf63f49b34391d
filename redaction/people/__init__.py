"""The people of a register, and how a text may name them."""
