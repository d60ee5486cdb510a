# ruff: noqa: E501 -- a pattern is read as one line
"""French nouns for people, by the group that they name, each with its English word, and phrases that settle a group.

`french=english` in the singular; the plural of a regular noun is made from it, others are given as `singular/plural`.
"""

from __future__ import annotations

from pipelines.reference.countries import countries, french_forms
from pipelines.schemas.contract import VictimGroup

_PERSONS = (
    "personne=person/people homme=man/men autre=other individu=individual corps=body/bodies cadavre=corpse dépouille=body/bodies victime=victim "
    "mort=dead morte=dead blessé=wounded blessée=wounded tué=dead disparu=missing étranger=foreigner étrangère=foreigner membre=member "
    "ressortissant=national employé=employee employée=employee personnel=personnel équipage=crew responsable=official cadre=official "
    "fils=son/sons citoyen=citizen blanc=white otage=hostage captif=captive prisonnier=prisoner survivant=survivor passager=passenger "
    "occupant=occupant groupe=group équipe=team ami=friend gars=guy collègue=colleague camarade=comrade compagnon=comrade chef=chief dirigeant=leader "
    "meneur=leader patron=boss expatrié=expatriate directeur=director commandant=commander jeune=youth suspect=suspect conducteur=driver "
    "chauffeur=driver compatriote=national agent=agent détenu=prisoner perte=casualty/casualties rescapé=survivor frère=colleague élément=element "
    "auxiliaire=auxiliary/auxiliaries supplétif=auxiliary/auxiliaries allié=ally/allies partenaire=partner conseiller=adviser spécialiste=specialist pilote=pilot "
    "copilote=pilot mécanicien=mechanic passagère=passenger défunt=dead décès=death/deaths coéquipier=colleague équipier=colleague opérateur=operator volontaire=volunteer "
    "vétéran=veteran coopérant=adviser estropié=wounded collaborateur=employee salarié=employee"
)
_CIVILIANS = (
    "civil=civilian civile=civilian enfant=child/children bébé=baby/babies garçon=boy fille=girl fillette=girl femme=woman/women épouse=wife/wives mari=husband "
    "mère=mother père=father sœur=sister cousin=cousin famille=family/families parent=relative proche=relative enseignant=teacher instituteur=teacher "
    "professeur=teacher élève=student étudiant=student paysan=farmer agriculteur=farmer cultivateur=farmer éleveur=herder berger=herder villageois=villager/villagers "
    "habitant=resident résident=resident ouvrier=worker travailleur=worker commerçant=trader commerçante=trader marchand=merchant journaliste=journalist "
    "reporter=reporter médecin=doctor infirmier=nurse infirmière=nurse soignant=medic prêtre=priest imam=imam religieux=cleric/clerics avocat=lawyer "
    "juge=judge magistrat=judge maire=mayor préfet=governor sous-préfet=governor gouverneur=governor élu=councillor député=lawmaker ministre=minister "
    "militant=activist manifestant=protester réfugié=refugee déplacé=refugee migrant=migrant pèlerin=pilgrim fidèle=worshipper passant=bystander "
    "touriste=tourist pêcheur=fisherman/fishermen mineur=miner orpailleur=miner ingénieur=engineer technicien=technician interprète=interpreter diplomate=diplomat "
    "humanitaire=aid-worker secouriste=volunteer pompier=firefighter client=customer invité=guest patient=patient cuisinier=cook usager=motorist "
    "riverain=resident voyageur=traveller notable=elder bûcheron=worker transporteur=driver routier=driver camionneur=driver marin=sailor "
    "chinois-employé=worker artisan=worker maçon=worker docker=worker manœuvre=worker vendeur=trader vendeuse=trader serveuse=worker bouvier=herder piroguier=fisherman topographe=engineer gamin=boy "
    "gamine=girl vieillard=man veuve=widow voisin=neighbour voisine=neighbour caissier=worker apprenti=worker lavandière=woman passeur=trader moine=cleric blanchisseuse=worker ramasseur=worker couple=couple "
    "cuisinière=cook fermier=farmer boutiquier=trader écolier=student écolière=student lycéen=student lycéenne=student collégien=student nourrisson=baby/babies adolescent=boy adolescente=girl "
    "sage-femme=nurse religieuse=cleric comptable=worker députée=lawmaker villageoise=villager/villagers habitante=resident passante=bystander convive=guest frère-aîné=brother soignante=medic neveu=relative "
    "nièce=relative oncle=relative tante=relative beau-frère=relative belle-sœur=relative cheminot=worker pèlerine=pilgrim migrante=migrant retraité=resident"
)
_REBELS = (
    "rebelle=rebel insurgé=insurgent terroriste=terrorist jihadiste=jihadist djihadiste=jihadist islamiste=islamist assaillant=attacker attaquant=attacker "
    "extrémiste=extremist guérillero=guerrilla kamikaze=bomber bandit=bandit séparatiste=separatist indépendantiste=separatist combattant=fighter "
    "ravisseur=kidnapper moudjahid=mujahideen/mujahideen taliban=taliban/taliban pirate=pirate agresseur=attacker milicien=militiaman/militiamen milice=militia "
    "tireur=gunman/gunmen ennemi=enemy/enemies braqueur=bandit coupeur=bandit narcotrafiquant=gangster braconnier=bandit maquisard=rebel shebab=militant/militants chebab=militant/militants malfaiteur=bandit putschiste=rebel criminel=bandit"
)
_STATE_FORCES = (
    "soldat=soldier militaire=soldier policier=policeman/policemen gendarme=gendarme officier=officer sous-officier=sergeant lieutenant=lieutenant capitaine=captain colonel=colonel "
    "major=major général=general/generals sergent=sergeant caporal=corporal casque=peacekeeper commando=commando parachutiste=paratrooper légionnaire=legionnaire conscrit=conscript "
    "douanier=officer garde-frontière=border-guard gradé=officer recrue=recruit cadet=cadet troupe=troops forestier=ranger paramilitaire-d'état=trooper "
    "armée=army fama=soldiers/soldiers adjudant=sergeant tirailleur=soldier fantassin=soldier faca=soldiers/soldiers brigadier=sergeant artilleur=soldier sapeur=soldier lieutenant-colonel=colonel réserviste=soldier garde-côte=guard garde-côtes=guards"
)
_CONTRACTORS = (
    "mercenaire=mercenary/mercenaries paramilitaire=paramilitary/paramilitaries instructeur=instructor contractuel=contractor prestataire=contractor "
    "garde=guard gardien=guard vigile=guard formateur=trainer sous-traitant=contractor contractor=contractor convoyeur=escort milicien-privé=contractor démineur=contractor "
    "wagnérien=mercenary/mercenaries wagner=mercenaries/mercenaries"
)

