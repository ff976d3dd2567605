"""A stand-in for Google Sheets, for tests and the demonstration. The product never imports it."""
