"""One register, shared: two-way sync of six tables with the tabs of one Google spreadsheet."""
