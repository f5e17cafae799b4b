"""The gate and what follows: exits and entries, who is expected back, renewal, the end of a stay, what it asks."""
