"""Incidents: which claims tell one event; when, where, by whom and against whose people it was. `assemble` is the way in."""
