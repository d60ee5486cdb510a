# ruff: noqa: E501 -- a pattern is read as one line
"""The English word for a French one, as the models know words: function words and the words of casualties.

Only words that features look at stand here. A word that is missing stands for itself.
"""

from __future__ import annotations

from functools import cache

from pipelines.extraction.languages.fr.people import PEOPLE_GLOSSES, demonym_glosses

_WORDS = (
    "et=and ou=or mais=but de=of d'=of du=of des=of le=the la=the les=the l'=the un=a une=a au=to aux=to à=to en=in dans=in sur=on sous=under par=by pour=for avec=with "
    "sans=without sans-faire=without un-de=one contre=against entre=between parmi=among vers=to chez=with lors=during pendant=during après=after avant=before depuis=since selon=according d'après=according "
    "dont=including que=that qu'=that qui=who où=where ce=this cet=this cette=this ces=these son=his sa=his ses=his leur=their leurs=their notre=our nos=our mon=my "
    "il=he elle=she ils=they elles=they on=one nous=we je=i lui=him eux=them lesquels=whom lesquelles=whom -il=he -elle=she -ils=they -on=one "
    "a=has ont=have avait=had avaient=had avoir=have ayant=having aurait=has auraient=have est=is sont=are était=was étaient=were été=been être=be serait=is seraient=are fut=was furent=were "
    "ne=not n'=not pas=not pas-de=no aucun=no aucune=no ni=nor personne-ne=nobody rien=nothing jamais=never plus=more moins=less autre=other autres=other deux=two trois=three quatre=four cinq=five "
    "six=six sept=seven huit=eight neuf=nine dix=ten onze=eleven douze=twelve treize=thirteen quatorze=fourteen quinze=fifteen seize=sixteen vingt=twenty trente=thirty quarante=forty cinquante=fifty "
    "cent=hundred cents=hundred mille=thousand millier=thousand milliers=thousands dizaine=ten dizaines=dozens douzaine=dozen vingtaine=twenty trentaine=thirty centaine=hundred centaines=hundreds "
    "plusieurs=several quelques=several environ=about quelque=some près=near presque=almost jusqu'à=up jusqu'=up tous=all toutes=all tout=all chacun=each également=also aussi=also "
    "tué=killed tués=killed tuée=killed tuées=killed tuant=killing tuer=kill tue=kills tuent=kill abattu=shot abattus=shot abattue=shot mort=dead morts=dead morte=dead mortes=dead décédé=died décédés=died décès=deaths "
    "péri=died périssent=die blessé=wounded blessés=wounded blessée=wounded blessées=wounded blessant=wounding blesser=wound blessures=injuries capturé=captured capturés=captured enlevé=kidnapped enlevés=kidnapped "
    "disparu=missing disparus=missing portés=are porté=is retrouvé=found retrouvés=found trouvé=found perdu=lost perdus=lost perte=loss pertes=losses fait=left font=leave faisant=leaving faire=make laissé=left "
    "bilan=toll victime=victim victimes=victims corps=bodies cadavres=corpses neutralisé=neutralised neutralisés=neutralised éliminé=eliminated éliminés=eliminated exécuté=executed exécutés=executed "
    "attaque=attack attaques=attacks embuscade=ambush explosion=explosion mine=mine engin=device frappe=strike frappes=strikes combats=fighting assaut=assault camp=camp base=base "
    "ramené=lowered abaissé=lowered révisé=revised revu=revised corrigé=revised passé=rose passe=rises monté=climbed relevé=raised s'alourdit=rises grièvement=seriously gravement=seriously légèrement=slightly sécurité=security privée=private privé=private société=company entreprise=company membre=member membres=members "
    "samedi=saturday dimanche=sunday lundi=monday mardi=tuesday mercredi=wednesday jeudi=thursday vendredi=friday janvier=january février=february mars=march avril=april juin=june juillet=july août=august "
    "septembre=september octobre=october novembre=november décembre=december ans=years an=year jours=days jour=day heures=hours mois=months semaines=weeks semaine=week kilomètres=kilometres km=km mètres=metres euros=euros dollars=dollars "
    "véhicule=vehicle véhicules=vehicles camion=truck camions=trucks blindé=vehicle blindés=vehicles motos=motorcycles hélicoptère=helicopter hélicoptères=helicopters "
    "dit=said déclaré=said affirme=said indiqué=said annoncé=announced confirmé=confirmed revendique=claimed parle=speaks côté=side rangs=ranks selon=according premier=first première=first second=second deuxième=second "
    "troisième=third quatrième=fourth cinquième=fifth sixième=sixth dernier=last alors=while tandis=while puis=then ainsi=also notamment=including "
    "russe=russian étrangers=foreign étranger=foreign blancs=white armés=armed local=local malien=malian si=if lorsque=when quand=when car=because porte-parole=spokesman armée=army "
    "sécuritaire=security hospitalière=hospital source=source sources=sources communiqué=statement otages=hostages otage=hostage prisonnier=prisoner prisonniers=prisoners reste=rest faits=taken pris=taken prise=taken "
    "soignés=treated soigné=treated évacué=evacuated évacués=evacuated vie=life mourir=die mouru=died meurt=dies meurent=die succombé=succumbed"
)


@cache
def glosses() -> dict[str, str]:
    """French word -> English word, folded."""
    out = {**demonym_glosses(), **PEOPLE_GLOSSES}
    for item in _WORDS.split():
        french, _, english = item.partition("=")
        out[french] = english
    return out


def gloss(word: str) -> str:
    """The English word that stands for this one in features."""
    return glosses().get(word, word)
