"""Hearing a family at the window: one question a page, saved at each step, private answers sealed."""
