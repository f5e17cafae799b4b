"""The papers a family walks away with."""
