import datetime as dt

from pipelines.extraction import DIGEST, SUPPORTED, extract
from pipelines.schemas.contract import Article

AMBUSH = (
    "BAMAKO - Three Wagner mercenaries were killed when gunmen of JNIM ambushed their convoy near Hombori in central Mali "
    "on Tuesday, a hospital official said."
)


def article(text: str, **fields: object) -> Article:
    return Article("a", text, published_on=dt.date(2022, 4, 21), **fields)  # type: ignore[arg-type]


def test_an_ambush_is_one_incident_with_its_date_place_sides_and_claim() -> None:
    extraction = extract(article(AMBUSH))
    assert extraction.relevant
    (incident,) = extraction.incidents
    assert (incident.role, incident.event_type) == ("main", "ambush")
    assert (incident.date_start, incident.date_prec, incident.date_text) == (dt.date(2022, 4, 19), 1, "on Tuesday"[3:])
    assert (incident.country, incident.place, incident.where_prec) == ("MLI", "Hombori", 2)
    assert [a.actor_id for a in incident.perpetrators] == ["jnim"]
    assert [a.actor_id for a in incident.employers] == ["wagner_group"]
    assert [(c.effect, c.figure_point, c.employer_id) for c in incident.claims] == [("killed", 3, "wagner_group")]


def test_every_quote_is_in_the_text_at_its_offsets() -> None:
    for incident in extract(article(AMBUSH)).incidents:
        for claim in incident.claims:
            assert AMBUSH[claim.char_start : claim.char_end] == claim.quote


def test_an_article_without_contractors_or_casualties_is_irrelevant() -> None:
    assert extract(article("Parliament passed the budget on Tuesday.")).relevant is False
    assert extract(article("")).relevant is False


def test_everything_finds_incidents_with_other_victims() -> None:
    text = "Five farmers were killed on Monday when gunmen raided a village near Maiduguri in Nigeria, police said."
    assert extract(article(text)).relevant is False
    (incident,) = extract(article(text), everything=True).incidents
    assert (incident.country, [c.victim_group for c in incident.claims]) == ("NGA", ["civilian"])


def test_an_unsupported_language_is_rejected_with_what_to_do() -> None:
    extraction = extract(article("Zwei Söldner wurden getötet.", language="de"))
    assert extraction.relevant is None
    assert extraction.rejected is not None
    assert "'de' is not supported" in extraction.rejected


def test_the_same_article_always_says_the_same() -> None:
    assert extract(article(AMBUSH)).to_json() == extract(article(AMBUSH)).to_json()


def test_the_digest_names_a_state() -> None:
    assert len(DIGEST) == 16
    assert "en" in SUPPORTED