GROUP_PHRASES: list[tuple[str, VictimGroup, str]] = [
    ("agent|agents|employé|employés|gardes|garde|membre|membres privés|privé", "contractor", "Deux agents privés ont été tués."),
    ("agent|agents|employé|employés de|d'une|de la? sécurité|société|entreprise privés?", "contractor", "Deux agents de sécurité ont été tués."),
    ("agent|agents de sécurité", "contractor", "Deux agents de sécurité ont été tués."),
    ("garde|gardes du corps", "contractor", "Deux gardes du corps ont été tués."),
    ("conseiller|conseillers militaire|militaires", "contractor", "Un conseiller militaire a été tué."),
    ("conseiller|conseillers russe|russes|étranger|étrangers", "contractor", "Un conseiller russe a été tué."),
    ("partenaire|partenaires|allié|alliés|supplétif|supplétifs|coopérant|coopérants|auxiliaire|auxiliaires|opérateur|opérateurs russe|russes|étranger|étrangers|turcs|turc|bilatéral|bilatéraux", "contractor", "Deux partenaires russes ont été tués."),
    ("soldat|soldats|homme|hommes|combattant|combattants blanc|blancs", "contractor", "Quatre soldats blancs ont été tués."),
    ("personnel|personnels de sécurité", "contractor", "Trois membres du personnel de sécurité ont été tués."),
    ("soldat|soldats|combattant|combattants privé|privés", "contractor", "Deux soldats privés ont été tués."),
    ("chien|chiens de guerre", "contractor", "Deux chiens de guerre ont été tués."),
    ("hommes|homme en treillis", "unknown", "Deux hommes en treillis ont été tués."),
    ("garde|gardes national|nationale|nationaux|présidentielle|républicaine|forestier|forestiers|frontière", "state_forces", "Deux gardes nationaux ont été tués."),
    ("force|forces de sécurité|défense|l'ordre", "state_forces", "Deux membres des forces de sécurité ont été tués."),
    ("élément|éléments des|de la|l'? forces|armée|gendarmerie|police", "state_forces", "Cinq éléments des forces de sécurité ont été blessés."),
    ("casques bleus", "state_forces", "Deux casques bleus ont été tués."),
    ("casque bleu", "state_forces", "Un casque bleu a été tué."),
    ("agent|agents de|des police|douane|douanes", "state_forces", "Deux agents de police ont été tués."),
    ("homme|hommes armé|armés", "rebel", "Deux hommes armés ont été tués."),
    ("ancien|anciens|ex militaire|militaires|soldat|soldats|policier|policiers", "civilian", "Un ancien soldat a été tué."),
    ("chef|chefs de village|quartier|canton", "civilian", "Un chef de village a été tué."),
    ("travailleur|travailleurs|employé|employés humanitaire|humanitaires", "civilian", "Deux employés humanitaires ont été tués."),
    ("agent|agents de santé", "civilian", "Deux agents de santé ont été tués."),
    ("chef|chefs jihadiste|jihadistes|djihadiste|rebelle|rebelles", "rebel", "Un chef rebelle a été tué."),
]  # fmt: skip


