"""What waits for this reader, and finding a person."""
