"""Who attacked, and whose people were hit: perpetrators with their hedges, and employers.

Here belongs reading an incident's sentences for its two sides; finding the names is `actors`' business, and which
sentences tell an incident is `incidents`'.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from pipelines.extraction.actors.find import ActorMention, actor, force_of, kin, unknown_pmc
from pipelines.extraction.actors.theatres import allied, beside, nationals_of, opponent
from pipelines.extraction.claims.find import FoundClaim
from pipelines.extraction.incidents.contractors import peoples_hired
from pipelines.extraction.text.context import Reading, pattern
from pipelines.extraction.text.matching import fold
from pipelines.reference.countries import countries, country_of_capital, country_of_demonym, country_of_name
from pipelines.schemas.contract import Actor, Hedge

_FIGHTERS = ("rebel", "state_forces")
_REACH = 90
_WEAPON = re.compile(
    r"\b(?:artillery|rockets|missiles|shelling|(?:air ?)?strikes?|drones|jets|warplanes|artillerie|frappes|aviation|avions)\b"
)
_SOURCE = re.compile(r"\b(?:according to|selon|d'apres|pour)(?: the| la| le| les| l')? ?$")
_IGNORANT = re.compile(r"^[^.;]{0,40}\b(?:no|not|never|nothing|unaware|aucune?|pas|rien)\b")
_INSURGENT = re.compile(
    r"insurg|jihad|rebel|militant|islamist|djihad|movement|guerrilla|separatis|liberation|mouvement|front\b"
)


@dataclass(slots=True)
class _Accused:
    mention: ActorMention
    hedge: Hedge
    score: float


def perpetrators(
    reading: Reading,
    sentences: Sequence[int],
    actors: Sequence[ActorMention],
    claims: Sequence[FoundClaim],
    force: Sequence[Actor] = (),
) -> list[Actor]:
    """Who attacked the people of `force`, by the words around each armed actor of the sentences; the surest first.

    `claimed`: they say so; `blamed`: others do; `suspected`: somebody supposes it; `stated`: the article itself.
    An actor that only denies is none.
    """
    claimants = {identity for f in claims if (identity := _claiming(reading, f, actors))}
    hit = {f.claim.employer_id for f in claims if f.claim.employer_id}
    nations = set(_peoples(force, claims))
    inside = set(sentences)
    found: dict[str, _Accused] = {}
    for mention in actors:
        index = _sentence_of(reading, mention.start)
        if index not in inside or mention.type not in _FIGHTERS or mention.actor_id in hit:
            continue
        if any(beside(nation, mention.actor_id) for nation in nations):
            continue
        verdict = _verdict(reading, mention, index)
        if mention.actor_id in claimants and (verdict is None or verdict[1] < 3.0):
            verdict = (verdict[0] if verdict and verdict[0] == "stated" else "claimed", 3.0)
        if verdict is None:
            continue
        known = found.get(mention.actor_id)
        if known is None or verdict[1] > known.score:
            found[mention.actor_id] = _Accused(mention, *verdict)
    for identity in sorted(claimants - found.keys()):
        row = actor(identity)
        claimed = next((f for f in claims if f.claimant_span and _claiming(reading, f, actors) == identity), None)
        if row and row.type in _FIGHTERS and claimed and claimed.claimant_span:
            start, end = claimed.claimant_span
            made = ActorMention(
                start, end, reading.document.text[start:end], identity, row.name, row.type, row.country, row.parent
            )
            found[identity] = _Accused(made, "claimed", 2.6)
    return _ranked(found) or _boasting(reading, sentences, actors, claims)


def _boasting(
    reading: Reading, sentences: Sequence[int], actors: Sequence[ActorMention], claims: Sequence[FoundClaim]
) -> list[Actor]:
    """Where no attacker is named, the state force that tells of the contractors' deaths as its own deed.

    A force tells so where it is the claimant of their deaths, does not fight on their side, and the sentence speaks of its
    operation, its strike or a fight.
    """
    inside = set(sentences)
    ours = [f for f in claims if f.claim.victim_group == "contractor" and f.claim.effect in ("killed", "captured")]
    nations = {f.claim.nationality for f in ours if f.claim.nationality}
    for item in ours:
        if item.claimant_span is None or not pattern(reading.language.deed).search(_told(reading, item)):
            continue
        start, end = item.claimant_span
        armed = [m for m in actors if m.type == "state_forces" and _sentence_of(reading, m.start) in inside]
        named = [m for m in armed if start <= m.start < end] or [
            m for m in armed if m.start < end and start - m.end < 300
        ]
        for mention in named[-1:]:
            own = any(f.claim.victim_group == "state_forces" and f.claim.nationality == mention.country for f in claims)
            if not own and not any(allied(nation, mention.country) for nation in nations):
                return [Actor(mention.actor_id, mention.name, mention.text, "claimed")]
    return []


def opposed(reading: Reading, country: str | None, force: Sequence[Actor], claims: Sequence[FoundClaim]) -> list[Actor]:
    """Where nobody is named as the attacker, the army that fights these contractors in that country, if the text names it.

    `claimed` where it is the one who tells of their deaths, else `suspected`.
    """
    ours = [f for f in claims if f.claim.victim_group == "contractor"]
    peoples = _peoples(force, ours)
    foe = opponent(peoples[0], country) if peoples else None
    identity = force_of(foe) if foe else None
    row = actor(identity) if identity else None
    if foe is None or row is None:
        return []
    for item in ours:
        span = item.claimant_span
        if span and item.claim.stance != "denied" and foe in _countries_in(reading.document.text[slice(*span)]):
            return [Actor(row.actor_id, row.name, reading.document.text[slice(*span)], "claimed")]
    words = "|".join(map(re.escape, (*countries()[foe].demonyms, *(f"{n}'s" for n in countries()[foe].names[:2]))))
    named = re.search(rf"\b(?:{words})\w* [a-z]+", reading.document.text)
    return [Actor(row.actor_id, row.name, named.group(), "suspected")] if named else []


def _peoples(force: Sequence[Actor], claims: Sequence[FoundClaim]) -> list[str]:
    """The peoples of the contractors who were hit: those of their companies, then those that claims name."""
    rows = [row for a in force if (row := actor(a.actor_id))]
    own = [n for row in rows if (n := nationals_of(row) or row.country)]
    return own + [f.claim.nationality for f in claims if f.claim.victim_group == "contractor" and f.claim.nationality]


def _countries_in(words: str) -> set[str]:
    found = re.findall(r"[^\W\d_]+", words)
    return {c for w in found if (c := country_of_name(w) or country_of_demonym(w) or country_of_capital(w))}


def _told(reading: Reading, item: FoundClaim) -> str:
    """The sentence of a claim and the one behind it."""
    last = len(reading.document.sentences) - 1
    return f"{reading.sentence(item.sentence)} {reading.sentence(min(item.sentence + 1, last))}"


def _claiming(reading: Reading, item: FoundClaim, actors: Sequence[ActorMention]) -> str | None:
    """The armed actor behind a claim that its maker's own side made; "its garrison" is the one named last."""
    if item.claim.stance == "denied":
        return None
    if item.claim.claimant_type != "perpetrator":
        return _rebel_in(item, actors)
    if item.claim.claimant_id:
        return item.claim.claimant_id
    if item.claimant_span is None:
        return None
    start, end = item.claimant_span
    armed = [m for m in actors if m.type in _FIGHTERS and m.start < end and end - m.end < 400]
    rebels = _INSURGENT.search(fold(reading.document.text[start:end]))
    if rebels:
        armed = [m for m in armed if m.type == "rebel"]
    inside = [m for m in armed if m.start >= start]
    state = None if inside or rebels else _state_named(reading.document.text[start:end])
    if state:
        return state
    nearest = inside or armed
    return nearest[-1].actor_id if nearest else None


