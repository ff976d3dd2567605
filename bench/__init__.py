"""What things cost, as ratios inside one run: milliseconds drift from machine to machine, ratios hardly."""
