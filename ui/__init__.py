"""How it looks: words, forms, charts and tables. Knows the records and the store, and no page."""
