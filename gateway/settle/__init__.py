"""What a look came to, and all that is to be committed with it."""
