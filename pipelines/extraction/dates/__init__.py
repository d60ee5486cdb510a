"""Dates that an article names, seen from its day of publication. `find` is the way in."""
