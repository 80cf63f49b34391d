"""Finished messages to the next hop: routes, retries, delivery status notifications."""
