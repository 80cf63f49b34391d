"""What may travel: a treated message becomes a finished one. Pure but for randomness; keys and time are arguments."""
