"""How an announcement is read: one file for each thing that is looked for in its text."""
