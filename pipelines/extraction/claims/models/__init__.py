"""Weights of the small models, made by pipelines.extraction.training.train; MODEL_CARD.md says from what."""
