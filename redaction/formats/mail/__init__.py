"""Mail, and the files in which Outlook keeps it."""
