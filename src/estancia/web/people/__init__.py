"""A person's file, their family, the rules of another day, and who looked."""
