"""Each column declared once: the contract's records, the frames that pass between stages, and their quarantine.

What belongs here: names, types, vocabularies and meanings. What does not: anything that computes a value.
"""
