"""From the frames of the stages to a published `losses.duckdb`: runs sql/, checks the result as a whole, publishes it.

What belongs here: building, checking, publishing, reading and exporting the warehouse. What does not: how a row came to
be (its stage made it) and what a table means (the header of its file in sql/ says so).
"""
