"""What we answer for: from the 250 given to a sender to the 250 got from the next hop."""
