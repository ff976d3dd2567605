"""What a person sees: one screen a file, each a function `page` that shell.py calls."""
