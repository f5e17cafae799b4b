"""The machine interface, versioned: the same reserved views as the pages, as JSON, with its OpenAPI description.

Errors are problems (RFC 9457) that carry their sentence in Spanish and in English.
"""
