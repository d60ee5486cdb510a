"""Which nationals are known to serve as contractors where, and beside whom.

A prior only: an article must name the host, and its own words for the victims must not say anything else.
"""

from __future__ import annotations

from pipelines.extraction.actors.find import ActorRow

# (nationality, hosts whose army or guests they serve), ISO 3166-1 alpha-3.
THEATRES: tuple[tuple[str, frozenset[str]], ...] = (
    ("RUS", frozenset("MLI CAF MOZ LBY BFA NER SDN MDG GNQ SYR".split())),
    ("NPL", frozenset("AFG IRQ".split())),
    ("UGA", frozenset(("IRQ", "AFG"))),
    ("ROU", frozenset(("COD",))),
    ("FJI", frozenset(("IRQ",))),
    ("SYR", frozenset(("LBY", "NER", "AZE"))),
    ("USA", frozenset("IRQ AFG SOM KEN SYR SAU KWT".split())),
    ("GBR", frozenset("IRQ AFG LBY SOM SAU".split())),
    ("ZAF", frozenset("IRQ MOZ NGA SOM AGO SLE".split())),
    ("COL", frozenset("ARE".split())),
)
# Where foreigners are hired to fight or to guard.
SERVED = frozenset[str]().union(*(hosts for _, hosts in THEATRES)) - {"ARE", "SAU"}
# Where most hired guards are foreigners: elsewhere an article that does not say so speaks of local men.
GUARDED = frozenset("IRQ AFG SYR LBY YEM".split())
# Of these the nationals are contractors by themselves in an article about such a host: few others go there.
_PLAIN = frozenset(("RUS", "NPL", "UGA", "ROU", "FJI", "SYR"))
# Colombians fight in Sudan and Yemen for others than the army of the country.
_PLAIN_ELSEWHERE = (("COL", frozenset("SDN YEM LBY ARE SOM".split())),)

# Companies whose men are mostly of one people; of others it is only known whom they serve.
_NATIONALS = {
    "sadat": "SYR", "desert_wolves": "COL", "a4si": "COL", "global_security_services_group": "COL", "asociatia_ralf": "ROU",
    "blackwater": "USA", "triple_canopy": "USA", "dyncorp_international": "USA", "xe_services": "USA", "academi": "USA",
    "dyck_advisory_group": "ZAF", "executive_outcomes": "ZAF", "sttep": "ZAF", "bancroft_global_development": "ZAF",
}  # fmt: skip

# Beside whom a people's contractors stand, and so who did not attack them.
_BESIDE = frozenset(
    (("COL", "rapid_support_forces"), ("RUS", "libyan_national_army"), ("SYR", "government_of_national_accord"))
)
# Whose army fights a people's contractors in a country; None stands for every other people.
_OPPONENTS: dict[tuple[str | None, str], str] = {("RUS", "UKR"): "UKR", (None, "UKR"): "RUS", ("COL", "SDN"): "SDN"}


def beside(people: str | None, actor_id: str) -> bool:
    """Whether a people's contractors fight on the side of a force."""
    return (people, actor_id) in _BESIDE


def opponent(people: str | None, host: str | None) -> str | None:
    """The country (ISO 3166-1 alpha-3) whose army fights a people's contractors in a host country; None if that is open."""
    if host is None or people is None or people == host:
        return None
    return _OPPONENTS.get((people, host)) or _OPPONENTS.get((None, host))


def nationals_of(row: ActorRow) -> str | None:
    """The people (ISO 3166-1 alpha-3) that a company's men mostly are; None where they are of many, or nobody knows."""
    return "RUS" if row.principal == "russia" else _NATIONALS.get(row.actor_id)


def peoples_in(hosts: set[str | None]) -> set[str]:
    """The peoples that are mostly contractors in any of these countries. Russians in Syria are soldiers as often."""
    found = {people for people, where in THEATRES if people in _PLAIN and (where - {"SYR"}) & hosts}
    return found | {people for people, where in _PLAIN_ELSEWHERE if where & hosts}


def hosts_of(peoples: set[str]) -> frozenset[str]:
    """The countries in which any of these peoples are mostly contractors; none for a people of many soldiers abroad."""
    plain = [where for people, where in THEATRES if people in _PLAIN & peoples]
    return frozenset().union(*plain, *(where for people, where in _PLAIN_ELSEWHERE if people in peoples))


def allied(nationality: str, country: str | None) -> bool:
    """Whether contractors of a nationality serve on the side of a country's forces, or are its nationals."""
    return country == nationality or any(people == nationality and country in where for people, where in THEATRES)
