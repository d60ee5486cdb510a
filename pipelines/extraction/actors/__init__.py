"""Actors that an article names, and where which peoples serve as contractors. `find` is the way in."""
