"""The manual that runs: every promise of the house, and what breaks it."""
