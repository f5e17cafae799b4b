"""Rights and complaints: the public register, the form anyone can open, and the list of those who answer."""
