"""Claims of one incident → tolls → low, best and high, by several named rules.

The way through: `tolls.tolls` says who counts what, `estimates.estimates` applies each rule of `rules.RULES`, and
`measures.incident_measures` takes what an incident's row shows. Which claims belong to one incident is decided before
(`resolution`); nothing here reads a text.
"""
