"""What is not the body is marked, whole line by whole line; a sentence that could carry a claim never is."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.articles.patterns import LINES
from pipelines.articles.spans import mark

from .pages import BODY, LEAD, SECOND, THIRD


def marked(text: str, title: str | None = None, publisher: str | None = None) -> list[tuple[str, str]]:
    return [(span.kind, text[span.start : span.end]) for span in mark(text, title=title, publisher=publisher)]


def around(above: str = "", below: str = "") -> str:
    return "\n\n".join(part for part in (above, *BODY, below) if part)


def test_a_page_dump_is_marked_from_top_to_bottom_and_its_body_is_not() -> None:
    text = "\n\n".join(
        [
            "Home » Two guards killed by roadside bomb",
            "Two guards killed by roadside bomb",
            "Attack is the second on the northern road in a month",
            "by Ada Lindqvist",
            "KEY POINTS\n\n  • Two guards died.\n  • One was wounded.\n  • No group has claimed it.",
            LEAD,
            "A road of bombs",
            SECOND,
            THIRD,
            "You may also like",
            "white logo",
            "The Lantern Post is the home of those who want to read slowly about a world in a hurry.",
            "© 2025 The Lantern Post. All Rights Reserved.",
        ]
    )
    for title in ("Two guards killed by roadside bomb", None):
        assert marked(text, title) == [
            ("boilerplate", "Home » Two guards killed by roadside bomb"),
            ("headline", "Two guards killed by roadside bomb"),
            ("standfirst", "Attack is the second on the northern road in a month"),
            ("byline", "by Ada Lindqvist"),
            ("key_points", "KEY POINTS"),
            ("key_points", "• Two guards died."),
            ("key_points", "• One was wounded."),
            ("key_points", "• No group has claimed it."),
            ("boilerplate", "You may also like"),
            ("boilerplate", "white logo"),
            ("boilerplate", "The Lantern Post is the home of those who want to read slowly about a world in a hurry."),
            ("boilerplate", "© 2025 The Lantern Post. All Rights Reserved."),
        ]


@pytest.mark.parametrize(
    "line",
    [
        "Home | World | Africa | Sport", "Skip to content | Log in", "World > Africa > North", "Accueil > Monde > Afrique",
        "Home / News / Africa", "SHARE  TWEET  PRINT", "MENU", "Abonnez-vous | Se connecter",
    ],
)  # fmt: skip
def test_navigation_above_the_article_is_boilerplate(line: str) -> None:
    assert marked(around(above=line)) == [("boilerplate", line)]


@pytest.mark.parametrize(
    "line",
    [
        "Share this: Facebook | Twitter | Email", "Partager : Facebook - WhatsApp", "Tags: mines | north | guards",
        "Mots-clés : mines, nord", "Comments (14)", "Commentaires (3) - Signaler un abus - Mentions légales",
        "Related: Five books about guards", "SEE ALSO: A timeline of the road", "Lire aussi : Le gouverneur s'explique",
        "ALSO IN WORLD: Rain at last | Prices up", "READ MORE: Three killed in market blast", "Most popular: Rain | Maize",
        "Read more | Watch live | Podcasts", "Subscribe to our newsletter for more stories like this",
        "Sign up for our morning briefing | Cookie settings", "Abonnez-vous à notre lettre gratuite",
        "Advertisement - continue reading below", "Publicité", "Donate: ten pounds plant a tree",
        "Listen to 'Seven guards', our podcast in seven episodes.", "Follow us on Facebook", "@lantern_post | 12K subscribers",
        "(c) 2025 The Lantern Post", "Copyright 2025 The Lantern Post. This may not be rewritten or redistributed.",
        "Tous droits réservés.", "Page 2 of 4 | Next >", "Cet article vous a-t-il été utile ? Oui - Non",
        "Was this article helpful?", "3 hours ago", "il y a 2 heures", "Reproduction permitted with attribution.",
        "Sign in to comment", "Watch: Crowds at the bridge", "Gallery: Rain in pictures", "Story continues below",
        "You have read 3 of 5 free articles this month", "Il vous reste 60 % de cet article à lire", "Faire un don",
        "Article réservé aux abonnés", "La suite après la publicité", "Réactions (12)", "Top stories: Rain | Maize",
        "Got a tip? Email tips@lantern.example", "Les plus lus : 1. Pluie 2. Maïs", "Météo : soleil", "Report an error",
        "Dans la même rubrique : Maïs", "Our standards: the trust principles", "Link copied", "Lecture : 3 min",
        "The views in this digest do not represent the opinions of any one member.", "5 min read",
    ],
)  # fmt: skip
def test_what_a_site_puts_below_an_article_is_boilerplate(line: str) -> None:
    assert marked(around(below=line)) == [("boilerplate", line)]


@pytest.mark.parametrize(
    "line",
    [
        "By our correspondent in the north", "By Ada Lindqvist and Jo Obi", "Par Ada Lindqvist", "Par notre correspondant",
        "Northport, correspondance", "Published on 3 May 2021 at 10:12", "Publié le 21 avril 2022 à 10h12",
        "(Reporting by Ada Lindqvist; editing by Jo Obi)", "Monday, May 3, 2021", "De notre envoyé spécial à Northport",
        "La rédaction", "Ada Lindqvist, à Northport", "Northport (AFP)", "03/05/2021 - 10h15", "11 décembre, 21h40",
        "Posted by admin on May 3, 2021", "From our own correspondent",
    ],
)  # fmt: skip
def test_who_wrote_it_and_when_is_a_byline(line: str) -> None:
    assert marked(around(above=line)) == [("byline", line)]


@pytest.mark.parametrize(
    "line",
    [
        "JO/al",
        "abc/de/f",
        "The author is a consultant in Northport. Views are her own.",
        "Additional reporting by Jo Obi",
    ],
)
def test_a_sign_off_below_is_a_byline(line: str) -> None:
    assert marked(around(below=line)) == [("byline", line)]


def test_the_outlet_s_name_above_its_article_is_a_byline() -> None:
    line = "The Lantern Post, Northport"
    assert marked(around(above=line), publisher="The Lantern Post") == [("byline", line)]


@pytest.mark.parametrize(
    "line",
    ["Photo: the road in 2019. Handout", "(Photo : archives)", "FILE PHOTO: A lorry on the road", "Crédit photo : J. Obi",
     "A lorry on the northern road, where two guards died (AP Photo/J. Obi)"],
)  # fmt: skip
def test_a_caption_is_marked_as_one(line: str) -> None:
    assert marked(around(below=line)) == [("caption", line)]


def test_a_heading_of_links_takes_its_list_with_it_and_nothing_else() -> None:
    text = around(
        below="Most read\n1. Rain at last\n2. Seven killed as bus overturns\n3. Maize up\n\n" + THIRD + " More."
    )
    assert [words for kind, words in marked(text) if kind == "boilerplate"] == [
        "Most read",
        "1. Rain at last",
        "2. Seven killed as bus overturns",
        "3. Maize up",
    ]


def test_headlines_of_other_articles_after_the_end_are_boilerplate() -> None:
    text = around(below="Share\n\nSeven guards killed in Port attack\n\nRain at last in the south")
    assert [kind for kind, _ in marked(text)] == ["boilerplate"] * 3


def test_a_menu_above_the_article_is_boilerplate() -> None:
    menu = ["World", "Business", "Culture", "Long reads", "Weather here", "Letters"]
    assert marked(around(above="\n".join(menu))) == [("boilerplate", label) for label in menu]


def test_short_lines_that_tell_of_the_dead_are_no_menu() -> None:
    lines = [
        "North: three guards dead",
        "South: one wounded",
        "East: two missing",
        "West: rain",
        "Port: five killed",
        "Sea",
    ]
    assert "boilerplate" not in dict(marked(around(above="\n".join(lines))))


@pytest.mark.parametrize(
    "sentence",
    [
        "Share prices of the company fell after three of its guards were killed.",
        "Read this way, the report says that five contractors died.",
        "By Monday evening, seven contractors had been confirmed dead, the governor said.",
        "Par ailleurs, trois agents ont été tués dans une embuscade près de la ville.",
        "Comment réagissent les familles des sept agents tués ?",
        "Related attacks killed nine guards last year.",
        "Most read the attack as revenge for the four rebels killed in May.",
        "More on this road have died than on any other: 41 guards in ten years.",
        "Photographs showed five bodies - two in uniform - beside the road.",
        "Three guards - Ada, Jo and Sam - were killed; like others, they had come by post.",
        "Copyrighted pictures of the attack showed six dead men.",
        "Updated figures put the toll at 12 killed and 4 wounded.",
        "Subscribers to the channel were told that eight contractors had been killed.",
        "Contact was lost with nine guards, who are now missing.",
        "Back to the base came four wounded men.",
        "Key points along the road were mined, and two guards died.",
        "Six killed | Two missing",
        "Latest figures show that nine contractors died.",
        "AFP counted seven bodies on the road.",
        "Reuters, citing two officials, put the toll at nine.",
        "Ada Lindqvist, a guard from Northport, was among the dead.",
        "Watch towers were hit, and four guards were killed.",
        "Correction: An earlier version of this article gave the toll as nine; it was seven.",
    ],
)
@pytest.mark.parametrize("place", ["above", "within", "below"])
def test_a_sentence_that_only_looks_like_it_stays_body(sentence: str, place: str) -> None:
    text = {
        "above": around(above=sentence),
        "within": "\n\n".join([LEAD, sentence, SECOND, THIRD]),
        "below": around(below=sentence),
    }[place]
    assert not {kind for kind, words in marked(text) if words == sentence} & {"boilerplate", "byline", "key_points"}


def test_text_that_is_wrapped_at_a_width_is_not_taken_for_bylines() -> None:
    text = "\n".join(
        [
            "THE GOVERNOR SAID THAT THE ATTACK ON THE NORTHERN ROAD WAS CARRIED OUT",
            "BY REBEL UNITS OF THE NORTH, AND THAT TWO GUARDS WERE KILLED IN IT",
            "BY A BOMB. THE COMPANY DID NOT ANSWER.",
        ]
    )
    assert marked(text) == []


def test_a_plain_text_has_nothing_marked() -> None:
    assert marked(around()) == []
    assert mark("") == []
    assert mark("\n \r\n\t") == []


def test_the_same_lines_are_marked_whatever_ends_them() -> None:
    text = around(above="Home | World | Sport", below="Share | Print")
    expected = marked(text)
    assert len(expected) == 2
    for newline in ("\r\n", "\r"):
        assert marked(text.replace("\n", newline)) == expected


@pytest.mark.parametrize("pattern", LINES, ids=lambda pattern: pattern.name)
def test_no_pattern_takes_long_on_hostile_lines(pattern: object) -> None:
    expression = pattern.expression  # type: ignore[attr-defined]
    for line in (
        "a " * 500,
        "by " + "Aa " * 300 + "!",
        "photo: " * 200,
        "share |" * 200,
        "- " * 400,
        "2024-" * 200,
        "(" * 900,
    ):
        expression.fullmatch(line)


fragments = st.sampled_from(
    [
        "Home » x",
        "You may also like",
        "KEY POINTS",
        "• a point",
        "© 2025",
        "Share | Print",
        LEAD,
        "by Ada Lindqvist",
        "1. x",
        "",
    ]
)


@given(st.lists(st.one_of(fragments, st.text(max_size=30)), max_size=12), st.sampled_from(["\n", "\n\n", "\r\n"]))
def test_spans_are_lines_inside_the_text_in_order_and_apart(lines: list[str], newline: str) -> None:
    text = newline.join(lines)
    spans = mark(text, title=lines[0] if lines else None, publisher="P")
    assert all(one.end <= other.start for one, other in itertools.pairwise(spans))
    for span in spans:
        words = text[span.start : span.end]
        assert words == words.strip() != ""
        assert "\n" not in words
    assert mark(text, title=lines[0] if lines else None, publisher="P") == spans
