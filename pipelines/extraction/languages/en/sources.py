"""English words for those who say things: verbs of saying, "according to", who passes a claim on, and what kind of voice a noun names."""

# ruff: noqa: E501 - a pattern, what it means and its sentence stand on one line

from __future__ import annotations

SAID: list[tuple[str, str, str]] = [
    ("said|says|say|saying", "say", "The army said two guards were killed."),
    ("told|tells|tell|telling", "tell", "A doctor told us that four were dead."),
    ("report|reports|reported|reporting", "report", "The army reported 18 killed."),
    ("claim|claims|claimed|claiming", "claim", "The rebels claim to have killed ten."),
    ("announce|announces|announced|announcing", "announce", "The ministry announced six deaths."),
    ("confirm|confirms|confirmed|confirming|corroborates|corroborated|corroborating", "confirm", "The embassy confirmed two deaths."),
    ("state|states|stated|stating", "state", "The group stated that it killed four."),
    ("add|adds|added|adding", "add", "Three were hurt, he added."),
    ("put|puts|putting", "put", "Officials put the toll at nine."),
    ("replied|replies|answered|stressed|repeated|recognised|recognized|conceded|contradicted|received|heard|reiterated|testified|learned|learnt|recorded|tallied", "reply", "The minister replied that two guards had died."),
    ("spoke|speak|speaks|speaking|spoken|talks|talked of", "speak", "A nurse spoke of three dead."),
    ("acknowledge|acknowledges|acknowledged|acknowledging|admit|admits|admitted|admitting|concedes|conceded", "admit", "The company acknowledged losses."),
    ("deny|denies|denied|denying", "deny", "The army denied that anyone was hurt."),
    ("estimate|estimates|estimated", "estimate", "Diplomats estimate 20 dead."),
    ("count|counts|counted|counting", "count", "A trader counted four bodies."),
    ("believe|believes|thinks|think|thought|reckons|suspects", "believe", "A researcher believes that three died."),
    ("insist|insists|insisted|maintain|maintains|maintained|argue|argues|argued|asserts|asserted|alleges|alleged|allege", "insist", "The group insists that nobody died."),
    ("mention|mentions|mentioned|cites|cited", "mention", "The statement mentions three dead."),
    ("note|notes|noted|explained|explains|recalled|recalls|remarked|observed|warned|wrote|writes|write|tweeted|posted", "note", "He wrote that six had died."),
    ("gave|gives|give|given", "give", "The mayor gave a toll of six."),
    ("show|shows|showed|showing|shown", "show", "A video shows five bodies."),
    ("saw|seen|sees|witnessed", "see", "Volunteers had seen two bodies."),
    ("document|documents|documented|recorded|registered|listed|lists|found", "document", "The group documented 60 deaths."),
    ("indicate|indicates|indicated|suggest|suggests|suggested|disclosed|revealed|reveals|discloses", "indicate", "Documents indicate three deaths."),
    ("informed|inform|notified|notify|boasted|boasts|boast|declared|declares|declare|publish|published|issued|released", "declare", "The group declared 50 enemies killed."),
    ("accuse|accuses|accused|blame|blames|blamed", "blame", "The governor blamed rebels for six deaths."),
    ("speaks|spoke about", "speak", "He spoke about six deaths."),
    ("raised|revised|lowered|updated", "revise", "Officials revised the toll to 12."),
    ("know|knows|knew of", "know", "The ministry knows of two dead."),
    ("conclude|concludes|concluded|verify|verifies|verified|established|establishes|identified|identifies|finds|recognises|recognizes|assessed|assesses", "document", "The authors conclude that 94 died."),
    ("brags|bragged|remember|remembers|remembered|crowed|shouts|shouted|describes|described|reckoned|calculates|calculated|fears|swears|swore|tells|predicted", "note", "The channel bragged of six dead."),
    ("quoted|quotes|quote", "quoted", "The agency quotes a doctor as saying ten died."),
    ("quoted|cited as saying", "quoted", "A doctor was quoted as saying ten died."),
]  # fmt: skip
ACCORDING: list[tuple[str, str, str]] = [
    ("according to", "according", "According to the army, six died."),
    ("as per", "according", "As per the army, six died."),
    ("in the words of", "according", "In the words of the mayor, six died."),
    ("citing", "citing", "Six died, the agency said, citing doctors."),
    ("quoting", "citing", "Six died, the radio said, quoting a doctor."),
    ("know|understand|learned|learnt|heard|hear from", "according", "We understand from the embassy that two died."),
    ("by|on the? own? count|reckoning|account of", "according", "By the reckoning of the mayor, six died."),
    ("source|sources :", "according", "Three dead. Source: national authorities."),
]
STATEMENTS: list[tuple[str, str, str]] = [
    ("statement|claim|claims|report|reports|announcement|assertion|communique|count|estimate|estimates|figures by|from", "statement", "A statement by Russia that dozens had been killed."),
    ("statement|communique|message issued|released|published? in the name of", "statement", "A statement issued in the name of the group."),
    ("'s last|latest|own|first|official? count|figure|figures|claim|tally|toll|estimate|estimates|version|account|reckoning|list", "owned", "The embassy's last figure was 64."),
    ("rumour|rumours|rumor|rumors|reports|allegations that", "rumour", "A rumour that two had died made the rounds."),
    ("by the count|account|estimate of", "count", "By the count of officials, 288 men."),
]  # fmt: skip
RELAYS: list[tuple[str, str, str]] = [
    ("citing|quoting", "citing", "Six died, the agency said, citing doctors."),
    ("told", "told", "A doctor told the agency that six died."),
    ("authenticated|verified|translated|distributed|monitored|relayed|reported|carried|published|quoted by", "by", "In a statement authenticated by the monitoring group, the jihadists said."),
]  # fmt: skip
SOURCES: dict[str, str] = {
    "local_official": (
        "police policeman mayor governor prefect councillor councilor councilman authorities authority official officials provincial "
        "regional district municipality municipal prosecutor prosecutors chief commissioner sheriff administration administrator "
        "administrators deputy elder leader leaders coordinator fire firefighters emergency coroner gendarmerie sub-prefect"
    ),
    "force": "army military navy soldier soldiers general colonel commander general-staff troops brigade division battalion garrison staff forces",
    "state": "ministry minister government president presidency embassy defence defense foreign interior state pentagon command spokeswoman-gov coalition mission ambassador office consulate cabinet",
    "medical": "doctor doctors hospital hospitals medic medics medical nurse nurses surgeon surgeons health morgue clinic physician paramedic paramedics orderly ambulance",
    "monitor": (
        "un u.n. unicef ocha observatory amnesty watchdog ngo ngos monitor monitors group-rights human-rights rights nations cross "
        "icrc msf peacekeepers minusma minusca monusco acled site humanitarian charity centre center aid partner"
    ),
    "analyst": "analyst analysts researcher researchers expert experts professor scholar think-tank consultant consultants institute academic lecturer historian",
    "media": "agency newspaper newspapers media radio television tv website reporter reporters journalist journalists news channel-tv broadcaster correspondent outlet outlets magazine portal press daily",
    "visual": "video videos footage photograph photographs photo photos picture pictures image images imagery",
    "witness": (
        "witness witnesses eyewitness eyewitnesses resident residents villager villagers local locals survivor survivors shopkeeper "
        "trader traders driver drivers passer-by farmer farmers baker volunteers volunteer inhabitant inhabitants neighbour neighbours teacher"
    ),
    "relatives": "relative relatives family families wife widow brother sister father mother parents son daughter cousin uncle",
    "channel": "blogger bloggers telegram channel channels posts social correspondents milblogger",
    "employer": "company firm employer contractor director",
    "perpetrator": "militants rebels group militant rebel insurgents jihadists fighters",
    "other": "source sources diplomat diplomats activist activists union lawyer indictment",
    "speaker": "spokesman spokeswoman spokesperson spokespeople representative he she they it",
    "report": "statement communique bulletin report reports document documents tally toll message estimates list count",
}
