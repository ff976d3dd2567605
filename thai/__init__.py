"""Thai text, dates, names, places, telephone numbers, and the Thai words of the interface."""
