"""Pages and texts that the tests of reading share, written for them: invented outlets, people and places."""

from __future__ import annotations

LEAD = (
    "Two guards of a private military company were killed and a third was wounded when a bomb went off beside their lorry"
    " on Monday, the governor of the northern province said."
)
SECOND = "The company did not answer questions. A doctor at the town's hospital said that the wounded man was stable."
THIRD = "It was the second attack on the road in a month. No group has said that it was behind it."
BODY = (LEAD, SECOND, THIRD)


def page(
    *,
    title: str = "Two guards killed by roadside bomb",
    head: str = "",
    body: tuple[str, ...] = BODY,
    lang: str = "en",
) -> str:
    """A news page: navigation, an article, links to others and a footer."""
    paragraphs = "".join(f"<p>{paragraph}</p>" for paragraph in body)
    links = "".join(f'<li><a href="/n/{n}">Another story of the day, number {n}</a></li>' for n in range(6))
    return (
        f'<!DOCTYPE html><html lang="{lang}"><head><meta charset="utf-8"><title>{title} | The Lantern Post</title>'
        f'<meta property="og:site_name" content="The Lantern Post"><meta property="og:title" content="{title}">{head}'
        '</head><body><nav><a href="/">Home</a> <a href="/world">World</a> <a href="/sport">Sport</a></nav>'
        f"<article><h1>{title}</h1>{paragraphs}</article>"
        f"<aside><h2>Most read</h2><ul>{links}</ul></aside><footer>© 2025 The Lantern Post</footer></body></html>"
    )
