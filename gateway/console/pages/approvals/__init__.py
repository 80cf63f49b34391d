"""What managers approve: ahead, and to be kept from somebody; and what was approved."""
