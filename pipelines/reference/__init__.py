"""Reference data that ships with the product, and the small loaders that read it.

Here belong facts about the world (countries, actors, places) as data files, with where each fact comes from, and
nothing that reads an article. `README.md` names the sources and their licences.
"""
