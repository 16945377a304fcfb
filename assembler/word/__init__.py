"""The Word engine: compiled templates and values in, the bytes of a DOCX out."""
