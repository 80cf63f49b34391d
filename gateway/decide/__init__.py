"""Facts → decision, per recipient. Pure: no clock, disk or network."""
