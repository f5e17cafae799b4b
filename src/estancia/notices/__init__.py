"""Notices to appear and tear sheets: claims with a source, and the defects a person can be warned of."""

from estancia.notices.defects import address_reaches_nobody

__all__ = ["address_reaches_nobody"]
