"""People who do not exist, and two unlike ways of writing them down wrong; seeded, for tests and for the bench."""
