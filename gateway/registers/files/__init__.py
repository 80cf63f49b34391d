"""Register files: read under limits, checked, laid over a register, written again."""
