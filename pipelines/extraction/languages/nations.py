"""Words for the people of a country, from the table of countries that ships with the product."""

from __future__ import annotations

from pipelines.reference.countries import countries


def english_demonyms() -> dict[str, str]:
    """Folded demonym, singular and plural -> ISO 3166-1 alpha-3."""
    out: dict[str, str] = {}
    for country in countries().values():
        for word in country.demonyms:
            folded = word.lower()
            for form in (folded, folded + "s", *([folded[:-3] + "men"] if folded.endswith("man") else [])):
                out.setdefault(form, country.iso3)
    return out
