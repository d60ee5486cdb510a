"""Weights of the small models, made by pipelines.extraction.train; MODEL_CARD.md says from what."""
