"""Other people's programs, each behind one door and with limits: pandoc, LibreOffice; and what their PDF holds."""
