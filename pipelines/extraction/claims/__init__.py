"""Claims: which figure counts the victims of what, whose people they are, and who says so. `find` is the way in."""
