# ruff: noqa: E501 -- a pattern is read as one line
"""How English words attacks, recalls of earlier ones, attackers, contractors. Words only; their use is elsewhere."""

from __future__ import annotations

from pipelines.extraction.languages.base_incidents import ContextLanguage

_VERB = (
    r"(?:killed|ambushed|attacked|stormed|struck|hit|shelled|shot|overran|raided|bombed|fired|opened fire|blasted|captured|seized|kidnapped|abducted|"
    r"executed|beheaded|targeted|launched|carried out|detonated|rammed|destroyed|downed|brought down|laid an ambush|set off|planted|mounted|staged|claimed|"
    r"blew up|wiped out|eliminated|neutrali[sz]ed|assaulted|burst into|fought their way|surrounded|broke into|stopped|intercepted|took|pounded|repelled|besieged|massacred|gunned down)"
)
_ATTACK = (
    r"(?:attack|attacks|ambush|ambushes|assault|raid|blast|explosion|bombing|bomb|strike|strikes|airstrike|airstrikes|clash|clashes|battle|battles|shelling|"
    r"shooting|shootout|firefight|rocket|rockets|missile|missiles|drone|drones|mine|landmine|device|massacre|killing|killings|crash|kidnapping|abduction|fighting|mutiny|offensive|siege|skirmish|barrage|incident|operation|bombardment|salvo|volley|gunfire|mortar fire|reverse|onslaught|explosives?|violence|unrest|hostilities)"
)
_HIRED = r"(?:mercenar(?:y|ies)|contractors?|guards?|wagner\w*|blackwater|instructors?|bodyguards?|hired guns|russians|private (?:military|security) (?:company|firm)s?)"
_HIRED_TO = (
    r"(?:hired|contracted|recruited|paid|engaged|employed)(?: by (?:[\w'-]+ ){1,6}?| (?:[\w'-]+ ){1,3}?(?:ago|earlier) | )to "
    r"(?:fly|guard|fight|train|protect|escort|clear|defend|secure|advise|man|maintain|repair|watch|de-?mine|keep)"
)
_PLAINLY = (
    rf"(?:{_HIRED_TO}|mercenar(?:y|ies)|private (?:military|defen[cs]e|armed)\b|private security (?:contractors?|personnel|agents|employees)|"
    r"(?:military|security|defen[cs]e|civilian|armed|pentagon|embassy|foreign) contractors?|soldiers? (?:of fortune|for hire)|hired (?:guns?|men|hands)|"
    r"(?:soldiers|veterans|officers|policemen|pilots|guards|commandos) hired by|"
    r"who (?:guard(?:ed)?|watch(?:ed)? over|protect(?:ed)?) (?:the|an?) (?:[\w'.-]+ ){0,3}?(?:embassy|consulate|base|compound|camp|airport|depot|mine|mission|airfield|villa)|"
    r"paramilitar(?:y|ies)|(?:private|foreign|british|american) military compan(?:y|ies)|(?:on|under) contract (?:to|with)|guards for hire|pmcs?|close protection)"
)
_BYSTANDERS = r"(?:civilians?|iraqis?|afghans?|villagers|miners|herders|people|residents|bystanders|protesters|farmers|women|children)"

