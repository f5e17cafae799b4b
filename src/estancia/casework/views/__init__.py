"""What the doors are given: frozen views, built by what their reader may hold."""
