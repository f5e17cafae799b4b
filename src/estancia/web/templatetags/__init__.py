"""The page components as template tags."""
