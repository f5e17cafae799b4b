"""The one Django app with tables: rows hold facts, history rows are the truth, integrity lives in the database."""
