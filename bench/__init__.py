"""Performance goals, one file each: every file prints its ratio against a peer or a floor, measured in one run."""
