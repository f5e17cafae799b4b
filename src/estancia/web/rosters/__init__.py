"""Lists of people whom the counterpart proposes: uploaded, mended, looked at, kept; and whom nobody has heard yet."""