LANGUAGE = ContextLanguage(
    events=(
        (
            "ambush",
            r"\bambush\w*|\blay in wait|\blying in wait|\bfell into a trap|\battack(?:ed)? (?:on )?(?:an? |the |their |his |its )?(?:\w+ ){0,3}(?:convoy|patrol|column|motorcade)\b",
            3.0,
            "Their convoy was ambushed.",
        ),
        (
            "ambush",
            r"\bconvoy\b|\bpatrol\b|\bcaught their (?:team|convoy)|\bpulled from (?:a|their)|\bcolumn\b|\bwaylaid|\bwere fired (?:on|upon)|\bopened fire on (?:their|the|a|his) (?:convoy|vehicle|car|cars|truck|patrol)",
            0.8,
            "Gunmen opened fire on their vehicle.",
        ),
        (
            "ied",
            r"\broadside bomb\w*|\bimprovised explosive|\bexplosive device|\bi\.?e\.?d\.?s?\b|\blandmines?|\bland mines?|\b(?:hit|struck|ran over|drove over|on|by) an? (?:mine|bomb|device)|\bhomemade bomb|\bhome-made bomb|\bbooby[- ]trap\w*|\bmine blast|\bexplosive ordnance|\bmine explosion",
            3.4,
            "The vehicle hit a roadside bomb.",
        ),
        (
            "suicide_bombing",
            r"\bsuicide (?:car |truck |vest )?(?:bomb\w*|attack\w*|blast|vehicle)|\bcar bomb\w*|\btruck bomb\w*|(?<!night )(?<!dive )(?<!stealth )\bbombers?\b|\bblew himself up|\bvehicle-borne|\bexplosives-laden|\bpacked with explosives|\bsvbied",
            3.4,
            "A suicide bomber rammed the gate.",
        ),
        (
            "air_drone_strike",
            r"\bair ?strikes?|\bair[- ]raid|\bdrone (?:strike|attack|raid)s?|\bsuicide drones?|\bstruck by (?:a |armed )?drones?|\bdrones? (?:hit|struck|bombed|destroyed|attacked)|\bwarplanes?|\bfighter jets?|\bbombed (?:the|from)|\bair attack|\bstrikes? by (?:u\.?s\.?|american|coalition|turkish|israeli)|\bhelicopter gunships?|\baerial (?:bomb|attack)\w*|\bnight bombers?\b|\b(?:aircraft|plane|jet|helicopter|drone)s?\b[^.]{0,60}\bdropped (?:\w+ ){0,2}(?:bomb|explosive|barrel|munition|grenade)s?|\bfpv\b|\bkamikaze",
            3.2,
            "Drones hit the command post.",
        ),
        (
            "shelling_missile",
            r"\bshell(?:s|ed|ing)\b|\brockets?\b|\bmissiles?\b|\bmortars?\b|\bartillery|\bhimars|\bbarrage|\bgrad\b|\bhowitzer|\btochka",
            2.4,
            "A rocket hit the compound.",
        ),
        (
            "aircraft_loss",
            r"\b(?:helicopter|plane|aircraft|jet|mi-8|mi-17|il-76|ilyushin\S*|antonov\S*|microlight|gazelle|chopper|gunship|airliner)\b[^.]{0,80}\b(?:shot down|crash\w*|brought down|downed|went down|came down|overshot|burst into flames|burned|burnt|forced down|ditched|was lost|were lost|never came back|did not come back)|\b(?:shot down|downed|brought down|crash of) (?:an?|the|its|their|two) (?:\w+ ){0,3}(?:helicopter|plane|aircraft|jet)|\b(?:plane|helicopter|air) crash",
            4.2,
            "The helicopter was shot down.",
        ),
        (
            "attack_on_base",
            r"\b(?:attack|assault|raid|attacks)\w* (?:on|against|at|in) (?:an? |the |its |their )?(?:[\w'-]+ ){0,4}(?:base|camp|compound|barracks|airfield|airstrip|airport|headquarters|hotel|embassy|consulate|villa|guest ?house|outpost|post|garrison|positions?|complex|site)\b|\b(?:storm|overr[au]n|raid|attack|blast)\w*(?: their way)? (?:in)?(?:to )?(?:part of )?(?:an? |the |its |their )(?:[\w'-]+ ){0,4}(?:base|camp|compound|barracks|airfield|airstrip|airport|headquarters|hotel|embassy|outpost|garrison)\b|\bfought (?:their|its) way into",
            3.2,
            "Militants stormed their base.",
        ),
        (
            "abduction_execution",
            r"\bkidnap\w*|\babduct\w*|\bhostages?\b|\bbeheaded|\bexecut(?:ed|ion|ions)\b|\bseized (?:from|by) gunmen|\bransom|\bheld captive|\bput to death|\btaken captive",
            2.4,
            "Gunmen kidnapped four guards.",
        ),
        (
            "mutiny_insider",
            r"\binsider attack|\bgreen-on-blue|\bmutin\w+|\bturned (?:his|their) (?:gun|guns|weapon|weapons|rifle)s? on|\b(?:afghan|iraqi|somali|local|trainee) (?:soldier|policeman|recruit|guard|officer) (?:opened fire|shot)|\bwearing (?:an? )?(?:afghan )?(?:army|police|military) uniforms?|\brogue (?:soldier|policeman)|\bgunm[ae]n in (?:army|police) uniforms?|\b(?:police|army|border) (?:captain|officer|sergeant|lieutenant|major|recruit|cadet|trainee|guard)s? (?:who (?:had )?)?(?:shot|killed|opened fire)|\b(?:trainee|cadet|recruit)s? (?:who (?:had )?)?(?:shot|killed|opened fire)",
            3.0,
            "An Afghan soldier opened fire on his trainers.",
        ),
        (
            "accident_other",
            r"\bfriendly fire|\b(?:his|her|their) own side\b|\bby mistake|\baccident\w*|\boverturned|\broad crash|\btraffic (?:accident|police|collision)|\bdrown\w*|\bheart attack|\bsuicide\b(?! (?:bomb|attack|car|truck|vest|drone|vehicle|blast))|\bfell ill|\bhelicopter (?:hard )?landing|\belectrocuted|\bmalaria|\bammunition (?:dump|depot) (?:exploded|explosion)|\bblue on blue|\bcollided",
            2.0,
            "He died in a road accident.",
        ),
        (
            "armed_clash",
            r"\bclash\w*|\bfirefight|\bgun ?battle|\bshoot-?out|\bbattles?\b|\bfighting\b|\bfought\b|\bskirmish\w*|\bexchange of fire|\bcombat\b|\bgunfight|\boffensive\b|\bspecial operation\b|\bstreet fighting",
            1.6,
            "They died in a clash with rebels.",
        ),
        (
            "ambush",
            r"\b(?:column|convoy|escorts?|minibus|bus|vehicles?|highway|road|track|axis|motorcycles?|barricade|lorr(?:y|ies)|trucks?)\b",
            0.75,
            "They were shot on the highway.",
        ),
        ("armed_clash", r"\battack\w*|\bassault\w*|\braid\w*|\bstruck\b", 0.35, "They died in the attack."),
        (
            "air_drone_strike",
            r"\bthe (?:air )?(?:strike|raid) on\b|\bbombing of the\b|\bunmanned aircraft|\bair force (?:had )?(?:bombed|destroyed|struck|hit)|\b(?:bombed|destroyed) (?:an?|the) (?:\w+ )?aircraft",
            2.0,
            "The bombing of the airport killed five.",
        ),
        (
            "ied",
            r"\bwire[- ](?:controlled|activated|command)|\bcommand[- ]wire|\bburied charge|\bset off an?\b|\bcharge (?:was )?set off|\bexplosion\b|\bblast\b|\bblew (?:it )?up\b|\bblown up\b|\bdetonat\w+|\bbomb(?:s|ings?)?\b",
            1.0,
            "An explosion killed two.",
        ),
        (
            "shelling_missile",
            r"\bbombardment|\bsalvo|\bkatyushas?|\bgunners|\bstrikes? (?:on|against|hit)\b|\bprecise fire",
            1.6,
            "They died in the bombardment.",
        ),
        (
            "ambush",
            r"\bgunmen\b[^.]{0,60}\b(?:opened fire|shot|killed)|\bshot (?:them |him )?dead\b",
            0.9,
            "Gunmen shot them dead on the road.",
        ),
    ),
    attack=rf"\b(?:{_ATTACK}|{_VERB}|died|dead|deaths?|wounded|injured|casualt(?:y|ies)|losses|laid down (?:their )?(?:arms|weapons)|put to death|vanished|abducted|seized|surrender(?:ed)?|blown (?:up|apart)|blew|went off|fired (?:on|upon|at)|came under fire|ran over|perished|ambushing|attacking|killing|exploded|lost)\b",
    recall=r"\b(?:recalls?|recalled|precedent|previous(?:ly)?|similar (?:attack|ambush|blast|bomb\w*|explosion|incident|strike|raid|assault)|earlier (?:attack|ambush|this year|incident|strike|blast)|not the first|second (?:attack|such|disaster|of the kind|ambush)|third (?:attack|such)|since then|in the past|years? ago|last year|first disaster|(?:deadliest|worst|bloodiest|heaviest|highest|costliest)\b[^.;]{0,60}\bsince|had (?:already|also|been|died|lost|killed)|another (?:attack|ambush|blast|explosion|strike|car bombing|bombing|raid|crash)|came (?:after|weeks|months|days|less)|follows|followed|comes (?:after|weeks|months|days|as)|the same (?:company|force|group|firm))\b",
    separate=r"(?:\b|^)(?:unrelated|separately|separate (?:attack|incident|ambush|raid|clash|blast|strike)|^elsewhere|(?:miles|kilomet(?:re|er)s) away|up north|down south|further (?:north|south|east|west)|the same (?:day|evening|night|morning)|that (?:evening|night|afternoon|morning)|hours (?:later|earlier|before)|on the opposite side|hours later a second|in a second|another (?:attack|ambush|blast|incident|explosion)|meanwhile|also on|in the (?:north|south|east|west)\w* province of)\b",
    several=r"\b(?:twice|both sides|both attacks|(?:on|in|at) both|two (?:attacks|ambushes|blows|assaults|raids|strikes|blasts|bombings|disasters|incidents|places|fronts)|black day|(?:first|second|earlier|later) (?:bomb|explosion|attack|ambush|raid|strike|blast|assault|one)\b|in (?:four|three|five|ten|seven) days|within (?:\w+ )?days|(?:two|three|four) (?:attacks|ambushes|incidents|claims))",
    same_place=r"\b(?:in|outside|near) the (?:same )?(?:city|town|village|camp|base|area|capital)\b|\bthe same (?:place|spot|road|camp|base|city|town)\b",
    small_arms=r"\b(?:gunmen|masked men|machine[- ]guns?|rifles?|rocket-propelled|rpgs?|small[- ]arms|ambush\w*|shot at)\b",
    occurred=r"\bthe (?:first|second|third|other|later|earlier|next|latter)(?: one)? (?:came|took place|happened|occurred|struck|followed)\b|\b(?:attack|ambush|incident|blast|explosion|assault|clash|fighting|crash|raid|bombing|strike|shooting|violence|killing|fighting)\w* (?:occurred|happened|took place|came|began|started)\b",
    aftermath=r"\b(?:hospital|hospitali[sz]ed|morgue|clinic|buried|funeral|burial|treated|died of (?:his|her|their|its) wounds|repatriated|flown home|identified|released|notified|surgeon|nurse)\b",
    allied=r"\b(?:uniforms? of|dressed as|disguised as|serving with|fighting (?:alongside|beside|with|for)|alongside|allied with|hired by|beside|working with|in support of|supporting|together with|embedded with|paid by|recruited by|and its allies|training|trained)(?: the| its| their)? $",
    accused_of=r"(?:accused|blamed|held responsible|suspected|singled out)\b",
    roundup=r"\b(?:digest|brief|round-?up|roundup|timeline|chronology|weekly|database|cases|bulletin|incidents?)\b",
    claimed=r"\b(?:claim(?:s|ed|ing)? (?:the |responsibility|credit|it |to have|that|otherwise)|claimed by|said (?:that )?(?:it|they|its|their)|says (?:that )?(?:it|they|its|their)|took (?:responsibility|credit)|taken responsibility|boast\w*|assert\w*|(?:was|were) behind|carried out|announc(?:ed|es) (?:that )?(?:it|they) (?:had|have|has))\b",
    blamed=r"\b(?:blam\w+|accus\w+|attribut\w+|held (?:\w+ )?responsible|pointed (?:the finger )?at|according to)\b",
    suspected=r"\b(?:suspected|believed to|thought to|alleged|presumed|apparently|appeared to be|bears the (?:mark|hallmarks?)|hallmarks? of|probably|likely)\b",
    stated=_VERB,
    deed=r"\b(?:its (?:forces|troops|men|soldiers|fighters|units|officers|drones|aircraft|artillery|garrison)|operation|strikes?|shoot-?out|clash\w*|ambush\w*|raid\w*|shell\w*|missiles?|drones?|repell\w+|destroyed|eliminated|neutrali[sz]ed|surrounded|laid an ambush|hunted|bombed|precision|gun ?battles?|arrested)\b",
    exonerated=r"^[^.;]{0,60}\b(?:denied|denies|rejected|rejects|condemned|disclaimed)\b",
    fighters=r"(?:'s)?(?: (?:fighters?|militants?|rebels?|insurgents?|gunmen|jihadists?|terrorists?|troops|forces|soldiers|combatants?|rebel movement|movement|group|network|militia|bombers?|army|warplanes|drones|jets|artillery|garrison|division|infantry division|branch|affiliate|guerrillas?|separatists?|media (?:arm|wing)|news agency|propaganda (?:arm|outlet)|spokes(?:man|men|person)))?",
    same_force=r"\b(?:the (?:group|company|firm|force) (?:has|had|lost|suffered|said)|the same (?:company|force|group|firm|american company)|the company's|the group's|the firm's|its (?:men|fighters|employees|guards|personnel)|its own|of its|of the (?:group|men|team|unit))\b",
    contractor=r"\b(?:mercenar(?:y|ies)|(?:private )?(?:military|security|defen[cs]e) (?:contractors?|compan(?:y|ies)|firms?|personnel|guards?)|contractors?|bodyguards?|private (?:army|soldiers?)|soldiers? (?:of fortune|for hire)|hired guns?|paramilitar(?:y|ies)|instructors?|military (?:advis[eo]rs?|trainers?|consultants?)|advis[eo]rs|trainers|security guards?|guards|pmcs?|operatives?|auxiliaries|foreign fighters?|legionnaires)\b",
    firm_link=r"\b(?:work(?:s|ed|ing)? for|belong(?:s|ed|ing)? to|employed by|hired by|contracted (?:to|by)|members? of|men of|fighters (?:of|from)|employees? of|on the payroll of|recruited by|under contract to|identified (?:as|the men as))\b",
    hired=rf"\b(?:{_PLAINLY}|(?<!construction )(?<!road )(?<!building )(?<!independent )(?<!oil )(?<!railway )(?<!drilling )(?<!electrical )(?<!sub)contractors?)\b",
    hired_plainly=rf"\b{_PLAINLY}\b",
    trades=r"\b(construction|building (?:site|work)s?|builders?|road ?works?|roads? authority|scaffold\w*|cranes?|hoists?|elevators?|lifts?|cement|concrete|tipper|excavators?|bulldozers?|engineering (?:firm|company)|drilling|refinery|pipeline workers|subcontractors?|labou?rers|bricklayers?|electricians?|plumbers?|site manager|safety inspectors?)\b",
    in_pay=r"\b(?:(?:on|under) contract|on the (?:books|payroll) of|security (?:firm|company|contractor)|(?:worked|work|works|flew|drove|served|guarded|working) (?:as|for) [^.;]{0,40}\b(?:guards?|contractors?|security|protection)|guard(?:ed|ing)? (?:the|an?) )",
    described=r"(?:the (?:other )?(?P<count>one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)(?: (?:men|women|americans|britons|foreigners|dead|guards|captives|hostages))?|(?P<one>he|she|the (?:\d\d-year-old|dead man|victim|man))|(?P<many>they|both(?: men)?|all)|the (?P<people>[a-z]+(?: [a-z]+)?)(?=,| (?:guarded|were|was|are|is|had|worked|flew|drove|served)\b))\b",
    of_their_own=r"\bof (?:their|its|his|her) own\b",
    all_counted=r"^(?:all|the)(?: of them| (?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve))$",
    partly=r"\b(?:including|among (?:them|whom)|some of (?:them|whom)|of whom)\b(?! \w+ (?:seriously|critically|badly|gravely|slightly|in))",
    charged=rf"\b(?:charg|indict|convict|sentenc|arrest|jail|acquit)\w+ (?:[\w'-]+ ){{0,4}}?{_HIRED}\b[^.;]{{0,60}}?\b(?:with|of|for|over|to) (?:[\w'-]+ ){{0,3}}?(?:murder|kill|manslaughter|death|shoot|massacr|life|years|prison|assault)\w*",
    guards=r"\b(?:(?:security|de-?mining|mine[- ]clearance|protection|guarding) (?:compan(?:y|ies)|firms?)|(?:security |military |armed )?(?:guards?|personnel|advis[eo]rs?|trainers?|mentors?|instructors?|consultants?|operatives?|operators|escorts?|specialists)|bodyguards?|auxiliaries|allies|pilots?|de-?miners?|(?:explosives?|mine[- ]clearance|bomb[- ]disposal|ordnance) (?:experts?|specialists?|technicians?))\b",
    foreign_guards=r"\bgurkhas?\b(?! (?:rifles|regiment|soldiers|battalion|troops))|\b(?:foreign|western|white|expatriate|asian) (?:[a-z]+ )?(?:guards?|personnel|advis[eo]rs?|trainers?|mentors?|instructors?|consultants?|operatives?|fighters|specialists|soldiers|paramilitary)\b",
    foreign_word=r"\b(?:foreign|expatriates?|expat|western|white|asian|gurkha)\b",
    foreigners=r"\b(?:foreign(?:ers?)?|whites?|white (?:men|soldiers|fighters|officers)|expatriates?|expats?|specialists|guests|outsiders|invaders|hired men|operators|employees|(?<!general )staff|westerners?|countrymen|compatriots|employee)\b",
    others=r"\b(?:soldiers?|troops|armed forces|army|navy|police(?:men|man)?|officers?|gendarmes?|civilians?|child(?:ren)?|women|woman|girls?|boys?|journalists?|reporters?|miners?|technicians?|engineers?|farmers?|herders?|villagers?|residents?|students?|pupils?|traders?|shoppers?|militants?|rebels?|insurgents?|jihadists?|terrorists?|attackers?|assailants?|gunmen|bombers?|peacekeepers?|marines?|sailors?|recruits?|diplomats?|aid workers?|workers|nuns?|priests?|pilgrims?|refugees|migrants?|tourists?|cadets?|mourners|militiamen|drivers?|lorries|trucks|vehicles|officials?|iraqis|afghans|malians|libyans|somalis|sudanese|yemenis|syrians? civilians|ukrainian soldiers)\b",
    of_the_state=r"\b(?:of|from) [^,.]{0,40}(?:armed forces|army|navy|air force|police|ministry|military)\b",
    agents=r"\b(?:white men|mercenar(?:y|ies)|contractors|guards|instructors|fighters)\b[^.;]{0,140}(?<!were )(?<!was )(?<!been )(?<!be )(?<!and )\b(?:executed|massacred|rounded up|opened fire on|summarily)\b",
    accused=rf"\b(?:accus|blam|charg|convict|sentenc)\w+ (?:(?!of (?:kill|an? |attack|murder)|for )[\w'-]+ ){{0,12}}?{_HIRED}\b[^.;]{{0,60}}\b(?:of|for|with) (?:[\w'-]+ ){{0,3}}?(?:kill|shoot|massacr|fir|execut|opening|tortur|rap|loot|murder|atrocit|abus|death|roles?)\w*|\b{_HIRED} (?:[\w'-]+ ){{0,4}}?(?:accused|charged|convicted|sentenced|blamed|on trial|jailed)\b|\b{_HIRED} (?:[\w'-]+ ){{0,3}}?(?:kill(?:s|ed)?|shot|massacred?|fired|opened fire|executed|slaughtered)(?: dead| on| at)? (?:at least |more than |about |some |up to |dozens of )?(?:[\w'-]+ ){{0,3}}?(?:men|prisoners|{_BYSTANDERS})\b|\b{_BYSTANDERS}\b[^.;]{{0,60}}\b(?:killed|shot|executed|massacred|slain|murdered)\b[^.;]{{0,60}}\bby (?:[\w'-]+ ){{0,9}}?{_HIRED}\b",
    once_hired=rf"\b(?:former|ex|onetime|one-time)\W+(?:[\w'-]+ ){{0,2}}?(?:{_HIRED}|commander|fighter)",
    court=r"\b(?:convicted|guilty|manslaughter|verdict|jury|sentenced|indicted|prosecutors?|charged with|on trial|courtroom)\b",
    toll=r"\b(?:a|the|another|new) study\b|\blabou?r department|\bdepartment of labou?r|\bannual report\b|\bsince (?:the )?(?:(?:start|beginning) of )?(?:19|20)\d\d|\bin (?:the (?:last|past) )?(?:two|three|four|five|six|seven|eight|nine|ten|\d+) years|\bover the (?:past|last) (?:\w+ )?(?:years?|decade)|\b(?:over|during|within) (?:two|three|four|five|six|seven|eight|nine|ten|\d+) years|\bover the years|\bon all fronts|\b(?:in|across) all theatres|\bon record|\bdatabase\b",
    total=r"\b(?:in (?:the (?:last|past) )?(?:two|three|four|five|six|seven|eight|nine|ten|\d+) years|since (?:the )?(?:(?:start|beginning) of )?(?:19|20)\d\d|so far|over the (?:past|last)|to date|in all|spreadsheet|tally|on record|insurance claims|altogether|over the years|said to have lost|has lost|have lost|have killed)\b",
    anaphors=r"\b(?:bodies|occupants|of them|latter)\b",
    latter=r"\blatter\b",
    foreign_fighters=r"\b(?:foreign (?:gunmen|fighters|men|forces|soldiers|commandos|attackers|mercenaries|guards))\b",
    belonging=r"^(?:, (?:both|all|each)(?: of them)? [^,.;]{3,80}|, (?!(?:an?|the|one|two|three|four|five|six|seven|eight|nine|ten|\d+) )(?:[a-z-]+ ){1,4}(?:under contract|on contract|employed|hired|working for|recruited|contracted)\b[^.;]{0,60}|,? (?:(?:hired|contracted|recruited|paid|engaged|employed) to|among|in the ranks of|for|of|from|with|working for|work(?:ed|s) for|employed by|hired by|belonging to|on contract to|under contract to|who (?:worked|work|were working) for|recruited by|who trained|in|riding with)\b[^,.;]{0,60}| who (?:trained|guarded|serviced|repaired|maintained|flew|drove|escorted|protected|watch|guard|cleared|served) [^,.;]{0,80})",
    apposed=r"^,(?: (?:who was )?\d\d,)? (?:an?|the|one of|who) [^.;]{3,90}?(?=,| (?:was|were|died|is|are)\b|\.|$)",
    gate_near="guarded|guarding|under contract|on contract|contract to|recruited by|watchm|georgian|filipino|new zealander|protection officer|close protection|security officer|russian|colombian|nepal|ugandan|fijian|peruvian|south african|romanian|syrians recruited|foreign|their company|the company|the firm|guards|guard |mentor|white men|white man|whites|white soldier|white fighter|white bod|expatriate|countrymen|compatriot|instructor|trainer|interpreter|translator|pilot|specialists|adviser|advisor|escorts|deminer|de-miner|explosives expert|technicians|employees of|security firm|security compan|security guard|security group|security men|bodyguard|paramilitar|legionnaire|auxiliar|security consultant|security personnel|contractor|hired men|hired hand|westerner|americans|britons|serbs|georgians",
    gate_contractor="hired to fly|hired to guard|hired to fight|hired to train|hired to protect|mercenar|private military|private security|pmc|soldiers of fortune|soldier of fortune|hired gun|military advis|gurkha|foreign fighter|military company|military contractor|security contractor|civilian contractor|defence contractor|defense contractor|armed contractor|american contractor",
    gate_war="kidnapp|abduct|hostage|helicopter|warplane|fighting|was attacked|the assault|assault on|carried out the attack|coalition|ambush|gunmen|armed men|masked men|bomb|blast|explosives|command-wire|gate attack|insurgen|rebel|militant|militia|jihad|convoy|troops|soldier|armoured|armored|rocket|mortar|drone|shelling|artillery|missile|air strike|airstrike|suicide bomb|roadside bomb|landmine|garrison|front line|battalion|brigade|al-qaeda|islamic state|caliphate|separatist|coalition forces|peacekeep|gunship|warlord|combat|anti-vehicle|by a mine|a mine |defence forces|defense forces|shellfire|explosive device|car bomb|patrol|checkpoint|fighters|attackers|assailants|airstrip|militar|barricade",
    gate_casualty=r"\b(?:kill\w*|dead|deceased|die[sd]?|death\w*|wound\w*|injur\w*|captur\w*|missing|casualt\w*|losses|slain|perish\w*|kidnap\w*|abduct\w*|hostage\w*|shot|lost|bodies|toll|executed|beheaded|hurt|massacr\w*|murder\w*|fatal\w*|prisoner\w*|surrender\w*|victims?|fell|eliminated|liquidated|wiped out|neutrali[sz]ed|detained|seized|surviv\w*|slaughter\w*|assassinat\w*)\b",
    fiction=r"\b(?:film|re-?enact\w*|pageant|spectators|battlefield tour|board game|composer|bicentenary|third act|siegfried|vassals|performances|film-?makers?|movie|director|audience|credits|script|rated r|based on true events|cinema|siege picture|slow motion|opera|novel|screenplay|box office|bass|tenor|soprano|conductor|orchestra|actor|actress|starring|directed by|video game|stage|credits roll|screens|theatre|theater|review|valhalla|bayreuth|comic|series|season finale|album|playwright|choristers?)\b",
    sport=r"\b(?:fans|semi-final|quarter-final|props?|scrum(?:-half)?|fly-half|sin-binned|rugby|tr(?:y|ies)|tackles?|dressing room|signings?|pitch|penalty|innings|wickets?|kick-?off|the final|hosts|fullback|tournament|stadium|lineout|standings|playoffs?|striker|midfielder|goalkeeper|football|soccer|league table|season|coach|manager|goals?|match|cup final|quarterback|home to|fixtures|supporters|defender|scored|half-?time|club)\b",
    unharmed=r"\b(?:unhurt|unharmed|nobody (?:was|had been) (?:hurt|injured|killed)|no casualties|no one was (?:hurt|injured|killed)|without casualties|not one scratch|walk(?:ed)? away|escaped unhurt|everyone came home|survived unhurt)\b",
)