def _rebel_in(item: FoundClaim, actors: Sequence[ActorMention]) -> str | None:
    """The armed group that a claimant's words name, where it tells of contractors' deaths."""
    if item.claimant_span is None or item.claim.victim_group != "contractor":
        return None
    start, end = item.claimant_span
    inside = [m.actor_id for m in actors if m.type == "rebel" and start <= m.start < end]
    return inside[-1] if inside else None


def _state_named(words: str) -> str | None:
    """The armed forces behind a claimant that is a country, its capital or its ministry: "Moscow", "Russia's ministry"."""
    for word in re.findall(r"[^\W\d_]+", words):
        code = country_of_name(word) or country_of_demonym(word) or country_of_capital(word)
        if code and word[0].isupper():
            return force_of(code)
    return None


def _ranked(found: dict[str, _Accused]) -> list[Actor]:
    order = sorted(found.values(), key=lambda a: (-a.score, a.mention.start))
    if not order:
        return []
    named = {a.mention.actor_id for a in order}
    order = [a for a in order if not _only_parent(a.mention.actor_id, named)]
    sure = [a for a in order if a.score >= 1.0 and a.score >= order[0].score - 1.5]
    return [Actor(a.mention.actor_id, a.mention.name, a.mention.text, a.hedge) for a in sure]