def pairs(listed: str) -> list[tuple[str, str]]:
    """Each form of the listed nouns with its English word: singular, then plural."""
    out = []
    for item in listed.split():
        french, _, english = item.partition("=")
        one, _, many = english.partition("/")
        out.append((french, one))
        plural = (
            french if french.endswith(("s", "x")) else french[:-2] + "aux" if french.endswith("ral") else french + "s"
        )
        out.append((plural, many or (one if one in ("dead", "wounded", "missing", "personnel") else one + "s")))
    return out


PEOPLE: dict[str, str] = {
    **{french: "person" for french, _ in pairs(_PERSONS)},
    **{french: "civilian" for french, _ in pairs(_CIVILIANS)},
    **{french: "rebel" for french, _ in pairs(_REBELS)},
    **{french: "state_forces" for french, _ in pairs(_STATE_FORCES)},
    **{french: "contractor" for french, _ in pairs(_CONTRACTORS)},
}
PEOPLE_GLOSSES: dict[str, str] = dict(
    pair for listed in (_PERSONS, _CIVILIANS, _REBELS, _STATE_FORCES, _CONTRACTORS) for pair in pairs(listed)
)


def french_demonyms() -> dict[str, str]:
    """Every form of the French words for a country's people -> ISO 3166-1 alpha-3."""
    out: dict[str, str] = {}
    for country in countries().values():
        for form in country.french_forms:
            out.setdefault(form.lower(), country.iso3)
    return out


def demonym_glosses() -> dict[str, str]:
    """Every form of the French words for a country's people -> the English one, singular or plural."""
    out: dict[str, str] = {}
    for country in countries().values():
        if country.demonym is None:
            continue
        english = country.demonym.lower()
        many = english if english.endswith(("ese", "ish", "ch", "ss")) else english + "s"
        for base in country.demonyms_fr:
            for form in french_forms(base):
                out.setdefault(form.lower(), many if form.endswith("s") and form != base else english)
    return out


# Adjectives that settle a group behind their noun ("gardes nationaux"), whatever the parser makes of them.
QUALIFIERS: frozenset[str] = frozenset(
    word for pattern, _, _ in GROUP_PHRASES if len(pattern.split()) == 2 for word in pattern.split()[1].split("|")
) - frozenset("de en d'une bleu bleus".split())
