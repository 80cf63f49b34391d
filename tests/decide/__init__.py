"""Facts in, decisions out: the policy as tables."""
