"""Answering requests for information: what was found about somebody, what of it goes, the bundle (REC-2)."""
