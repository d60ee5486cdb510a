from pipelines.extraction import extract
from pipelines.extraction.bench import general_stream
from pipelines.extraction.relevance import worth_reading
from pipelines.schemas.contract import Article


def test_one_article_in_fifty_of_the_stream_is_relevant_and_the_others_do_not_pass_the_gate() -> None:
    stream = general_stream([Article("a", "Two mercenaries of Wagner were killed in Mali.")], 200)
    assert sum(a.article_id.startswith("relevant") for a in stream) == 4
    assert {a.article_id for a in stream if worth_reading(a, everything=False)} == {
        "relevant-0",
        "relevant-50",
        "relevant-100",
        "relevant-150",
    }
    assert len({a.text for a in stream}) > 100


def test_the_stream_s_relevant_articles_are_relevant() -> None:
    (article, *_) = general_stream([Article("a", "Two mercenaries of Wagner were killed in Mali on Saturday.")], 1)
    assert extract(article).relevant is True
