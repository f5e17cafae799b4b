"""One function per deed: may they? decide, write and audit, tell."""
