"""Pictures, read by OCR and painted over."""
