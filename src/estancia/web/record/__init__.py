"""The record itself: whether it is whole, and with which keys the house signs. Nobody's file."""
