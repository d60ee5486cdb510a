"""Raw documents: found in a person's files, stored once by content, read back as obtained.

Here belong bytes, where they came from and whether they can be an article at all. What does not: what an article says.
"""
