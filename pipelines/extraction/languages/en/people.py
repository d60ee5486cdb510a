"""English nouns for people, by the group that they name, and phrases that settle a group by themselves."""

# ruff: noqa: E501 - a pattern, what it means and its sentence stand on one line

from __future__ import annotations

from pipelines.schemas.contract import VictimGroup

PERSONS = (
    "people person persons man men others other individual individuals body bodies corpse corpses victim victims dead wounded "
    "injured foreigner foreigners members member national nationals employees employee personnel staff crew officials official "
    "figure figures somebody someone son citizen citizens whites white hostage hostages captive captives prisoner prisoners "
    "survivors survivor passengers passenger occupants group crowd team guys guy friend colleague colleagues comrades comrade "
    "leader leaders head heads chief chiefs deputy boss expatriate expatriates expat expats director operator operators youth "
    "commander commanders client clients cashier survivors veteran veterans ally relative-in-law technician specialist supervisor foreman "
    "youths males females subordinates drivers driver native natives ones aboard"
).split()
CIVILIANS = (
    "civilian civilians child children baby babies infant toddler boy boys girl girls woman women wife wives husband husbands mother "
    "mothers father fathers grandmother grandfather grandparents grandson granddaughter grandchildren nephew nephews niece nieces uncle uncles aunt aunts daughter daughters brother brothers sister sisters cousin family families relative relatives teacher "
    "teachers student students pupil pupils farmer farmers villager villagers resident residents worker workers labourer "
    "labourers laborer laborers trader traders shopper shoppers merchant merchants businessman businessmen journalist journalists "
    "reporter reporters cameraman photographer photographers presenter commentator editor doctor doctors nurse nurses medic "
    "medics priest priests imam imams cleric clerics bishop pastor rabbi monk monks nun nuns sheikh scholar scholars lawyer "
    "lawyers judge judges prosecutor prosecutors mayor mayors governor governors councillor councillors parliamentarian "
    "lawmaker lawmakers legislator minister ministers president politician politicians candidate candidates activist "
    "activists protester protesters protestor protestors demonstrator demonstrators refugee refugees migrant migrants pilgrim "
    "pilgrims worshipper worshippers bystander bystanders passerby passers-by pedestrian pedestrians tourist tourists motorist "
    "fisherman fishermen herder herders herdsman herdsmen shepherd shepherds miner miners shopkeeper vendor vendors engineer engineer "
    "engineers technician technicians interpreter interpreters translator aid-worker diplomat diplomats elder elders chieftain "
    "schoolchildren schoolgirls schoolgirl schoolboy schoolboys lecturer professor principal headmaster electoral delegates "
    "volunteer volunteers firefighter firefighters sailor sailors commuter commuters customers guests patients delegates inmates "
    "inmate cooks cook cleaners cleaner hawkers traditional youth parishioners muezzin muslims christians hindus sikhs copts jews "
    "shiites sunnis farmers-herders settlers settler israelis palestinians dissident witness witnesses driver-civilians locals "
    "aide secretary official-civil postman gardener racer actor singer couple"
).split()
REBELS = (
    "militant militants rebel rebels insurgent insurgents terrorist terrorists jihadist jihadists jihadi jihadis islamist islamists "
    "gunman gunmen attacker attackers assailant assailants extremist extremists guerrilla guerrillas guerilla guerillas bomber "
    "bombers bandit bandits separatist separatists fighter fighters combatant combatants shooter gangster gangsters kidnapper "
    "kidnappers taliban houthis houthi mujahideen mujahedeen pirates pirate perpetrator perpetrators warlord cadre cadres "
    "paramilitary gang cartel vigilantes infiltrators infiltrator accomplice accomplices suspect suspects martyr martyrs militia militiamen militiaman"
).split()
STATE_FORCES = (
    "apostate apostates murtaddin soldier soldiers troop troops policeman policemen police officer officers serviceman servicemen trooper troopers marine "
    "marines gendarme gendarmes peacekeeper peacekeepers lieutenant captain colonel major general sergeant corporal private "
    "commando commandos paratrooper paratroopers airman airmen legionnaire conscript conscripts constable constables cop cops "
    "infantryman infantrymen policewoman recruits cadets jawan jawans brigadier ranger rangers specialist warders warder "
    "peshmerga army military legionnaires naval"
).split()
CONTRACTORS = (
    "contractor contractors mercenary mercenaries bodyguard bodyguards guard guards instructor instructors paramilitaries operative "
    "operatives trainers trainer escort escorts musicians legionary soldier-of-fortune"
).split()

GROUP_PHRASES: list[tuple[str, VictimGroup, str]] = [
    ("private? security|military contractor|contractors|personnel|agents|agent|employees|employee|company|companies", "contractor", "Two private security contractors were killed."),
    ("security|private guard|guards|bodyguards", "contractor", "Two security guards were killed."),
    ("private security|military", "contractor", "Two private security employees were killed."),
    ("security firm|company|contractor", "contractor", "Four members of a security firm were killed."),
    ("military advisers|advisors|adviser|advisor|instructor|instructors|trainers", "contractor", "Two military advisers were killed."),
    ("soldiers of fortune", "contractor", "Two soldiers of fortune were killed."),
    ("hired guns|gunmen", "contractor", "Two hired guns were killed."),
    ("construction|road|building|council|government|electrical contractor|contractors", "civilian", "A road construction contractor was killed."),
    ("prison|police|border|coast|national|presidential|republican|revolutionary|forest guard|guards", "state_forces", "Two prison guards were killed."),
    ("security forces|personnel|officer|officers|officials|force|agent|agents", "state_forces", "Two security personnel were killed."),
    ("police officer|officers|personnel|commander|chief|lieutenant|superintendent", "state_forces", "Two police officers were killed."),
    ("partner|allied|local|loyalist|coalition|regular|defence|defense forces|force", "state_forces", "One member of the partner forces was killed."),
    ("close protection officer|officers|operative|operatives|team", "contractor", "Two close protection officers were killed."),
    ("service|armed members|member|forces", "state_forces", "A coalition service member was killed."),
    ("special|government|state|regime|army forces|troops", "state_forces", "Two special forces soldiers were killed."),
    ("suicide bomber|bombers|attacker|attackers", "rebel", "Two suicide bombers were killed."),
    ("islamic state", "rebel", "Two Islamic State fighters were killed."),
    ("al qaeda|qaida", "rebel", "Two al Qaeda men were killed."),
    ("former|retired|ex soldier|soldiers|officer|officers|policeman", "civilian", "A former soldier was killed."),
    ("police|army|naval recruits|cadets|recruit", "state_forces", "Ten police recruits were killed."),
    ("aid|health|relief|charity|humanitarian|election|construction|oil|factory|farm worker|workers", "civilian", "Two aid workers were killed."),
    ("women|children and children|women", "civilian", "Women and children were killed."),
    ("tribal|traditional|community|religious leader|leaders|elder|elders|chief|chiefs", "civilian", "A tribal leader was killed."),
]  # fmt: skip