def _only_parent(identity: str, named: set[str]) -> bool:
    """ "Al-Qaeda's regional affiliate, JNIM": the parent is named to say who the child is."""
    return any(
        (row := actor(other)) is not None and row.parent == identity for other in named if other != identity
    ) and (identity in ("al_qaeda", "islamic_state"))


def _verdict(reading: Reading, mention: ActorMention, index: int) -> tuple[Hedge, float] | None:
    """What the words around one mention make of it, and how sure that is."""
    language = reading.language
    sentence = reading.document.sentences[index]
    before = reading.folded[max(sentence.start, mention.start - _REACH) : mention.start]
    after = reading.folded[mention.end : min(sentence.end, mention.end + _REACH)]
    after = re.sub(r"^\s?\([^)]{2,20}\)", "", after)
    if pattern(
        rf"^,? (?:which (?:is|was|has been) |who (?:is|are|were) |(?:is|was|were|been|est|ete|sont) )?{language.accused_of}"
    ).match(after):
        return "blamed", 2.2
    if pattern(language.exonerated).search(after) and not pattern(language.blamed).search(before):
        return None
    if pattern(language.allied).search(before):
        return None
    state = mention.type == "state_forces"
    if state and (_SOURCE.search(before) or _IGNORANT.match(after)):
        return None  # "according to the army, shells fell"; "the ministry said it had no knowledge of a crash"
    attack = pattern(language.attack)
    if pattern(rf"{language.claimed}[^.;]{{0,30}}$").search(before) and re.search(
        r"\b(?:by|par|les?|la|du|de)\b[^,;]{0,25}$|by (?:both )?(?:the )?$", before
    ):
        return "claimed", 3.0
    if pattern(rf"{language.blamed}[^.;]{{0,40}}$").search(before) and not state and "according" not in before[-40:]:
        return "blamed", 2.2
    if pattern(rf"{language.suspected}[^.;]{{0,30}}$").search(before):
        return ("suspected", 2.0) if not state else None
    following = pattern(rf"^{language.fighters}\W+(?:[\w'-]+\W+){{0,4}}?{language.claimed}").match(after)
    if following and (not state or attack.search(after[following.end() :])):
        return "claimed", 2.8 if not state else 2.0
    if pattern(r"\b(?:by|par) (?:[\w'’-]+ ){0,4}(?:d'|l'|de |du |des )?$").search(before) and attack.search(before):
        return "stated", 2.4
    if state and _WEAPON.search(fold(mention.text)):
        return "stated", 2.2  # "Ukrainian rockets hit": the weapon names who fired it
    active = pattern(
        rf"^{language.fighters}\W+(?:(?!were\b|was\b|been\b|be\b|are\b|is\b)[\w'-]+\W+){{0,3}}?{language.stated}\b"
    )
    if active.match(after):
        return "stated", 2.2 if not state else 1.8
    if not state and pattern(
        r"\b(?:clash\w*|battle|fighting|combats?|affrontements?) (?:with|against|between|avec|contre|entre) (?:[\w'-]+ ){0,3}$"
    ).search(before):
        return "stated", 2.0
    if not state and attack.search(before + after):
        return "suspected" if pattern(language.suspected).search(before + after) else "stated", 0.9 + 0.2
    return None


