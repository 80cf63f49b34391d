"""The one branch: people answer, each answer is one more fact, and the message is decided again."""
