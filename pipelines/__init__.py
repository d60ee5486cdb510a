"""Dagster pipelines that turn news articles into a warehouse of foreign military-contractor losses."""
