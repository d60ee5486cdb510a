"""From raw documents to articles: text, title, publisher, date, language, marked spans, near-duplicate signature.

Here belongs reading a document as an article. What the article says does not (`extraction`), nor does fetching it.
"""

from pipelines.articles.read import DIGEST, Unreadable, read_articles, read_document, to_article

__all__ = ["DIGEST", "Unreadable", "read_articles", "read_document", "to_article"]
