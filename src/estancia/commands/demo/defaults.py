"""What a demo is made of when nobody says otherwise."""

PEOPLE, SEED, PORT = 2000, 1, 8642
CHECKED_PEOPLE = 40  # enough for the check, whose ten families come on top
