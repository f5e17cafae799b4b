"""A person's work permit and CURP: what to hand in, the days that count, what to do next, and the letter for it."""
