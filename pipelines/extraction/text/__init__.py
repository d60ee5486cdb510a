"""An article as extraction reads it: sentences with offsets, folded text, parse, noun phrases."""
