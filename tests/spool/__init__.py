"""Taking mail in, handing work out, and what survives a kill."""
