"""The pages of information governance: registers, requests, breaches, risks, reviews and reports."""
