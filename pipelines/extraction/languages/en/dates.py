# ruff: noqa: E501 -- a pattern is read as one line
"""How English says when: month and weekday names, number words, and the patterns of dates, each with an example.

Words only; what a pattern means is computed in `dates`. Patterns are matched against folded text (lower case, no
accents) and may use {wd}, {mon}, {d}, {y}, {n} and {unit}, which `dates` expands to named groups.
"""

from __future__ import annotations

from pipelines.extraction.languages.base_dates import DateLanguage

_PART = r"(?P<part>early|mid|late|the (?:beginning|start|middle|end) of)[- ](?:in )?"
_DAYPART = r"(?:(?:very )?(?:early|late)(?: on)? |(?:the )?(?:morning|evening|night|afternoon|dawn|early hours) of |at dawn on )?"
_TIME = r"(?: (?:morning|evening|night|afternoon|at dawn))?"
_TO = r"\s?(?:-|to|and|until|through)\s?"

LANGUAGE = DateLanguage(
    months={
        **{
            m: i
            for i, m in enumerate(
                "january february march april may june july august september october november december".split(), 1
            )
        },
        **{m: i for i, m in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)},
        "sept": 9,
    },
    weekdays={
        **{w: i for i, w in enumerate("monday tuesday wednesday thursday friday saturday sunday".split())},
        **{w: i for i, w in enumerate("mon tue wed thu fri sat sun".split())},
        "tues": 1,
        "weds": 2,
        "thurs": 3,
    },
    numbers={
        **{
            w: i
            for i, w in enumerate(
                "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty".split(),
                1,
            )
        },
        "a": 1,
        "an": 1,
        "a couple of": 2,
        "thirty": 30,
        "forty": 40,
        "fifty": 50,
    },
    ordinals={"first": 1, "second": 2, "third": 3, "fourth": 4, "last": -1},
    units={
        "day": "day",
        "days": "day",
        "night": "day",
        "nights": "day",
        "week": "week",
        "weeks": "week",
        "fortnight": "fortnight",
        "month": "month",
        "months": "month",
        "year": "year",
        "years": "year",
        "decade": "decade",
        "decades": "decade",
    },
    capital=frozenset("may march mar mon sat sun wed fri jan dec second august".split()),
    month_after=r"(?:in|on|last|since|of|early|late|mid|until|till|by|this|next|between|and|to|from|during|through|a|the|before|after|that)[ -]$",
    trigger=r"\d|day|night|week|month|year|ago\b|today|tonight|morning|summer|winter|spring|autumn|fall of|christmas|decade|"
    r"(?:jan|febr)uary|march|april|may\b|june|july|august|(?:sept|nov|dec)ember|october|\b(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\b",
    patterns=(
        ("iso", r"\b(?P<y>(?:19|20)\d\d)-(?P<m>\d\d)-(?P<d>\d\d)\b", "2024-07-25"),
        ("numeric", r"\b(?P<a>\d{1,2})[/.](?P<b>\d{1,2})[/.](?P<y>(?:19|20)\d\d)\b", "25/07/2024"),
        # nights and ranges of days
        (
            "night",
            rf"(?:(?:over|in|during|on) )?(?:(?:the )?night (?:of|from|between)|overnight (?:from|on|between)) (?:(?P<wd>{{WD}}),? )?{{mon}} {{d}}{_TO}(?:{{mon2}} )?{{d2}}(?:,? {{y}})?\b",
            "on the night of December 10 to 11",
        ),
        (
            "night",
            rf"(?:(?:over|in|during|on) )?(?:(?:the )?night (?:of|from|between)|overnight (?:from|on|between)) {{d}}(?: {{mon}})?{_TO}{{d2}} {{mon2}}(?:,? {{y}})?\b",
            "the night of 25 to 26 July",
        ),
        (
            "night_weekdays",
            rf"(?:(?:over|in|during|on|overnight) )?(?:(?:the )?(?:over)?night (?:of|from|between) |overnight )(?:{{wd}}(?: night)?{_TO}(?:the )?{{wd2}})\b",
            "the night of Wednesday to Thursday",
        ),
        (
            "days",
            rf"\b(?:between|from )?\s?{{mon}} {{d}}(?:st|nd|rd|th)?{_TO}(?:{{mon2}} )?{{d2}}(?:st|nd|rd|th)?(?:,? {{y}})?(?![\d%])",
            "July 22-27, 2024",
        ),
        (
            "days",
            rf"\b(?:between |from )?(?:the )?{{d}}(?:st|nd|rd|th)?(?: (?:of )?{{mon}})?{_TO}(?:the )?{{d2}}(?:st|nd|rd|th)? (?:of )?{{mon2}}(?:,? {{y}})?\b",
            "between 25 and 27 July",
        ),
        ("weekdays", r"\b(?:on )?{wd}(?: (?:morning|evening|night))? and {wd2}\b", "on Wednesday and Thursday"),
        (
            "weekdays",
            r"\b(?:between|from) {wd}(?: (?:morning|evening|night))? (?:and|to|until|through) {wd2}\b",
            "between Monday and Wednesday",
        ),
        # one day
        (
            "day",
            rf"\b{_DAYPART}(?:{{wd}},? (?:the )?)?\(?{{mon}}\.? {{d}}(?:st|nd|rd|th)?(?:,? {{y}}|,? (?P<back>last year|of last year))?\b(?![:%])",
            "Sunday, July 25, 2021",
        ),
        (
            "day",
            rf"\b{_DAYPART}(?:{{wd}},? (?:the )?)?\(?{{d}}(?:st|nd|rd|th)?(?: of)? {{mon}}\b\.?(?:,? {{y}}|,? (?P<back>last year|of last year))?",
            "25th of July 2024",
        ),
        (
            "ordinal_weekday",
            r"\b(?:the )?(?P<ord>first|second|third|fourth|last) {wd} (?:of|in) {mon}(?:,? {y})?\b",
            "the first Sunday of June",
        ),
        (
            "ordinal_weekday",
            r"\b(?:on )?the (?P<ord>first|second|third|fourth|last) {wd} of the month\b",
            "the second Saturday of the month",
        ),
        (
            "ordinal_week",
            r"\b(?:in |during )?the (?P<ord>first|second|third|fourth|last) week (?:of|in) {mon}(?:,? {y})?\b",
            "in the second week of November",
        ),
        (
            "holiday",
            r"\b(?P<h>christmas day|christmas eve|boxing day|valentine's day|new year's day|new year's eve|christmas)(?:,? (?:of |in )?{y})?\b",
            "Christmas Day 2014",
        ),
        (
            "weekday_week",
            rf"\b{_DAYPART}{{wd}}{_TIME},? (?:of )?(?P<week>last|this|the previous|the same) week\b",
            "Thursday of last week",
        ),
        ("weekday_week", rf"\b(?P<week>last|this) week,? on {_DAYPART}{{wd}}\b", "last week, on Tuesday"),
        (
            "weekday",
            rf"\b{_DAYPART}(?:(?P<rel>last|this|this past|next|the previous|the following|that) )?{{wd}}(?:'s\b)?{_TIME}",
            "late on Wednesday",
        ),
        (
            "night_only",
            rf"\b(?:in |on |during |over )?the night (?:of|from) the {{d}}(?:st|nd|rd|th)?{_TO}(?:the )?{{d2}}(?:st|nd|rd|th)?\b(?! (?:of )?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec))",
            "the night of the 13th to the 14th",
        ),
        (
            "day_only",
            r"\bon the {d}(?:st|nd|rd|th)\b(?! (?:of|floor|day|anniversary|time|hole|century|birthday|minute|infantry|brigade|airborne))",
            "on the 22nd",
        ),
        ("to_the_day", r"\b{n} {unit} (?:ago (?:today|to the day)|to the day (?:after|since))\b", "a year ago today"),
        (
            "relative_day",
            r"\b(?:(?:late|early|earlier) )?(?P<word>the day before yesterday|yesterday|today|last night|overnight|tonight|this morning|this afternoon|this evening|tomorrow)\b",
            "yesterday",
        ),
        # weeks, weekends
        (
            "week_of",
            r"\b(?:in |during )?the week (?P<how>of|to|ending|beginning|from) (?:{mon} {d}|{d2} {mon2})(?:,? {y})?\b",
            "the week to August 14",
        ),
        (
            "weekend",
            r"\b(?:over |at |during )?(?:(?:the|this|this past|(?P<rel>last)) weekend\b|weekend(?= (?:[a-z]+ ){0,2}(?:attack|raid|ambush|assault|strike|blast|battle|clash)))",
            "over the weekend",
        ),
        (
            "week",
            r"\b(?:(?:earlier|later|late|early) )?(?P<rel>this|last|the previous|the past|next|the week before last) week\b",
            "last week",
        ),
        ("week", r"\b(?P<rel>the week before last)\b", "the week before last"),
        # months, parts of months, seasons, years
        (
            "month_of",
            r"\b{mon},? (?:of )?(?P<back>last year|this year|the previous year|the same year|that year)\b",
            "February of last year",
        ),
        (
            "month_rel",
            r"\b(?:(?P<part>early|mid|late)(?: in)? |earlier |later )?(?P<rel>this|last|that same|the same|the previous|next) month\b",
            "earlier this month",
        ),
        ("months", rf"\b(?:between |from )?{{mon}}(?: {{y}})?{_TO}{{mon2}} {{y2}}\b", "between March and May 2021"),
        ("month", rf"\b(?:in )?{_PART}(?P<rel>last )?{{mon}}(?:,? {{y}})?\b", "mid-July"),
        ("month", r"\b(?P<rel>last |this past |this )?{mon},? {y}\b", "July 2024"),
        ("month", r"\b(?P<rel>last |this past |this |next )?{mon}\b(?! \d)", "in July"),
        (
            "season",
            r"\b(?:(?P<part>early|mid|late|the (?:beginning|start|middle|end) of)[- ])?(?:the |(?P<rel>last|this|this past) )?(?P<season>spring|summer|autumn|winter|fall)(?: of|,)? {y}\b",
            "the summer of 2014",
        ),
        ("season", r"\b(?P<rel>last|this|this past) (?P<season>spring|summer|autumn|winter)\b", "last summer"),
        ("half", r"\b(?:the )?(?P<half>first|second) half of {y}\b", "the first half of 2021"),
        (
            "year_rel",
            r"\b(?:(?P<part>early|mid|late|the (?:beginning|start|middle|end) of)[- ]|earlier |later )?(?P<rel>this|last) year\b",
            "earlier this year",
        ),
        (
            "year",
            r"\b(?:(?P<part>early|mid|late|the (?:beginning|start|middle|end) of)[- ](?:in )?)?(?:in|of|since|during|by|until|from|to|and|early|mid|late|the)[ -]{y}\b(?! (?:men|people|soldiers|fighters|miles|km|rounds|meters|metres|kilometers|kilometres|dead|killed|dollars|troops))",
            "in 2014",
        ),
        # so long ago, so long before or after
        (
            "ago",
            r"\b(?:(?:about|around|some|almost|nearly|more than|just over|just|less than|barely) )?{n} {unit} ago\b",
            "two weeks ago",
        ),
        (
            "after_event",
            r"\b{n} {unit} after (?:[\w'-]+ ){1,5}?(?:announced|said|claimed|boasted|reported) (?:that |it |they )",
            "Six days after the army announced that it had hit them",
        ),
        (
            "after_event",
            r"\b{n} {unit} on(?=, )",
            "four weeks on, nobody agrees",
        ),
        (
            "after_event",
            r"\b{n} {unit} (?:to the day )?(?:after|since) (?:the|an?|this|that|their|its|his) (?:[\w'-]+ ){0,3}?(?:attack|ambush|assault|raid|blast|explosion|bombing|crash|clash|clashes|battle|shooting|strike|strikes|massacre|killing|killings|kidnapping|abduction|incident|shoot-?out|firefight|rocket|rockets|mortar|missile|mine|bomb|bomber|drone|drones|gunmen|militants|rebels)\b",
            "five days after the attack",
        ),
        (
            "anchored",
            r"\b(?:(?:about|around|some|almost|nearly|more than|just|only|barely) )?{n} {unit} (?P<dir>earlier|previously|later|afterwards|(?:before|after)(?= ?(?:[,.;:)\"]|$|and\b|in\b|at\b|when\b)))",
            "three days earlier",
        ),
        (
            "anchored",
            r"\b(?:on )?the (?P<dir>previous|preceding|following|next|same) (?P<unit>day|night|morning|evening|afternoon|week|month)\b",
            "the following day",
        ),
        (
            "anchored",
            r"\b(?:on )?the (?P<unit>day|night|evening|week|month) (?P<dir>earlier|later|(?:before|after)(?= ?(?:[,.;:)\"]|$|and\b|in\b|at\b|by\b|when\b|that\b|had\b)))",
            "the day before",
        ),
        ("anchored", r"\b(?P<dir>that|the same) (?P<unit>day|night|morning|evening|afternoon)\b", "the same day"),
    ),
    back={
        "last year": -1,
        "of last year": -1,
        "this year": 0,
        "the previous year": -1,
        "the same year": 0,
        "that year": 0,
    },
    relative={
        "the day before yesterday": -2,
        "yesterday": -1,
        "last night": -1,
        "overnight": 0,
        "today": 0,
        "tonight": 0,
        "this morning": 0,
        "this afternoon": 0,
        "this evening": 0,
        "tomorrow": 1,
    },
    overnight=frozenset(("overnight",)),
    which={
        "this": 0,
        "this past": 0,
        "the past": -1,
        "last": -1,
        "the previous": -1,
        "next": 1,
        "the week before last": -2,
        "that same": 0,
        "the same": 0,
    },
    backward=frozenset("earlier before previous previously preceding".split()),
    forward=frozenset("later after afterwards following next".split()),
    parts={
        "early": 0,
        "mid": 1,
        "late": 2,
        "the beginning of": 0,
        "the start of": 0,
        "the middle of": 1,
        "the end of": 2,
    },
    seasons={"spring": (3, 3), "summer": (6, 3), "autumn": (9, 3), "fall": (9, 3), "winter": (12, 3)},
    holidays={
        "christmas day": (12, 25),
        "christmas": (12, 25),
        "christmas eve": (12, 24),
        "boxing day": (12, 26),
        "valentine's day": (2, 14),
        "new year's day": (1, 1),
        "new year's eve": (12, 31),
    },
    since=r"\bsince (?:[a-z']+ ){1,4}$|\b(?:since|until|till|before|as of|up to|from|by)(?: (?:the|late|early|mid|last|at least|about|around|end of|the end of|the beginning of|the start of))*[ -]$",
    until=r"\b(?:until|till|before|by|as of|up to)(?: (?:the|late|early|mid|end of|the end of))*[ -]$",
    future=r"\b(?:will|would be held|is due|are due|due to|scheduled|is expected|are expected|set to|is to|are to|opens?|next up|plans? to|planned)\b[^.;]{0,70}$",
    reported=r"\b(?:said|says|say|told|announced|announces|reported|reports|confirmed|confirms|according to|statement|quoted|communique|tweeted|posted|published|wrote|added|acknowledged|declared|denied|claimed responsibility|claimed|differed|varied|interview|broadcast|authenticated|issued|released|revised|rose|risen|climbed|raised|lowered|dismissed|rejected|speaking|press conference|briefing|news conference|"
    r"asked|called|condemned|accused|stated|informed|updated|warned|disclosed|revealed|identified|named|notified|mourned|praised|vowed|insisted|acknowledging|announcing|saying|telling|confirming|bulletin|convicted|found)\b",
    reported_after=r"^,?\s(?:\([\w .]{0,12}\)\s)?(?:said|says|announced|reported|corrected|amended|clarified|renamed|confirmed|revised|raised|lowered|dismissed|rejected|denied|acknowledged|accused|blamed|condemned|called|identified|named|claimed|put|published|released|issued|quoted|told|posted|warned|found|asked|declared|mourned|updated|banned|summoned|paid|expressed|insisted|decreed|vowed|urged|demanded|ordered|opened an)\b",
)
