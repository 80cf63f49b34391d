"""What is taken out of the record for somebody: a person, the public, whoever reviews. Pure, but for the writing."""
