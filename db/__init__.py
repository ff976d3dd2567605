"""The store: what is kept, the one door to it, and every number that is read from it."""
