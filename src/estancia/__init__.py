"""Estancia: the case system for people made to wait in Mexico for a United States hearing."""
