"""Notices and what is said of a hearing, alarms on dates, and papers kept by others."""
