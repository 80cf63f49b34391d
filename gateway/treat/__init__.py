"""Decision → what may be seen: cuts made in the original bytes, and looked at again."""
