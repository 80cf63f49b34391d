"""Office documents: OOXML, OpenDocument, and what LibreOffice makes one of."""
