"""Mail that is written to the gateway itself: answers to notices, absence notes, drafts to be checked."""
