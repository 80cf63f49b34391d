"""UK family-support texts with the personal data in them marked by hand, and what measures a finder on them."""
