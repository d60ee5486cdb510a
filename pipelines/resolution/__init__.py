"""Mentions of many articles → incidents with stable ids, reversible links and people's rulings."""
