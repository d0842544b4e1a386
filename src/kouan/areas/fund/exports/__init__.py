"""A published notice for machines and for printers: CSV, 360Giving, IATI, docx, PDF; what each can not say is listed."""
