"""The service itself: for ICT, for information governance, and for auditors."""
