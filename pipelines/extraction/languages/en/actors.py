# ruff: noqa: E501 -- a pattern is read as one line
"""How English introduces a company or an armed group by name. Words only; their use is in `actors.unlisted`."""

from __future__ import annotations

from pipelines.extraction.languages.base_actors import ActorLanguage

_TRADE = r"(?:security|military|private military|private security|protection|mercenary|de-?mining|mine[- ]clearance|bomb[- ]disposal|defen[cs]e|guarding|risk|close protection|logistics)"
_FIRM = r"(?:company|companies|firm|firms|contractors?|group|outfit|provider|consultancy)"

LANGUAGE = ActorLanguage(
    introduced=(
        (
            "pmc",
            rf"\b[Tt]he (?:[\w-]+ ){{0,3}}{_TRADE} {_FIRM},? (?:called |named |known as )?{{QUOTE}}{{NAME}}",
            "He worked for the security company Quarry Ridge.",
        ),
        (
            "pmc",
            rf"\b[Aa]n? (?:[\w-]+ ){{0,3}}{_TRADE} {_FIRM}(?:,| called| named| known as) {{QUOTE}}{{NAME}}",
            "They were hired by a private security firm called Northgate.",
        ),
        (
            "pmc",
            r"\b(?:[Aa]|[Tt]he) (?:Pentagon|U\.?S\.?|American|British|government|embassy|defen[cs]e|military|security|private) contractor,? {NAME}",
            "They flew for a Pentagon contractor, Ketch Air.",
        ),
        (
            "pmc",
            rf"{{NAME}}(?: \([A-Z]{{2,6}}\))?, (?:an?|the) (?:[\w'’.-]+ ){{0,4}}?(?:{_TRADE}) {_FIRM}\b",
            "Northgate, a small British security firm, confirmed it.",
        ),
        (
            "pmc",
            r"\b(?:employees?|employed|guards?|contractors?|staff|men|members|work(?:ed|ing|s)?) (?:of|by|from|for) (?P<name>(?:[A-Z][\w'’&-]+ ){1,3}(?:Security|Risk|Protection|Tactical|Defen[cs]e|Security Services|Security Group|Security Solutions|Risk Management|Risk Group|Security Consult\w+))\b",
            "Two employees of Quarry Risk died.",
        ),
        (
            "pmc",
            r"\b(?:employed|chartered|hired|contracted|recruited|engaged|sent) (?:there )?by (?:the )?{NAME}, (?:an?|the|another) (?:[\w'’-]+ ){0,4}?(?:company|firm|contractor|outfit)\b",
            "They were hired by Quarry Ridge, a Danish company that trains pilots.",
        ),
        (
            "pmc",
            r"{NAME}, (?:an?|the) (?:[\w'’.-]+ ){0,3}?(?:company|firm) (?:[\w'’-]+ ){0,5}?(?:hired|contracted|paid|engaged) (?:[\w'’-]+ ){0,4}?to (?:guard|protect|train|secure|escort|fly|fight)\b",
            "They are on the books of Quarry Ridge, a Danish company hired two years ago to protect the pipeline.",
        ),
        (
            "pmc",
            r"\b(?:[Tt]he|[Tt]heir|[Hh]is|[Hh]er) (?:company|firm|employers?), {NAME}(?=[,.])",
            "He had spoken to their company, Quarry Ridge, on Monday.",
        ),
        (
            "pmc",
            r"\b(?:guards?|employees?|men|staff|contractors?|members|pilots?|drivers?) (?:of|from|with) the (?:company|firm) {NAME}",
            "Seven guards of the company Quarry Ridge had died.",
        ),
        (
            "pmc",
            r"\b(?:belong(?:s|ed|ing) to|owned by|operated by|employed by|hired by|chartered (?:from|by)|working for|worked for|guards of|employees of) the [A-Z][a-z]+ (?:company|firm) {NAME}",
            "The aircraft belonged to the Danish company Quarry Ridge.",
        ),
        (
            "rebel",
            r"\b(?:[Aa]n? |[Tt]he )?(?:(?:previously|hitherto|until now) )?(?:unknown|unheard-of|little-known|obscure|new|militant|insurgent|armed|jihadist|Islamist|rebel|separatist|guerrilla) (?:group|faction|movement|militia|outfit|cell)(?:,)? (?:calling itself |called |named |known as |which calls itself )?(?:the )?{QUOTE}{NAME}",
            'An unknown group, the "Lions of the Ford Company", claimed it.',
        ),
        (
            "rebel",
            r"\b[Gg]roup (?:calling itself|that calls itself|which calls itself|styling itself|known as) (?:the )?{QUOTE}{NAME}",
            "A group calling itself the Lions of the Ford claimed it.",
        ),
        (
            "rebel",
            r"\b[Aa] group [a-z][^,.;]{3,40}, (?:the )?{QUOTE}{NAME}",
            "A group unheard-of until now, the Lions of the Ford, welcomed it.",
        ),
    ),
    no_names=frozenset(
        "the a an in on at he she it they we his her their this that monday tuesday wednesday thursday friday saturday sunday "
        "january february march april may june july august september october november december said says mr mrs ms dr no".split()
    ),
)
