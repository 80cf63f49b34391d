"""Scenarios written from the policy's words before the rules were read, run as an outsider would run them."""
