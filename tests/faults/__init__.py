"""Promises broken on purpose: races, deaths, planted faults; what is promised must hold or the fault must show."""
