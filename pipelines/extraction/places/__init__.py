"""Places that an article names: towns, divisions, countries, borders, lines between two places. `find` is the way in."""