def _sentence_of(reading: Reading, offset: int) -> int:
    for sentence in reading.document.sentences:
        if sentence.start <= offset < sentence.end:
            return sentence.index
    return -1


def employers(
    reading: Reading,
    sentences: Sequence[int],
    actors: Sequence[ActorMention],
    claims: Sequence[FoundClaim],
    inherited: Sequence[Actor] = (),
    *,
    host: str | None = None,
) -> list[Actor]:
    """The companies and contractor forces whose people were hit, the most claimed first.

    A company named in the incident's sentences; else, for a recalled incident of "the same company", the one that the
    article is about; else `unknown_<iso3>_pmc` after the victims' nationality, that of the `host` country aside.
    """
    ours = [f for f in claims if f.claim.victim_group == "contractor"]
    inside = set(sentences)
    named = [m for m in actors if m.type == "pmc" and _sentence_of(reading, m.start) in inside]
    near = {s for f in claims for s in (f.sentence - 2, f.sentence - 1, f.sentence, f.sentence + 1, f.sentence + 2)}
    votes: Counter[str] = Counter()
    for item in ours:
        told = {m.actor_id for m in named} & {item.claim.employer_id, *item.actor_ids}
        votes.update(dict.fromkeys(sorted(told), 3))
    for mention in named:
        index = _sentence_of(reading, mention.start)
        if index in near or pattern(reading.language.firm_link).search(reading.sentence(index)):
            votes[mention.actor_id] += 1
    chosen = _without_kin([identity for identity, _ in votes.most_common()], votes)
    out = []
    for identity in chosen:
        found = next((m for m in [*named, *actors] if m.actor_id == identity), None)
        if found:
            out.append(Actor(identity, found.name, found.text))
    if out:
        return out
    telling = sorted({f.sentence for f in ours})
    if telling and pattern(reading.language.same_force).search(" ".join(reading.sentence(i) for i in telling)):
        before = _just_named(reading, telling[0], actors)
        if before or inherited:
            return before or [Actor(a.actor_id, a.name, a.text) for a in inherited]
    return _unknown(reading, ours, sentences, host)


def _just_named(reading: Reading, index: int, actors: Sequence[ActorMention]) -> list[Actor]:
    """The company that was named last before a sentence about "the group": in its paragraph, or the article's only one."""
    sentences = reading.document.sentences
    companies = [m for m in actors if m.type == "pmc"]
    same = [
        m
        for m in companies
        if sentences[max(0, _sentence_of(reading, m.start))].paragraph == sentences[index].paragraph
    ]
    earlier = [m for m in same if m.start < sentences[index].start]
    only = companies if len({m.actor_id for m in companies}) == 1 else []
    return [Actor(m.actor_id, m.name, m.text) for m in (earlier or only)[-1:]]


def _without_kin(identities: list[str], votes: Counter[str]) -> list[str]:
    """A predecessor or successor that is only mentioned ("since renamed") is not a second employer."""
    out: list[str] = []
    for identity in identities:
        if any(identity in kin(kept) and votes[identity] < 3 for kept in out):
            continue
        out.append(identity)
    return out


def _unknown(reading: Reading, ours: Sequence[FoundClaim], sentences: Sequence[int], host: str | None) -> list[Actor]:
    if not ours:
        return []
    nations = Counter(f.claim.nationality for f in ours if f.claim.nationality)
    if host in nations:
        del nations[host]  # the country's own people are hired by everybody
    ranked = nations.most_common(2)
    nation = ranked[0][0] if ranked and (len(ranked) == 1 or ranked[0][1] > ranked[1][1]) else None
    if not ranked:
        told = Counter(p for index in sentences for p in peoples_hired(reading, index) if p != host)
        nation = next(iter(told)) if len(told) == 1 else None
    identity = unknown_pmc(nation)
    row = actor(identity)
    spans = [
        f.victims_span or (f.claim.char_start, f.claim.char_end) for f in ours if f.claim.nationality == nation
    ] or [f.victims_span or (f.claim.char_start, f.claim.char_end) for f in ours]
    start, end = spans[0] if spans else (ours[0].claim.char_start, ours[0].claim.char_end)
    return [Actor(identity, row.name if row else "Unknown PMC", reading.document.text[start:end])]
