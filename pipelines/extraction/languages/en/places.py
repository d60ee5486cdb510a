# ruff: noqa: E501 -- a pattern is read as one line
"""How English says where. Words only; what they mean is computed in `places`."""

from __future__ import annotations

from pipelines.extraction.languages.base_places import PlaceLanguage

_SIDE = r"(?:north|south|east|west|centre|center|interior|far north|far south|far east|far west|north-?east|north-?west|south-?east|south-?west)"
_SIDED = rf"(?:{_SIDE}ern|{_SIDE}|central|upper|lower)"
_KIND = (
    r"village|town|city|cities|hamlet|settlement|camp|refugee camp|military camp|base|air ?base|military base|army base|airport|airfield|airstrip|garrison|"
    r"port|port city|oasis|suburb|neighbou?rhood|quarter|commune|locality|mine|gold mine|oil ?field|gas field|checkpoint|outpost|area|island|hotel|square|capital|stronghold|enclave|crossing|border town|mining town|district capital"
)
_DIVISION = r"region|province|governorate|prefecture|sub-prefecture|state|department|oblast|territory|division"
_DISTRICT = r"district|county|cercle|locality|woreda|municipality"

LANGUAGE = PlaceLanguage(
    at=r"\b(?:in|at|inside|within|into|on|outside|near|around|of|from|to|over|across|through|towards?|for|off|besieged|captured|seized|attacked|entered|approached|approaching|neared|nearing|defended|defending|took|retook|hit|struck|shelled|bombed|stormed|overran|occupied|recaptured|liberated|reached|left|leaving|above|beyond|between|and|downtown|rebel-held|government-held|nearby|beside|along|past|by|under|behind|opposite|via|beneath)(?: the)? $",
    near=r"\b(?:near|close to|just outside|outside|around|not far from|in the vicinity of|on the outskirts of|on the edge of|in the hills above|hills above|above|beyond|in the direction of|on the road (?:out of|outside)|in the area of|off|within sight of|a few (?:miles|kilometres|kilometers|km) from|adjacent to|towards?|on the front line \w+ of|in the (?:forest|desert|bush|mountains|hills|countryside) (?:\w+ of|around|near|outside|above))(?: the)? $",
    distance=r"\b(?:(?:[\d.,]+|[a-z]+(?:-[a-z]+)?|several|a few|some) ?(?:km|kms|kilomet(?:re|er)s?|miles?|mi|metres|meters)[ ,]?(?:\([^)]{1,20}\) ?)?(?:to the )?(?:(?:due )?(?:north|south|east|west|north-?east|north-?west|south-?east|south-?west|northwards|outside|away|inside|beyond|further)[ ,]?)*(?:of|from|outside|beyond|inside)?|(?:north|south|east|west|north-?east|north-?west|south-?east|south-?west) of)(?: the| downtown| central)? $",
    toward=r"\b(?:below|(?:north|south|east|west|north-?east|north-?west|south-?east|south-?west) of)(?: the)? $",
    between=r"\bbetween(?: the (?:towns?|villages?|cities|port) of)? $",
    pair=r"^,?(?: \([^)]{1,20}\))? (?:and|to)(?: (?:the )?(?:town|village|city|port|towns|villages) of)? $",
    other_end=r"\bbetween (?:the (?:towns?|villages?|cities) of )?[\w' -]{3,40} and $",
    route=r"\b(?:(?:in|at|to|from) (?:an? |the |its )?(?:[a-z-]+ ){0,2}(?:hospitals?|clinic|morgue|ward|mortuary) (?:in|at|near)|(?:taken|flown|evacuated|admitted|transferred|rushed|airlifted) to (?:an? |the )?(?:[a-z]+ ){0,2}hospitals? (?:in|at|near)|on (?:its|their|his) way to|on the way to|flown to|flew to|evacuated to|transferred to|taken to|airlifted to|bound for|headed (?:to|for)|heading (?:to|for)|fled to|back to|returned to|return to|arrived (?:in|at)|brought to|travelling to|traveling to|driven to|sent to|deployed to|moved to|led to|bused to|to|road (?:from|to)|highway (?:from|to)|from|via|making for|born in|based in|headquartered in|lives? (?:in|outside)|living in|native of|who lives|out of)(?: the)?(?: (?:town|village|city|capital|port) of)? $",
    kind_before=rf"\b(?:{_KIND})s?(?: of| at| near| in)?(?: the)? $",
    kind_after=rf"^(?:'s)?[ -](?:{_KIND}|road|highway|axis|bridge|forest|hospital|mountains?|hills?|prison|front|refinery|embassy|stadium|palace|station|railway station|bus station|market|mosque|church|university|hotel|bay|valley|junction|overpass|flyover|crossroads|crossing|roundabout|highway|track|corridor|compound|barracks|training ground)\b",
    division_before=rf"\b(?:(?P<adm1>{_DIVISION})|(?P<adm2>{_DISTRICT})) of(?: the)? $",
    division_after=rf"^(?:,? and [\w-]+)?(?:'s)? (?:(?P<adm1>{_DIVISION})|(?P<adm2>{_DISTRICT}))s?\b",
    vague_before=rf"\b(?:(?:in|from|across|of|to) )?(?:(?:the )?(?:restive|troubled|volatile|remote|lawless|war-torn|far)[ ,]+)*(?:the )?(?P<part>{_SIDED}(?:(?:[- ]| and | or ){_SIDED})?)(?: (?:part|parts|region|half|corner|tip) of| of)? (?:the )?$",
    vague_after=rf"^'s (?:(?:restive|troubled|volatile|remote|lawless|far|war-torn)[ ,]+)*(?P<part>{_SIDED}(?:(?:[- ]| and ){_SIDED})?)(?= ?(?:$|[,.;:)]|region\b|and\b|on\b|when\b|where\b|after\b|by\b|late\b|last\b))",
    capital_before=r"\bcapital of (?:the )?$",
    capital_after=r"^(?:'s)? capital\b",
    border_before=r"\b(?:borders?|frontier)(?: \w+)?(?: with| of| between| region between| area between| zone between) (?:the |neighbou?ring )?(?:[\w' ]{3,30}(?:,| and) )?(?:the )?$",
    border_after=r"^(?:[-/–][\w' ]{3,30})?[ -](?:border|frontier)\b",
    person_before=r"\b(?:mr|mrs|ms|dr|president|general|gen|colonel|col|major|maj|captain|capt|lieutenant|lt|sergeant|sgt|minister|prime minister|senator|sen|governor|gov|spokesman|spokeswoman|spokesperson|commander|prince|king|queen|sheikh|sheik|judge|professor|prof|imam|bishop|father|analyst|researcher|named|called|by|ambassador|secretary|chancellor|mayor|chief|director|admiral)\.? $",
    person_after=r"^(?:,? (?:said|says|told|added|wrote|explained|who|aged|\d\d\b)|'s (?:son|wife|brother|father|family|mother|widow|troops|forces|men|army|fighters)\b)",
    source_before=r"\b\d\d, of $|\b(?:sub-prefect|prefect|administrator|mayor|governor|councillor|commissioner|police chief|network|bureau|recruiters?|recruitment bureaus|sources?|unions?) (?:of|in|at|near|from)(?: the)? $|\b(?:said|told|says|reported|announced|officials?|diplomats?|spokes\w+|ministry|ministers?|government|authorities|analyst|researcher|consultant|expert|experts|newspaper|website|agency|institute|institutes?|think-tank|think tank|parliament|court|headquarters|correspondent|reporters?|prosecutors?|investigators?|inquest|coroner|colleagues?|offices?|founder|employers?|news conference|press conference|statement|statement from)(?: \w+)? (?:in|from|of|at|near|based in) $",
    witness_before=r"\b(?:personnel|medics?|paramedics?|staff|doctors?|surgeons?|nurses?|workers?|hospitals?|morgue|clinic|health cent\w+|branch|contacts?|traders?|residents?|shopkeepers?|elders?|unions?|university|family|families|relatives|widows?|lawyers?|agents?|agency|embassy|firm|company|chief|witnesses|teachers?|villagers?) (?:of|in|at|near|from)(?: the)? $",
    witness_after=r"^(?:, (?:who|which|whose|asking|speaking|reached|contacted)\b[^.;]{0,60}|[^.,;]{0,40})\b(?:as saying|reports?|announced|said|says|told|confirmed|reported|put the|spoke|counted|recalled|saw|admitted|gave|that supplied|has established|have established)\b",
    named_road=r"^(?:[-–][A-Z]?[\w']+)? (?:road|highway|axis|track|corridor|motorway|front)\b",
    anaphor=rf"\b(?:this|the) (?:[a-z-]+ ){{0,3}}(?:{_KIND})(?:,? (?:about |some |around |roughly )?[\d.]* ?(?:km|kilomet\w+|miles)?(?: to the)?)? (?:north|south|east|west|north-?east|north-?west|south-?east|south-?west) of $",
    apposed_distance=r"^(?: \([^)]*\))?,? (?:(?:a|an|the) [\w' -]{3,40}? )?(?:(?:which )?(?:lies|is|located|situated) )?(?:about|some|around|roughly|nearly|just|only|less than|more than)? ?(?:[\d.,]+|[a-z-]+)? ?(?:km|kilomet\w+|miles|north|south|east|west)",
    inside_town=r"^(?:'s)? (?:square|jail|neighbou?rhood|quarter|hotel|hospital|clinic|street|avenue|university|mosque|church|stadium|prison|roundabout|market|suburb)\b",
    source_after=r"^ (?:(?:has|have|had) (?:said|told|established|reported|confirmed|announced)|said|says|confirmed|told|reported|announced|put the|spoke of|denied|who (?:asked|spoke|declined))\b",
    opened_by=r"^(?:in|at) (?:the )?$",
    spoken_there=r"^, (?:an?|the|[a-z]+) (?:[a-z'-]+ ){0,4}(?:said|reported|told|announced|confirmed)\b",
    own_capital=r"\b(?:the|in) capital(?: city)?\b(?! (?:of|punishment|investment|markets?))",
    particles=frozenset(
        "da do dos das de du des la le les el al ad ar as abu ibn bin ben wa wal san santa port sidi oum of and upon".split()
    ),
    within=rf"^(?: (?:{_KIND}|community|market|district))?,? (?:(?:which is |located |situated )?(?:in|near|outside|close to)|on the outskirts of)(?: the)? $",
    stop=frozenset(
        "kurdish kurd kurds arab arabs tuareg tuaregs touareg fulani hausa berber bedouin pashtun hazara baloch shi'ite media "
        "the a an in on at of and or but for with by from to he she it they we i his her their its this that these those who what when where why how "
        "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november december "
        "mr mrs ms dr president general colonel islam islamic state army military police government minister ministry united nations security council "
        "one two three four five six seven eight nine ten eleven twelve thirteen fifteen twenty thirty many most some several both all no not nobody none "
        "english french african european asian western eastern northern southern central north south east west new old home news world sport business opinion "
        "advertisement subscribe share photo credit video read related also see more page copyright contact facebook twitter email whatsapp telegram "
        "seven sunni shia shiite christian muslim jihad allah hospital embassy mission operation battalion brigade corps group company international "
        "union league party front movement coalition force forces guard guards marines navy air corolla toyota hilux humvee boeing bell kalashnikov "
        "sources source officials official residents witnesses local foreign former senior regional national federal special men women people fighters soldiers "
        "center centre council area areas africa asia europe middle america latin command agency junior local government green zone red sea gulf ocean river lake mount bank street road avenue square district region province".split()
    ),
)
