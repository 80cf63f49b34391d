"""LibreOffice, by the program that is really there."""
