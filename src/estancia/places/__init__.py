"""Places and their clocks: locations of return by INEGI key, when each was open, and how a local hour is written."""

from estancia.places.clocks import local_date, local_time, say_day, say_when, zone_of
from estancia.places.locations import Location, Opening, Standing, location, locations, place_name, standing

__all__ = [
    "Location",
    "Opening",
    "Standing",
    "local_date",
    "local_time",
    "location",
    "locations",
    "place_name",
    "say_day",
    "say_when",
    "standing",
    "zone_of",
]
