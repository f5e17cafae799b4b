"""The board of a designated location."""
