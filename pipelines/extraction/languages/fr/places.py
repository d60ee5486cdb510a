# ruff: noqa: E501 -- a pattern is read as one line
"""How French says where. Words only; what they mean is computed in `places`."""

from __future__ import annotations

from pipelines.extraction.languages.base_places import PlaceLanguage

_SIDE = r"(?:extreme[- ])?(?:nord-est|nord-ouest|sud-est|sud-ouest|nord|sud|est|ouest|centre|centre-nord|centre-est|centre-sud)"
_KIND = (
    r"village|ville|poste de douane|piste|localite|hameau|camp|base|base aerienne|base militaire|aeroport|garnison|port|oasis|quartier|commune|mine|poste|"
    r"carrefour|site|ile|capitale|sous-prefecture|campement|foret|axe|pont|fief|bourgade|hotel|place|secteur"
)
_DIVISION = r"region|province|prefecture|gouvernorat|etat|departement|oblast|territoire"
_DISTRICT = r"district|cercle|departement|arrondissement"

LANGUAGE = PlaceLanguage(
    at=r"(?:\b(?:a|au|aux|en|dans|vers|pres de|pres du|pres d'|de|du|d'|des|entre|et|sur|autour de|hors de|jusqu'a|depuis|par|pour|contre)(?: la| le| les| l')?[ ']?|d')$",
    near=r"\b(?:a hauteur|au niveau|a la hauteur|pres|non loin|aux abords|a proximite|aux alentours|aux environs|au large|autour|dans les environs|a la sortie|a l'entree|dans le secteur|en dehors|a quelques (?:km|kilometres)|hors|dans la peripherie|en peripherie)(?: (?:de|du|d'|des))?(?: la| le| l')?[ ']?$",
    distance=r"\b(?:[\d.,]+|[a-z-]+|une \w+ de|quelques) ?(?:km|kilometres?|metres)(?: environ)?(?:,? (?:au|a l'|a la) ?(?:nord-est|nord-ouest|sud-est|sud-ouest|nord|sud|est|ouest|sortie|exterieur))? (?:de|du|d'|des)(?: la| le| l')?[ ']?$|\b(?:au|a l'|le|l') ?(?:nord-est|nord-ouest|sud-est|sud-ouest|nord|sud|est|ouest) (?:de|du|d')(?: la| le| l')?[ ']?$",
    toward=r"\b(?:au|a l'|le|l') ?(?:nord-est|nord-ouest|sud-est|sud-ouest|nord|sud|est|ouest) (?:de|du|d')(?: la| le| l')?[ ']?$",
    between=r"\b(?:entre|qui relie|reliant|qui va de)(?: les (?:villes|villages|localites) de)? $",
    pair=r"^,?(?: \([^)]{1,20}\))? (?:et|a|au)(?: (?:la )?(?:ville|village|localite) de)? $",
    other_end=r"\b(?:entre|relie|va de) [\w' -]{3,40} (?:et|a) $",
    route=r"\b(?:(?:soigne|hospitalise|admis|traite|opere)e?s? a|l.hopital(?: \w+)? de|destinee?s? a|installee?s? a|(?:vers|a|dans) (?:l'hopital|un hopital|la clinique)(?: \w+)? de|vers|en direction de|evacues? (?:\w+ ){0,2}vers|ramenes? a|conduits? a|achemines? (?:a|vers)|transferes? (?:a|vers|dans)|en route pour|a destination de|se rendait a|rejoindre|rentrait (?:a|de)|route d[eu']|route de la|axe|provenance de|venant de|originaire d[eu']|base[es]* a|correspondant a)(?: la| le| l')?[ ']?$",
    kind_before=rf"\b(?:{_KIND})s?(?: (?:de|du|d'|des|a))?(?: la| le| l')?[ ']?$",
    kind_after=rf"^(?:-| )(?:{_KIND})\b",
    division_before=rf"\b(?:(?P<adm1>{_DIVISION})s?|(?P<adm2>{_DISTRICT})s?) (?:de |du |d'|des |administrative de )(?:la |le |l')?$",
    division_after=r"^(?P<adm1>\b\B)(?P<adm2>\b\B)",
    vague_before=rf"\b(?:(?:dans|de|a|vers) )?(?:le |l'|la partie |la region )?(?P<part>{_SIDE})(?: du pays,?)? (?:du |de la |de l'|de |d'|des )$",
    vague_after=r"^ (?P<part>septentrional|oriental|occidental|central)e?\b",
    capital_before=r"\bcapitale (?:de la |du |de l'|de |d'|des )$",
    capital_after=r"^\b\B",
    border_before=r"\bfrontieres? (?:avec |de |entre |d'|du )?(?:le |la |l'|les )?(?:[\w' ]{3,30} et )?(?:le |la |l'|les )?$",
    border_after=r"^(?:[-/–][\w' ]{3,30})? (?:frontiere)\b",
    person_before=r"\b(?:m|mme|dr|president|general|colonel|commandant|capitaine|lieutenant|sergent|ministre|gouverneur|porte-parole|prefet|maire|prince|roi|cheikh|juge|professeur|imam|pere|chef|directeur|ambassadeur|nomme|appele|par)\.? $",
    person_after=r"^,? (?:a (?:dit|declare|affirme|ajoute|precise|indique)|dit|explique|qui|\d\d ans)\b",
    source_before=r"\b(?:joint|jointe|joints|contacte|contactee)(?: (?:au|par) telephone)? (?:a|depuis) $|\b(?:sous-prefet|prefet|maire|gouverneur|administrateur)(?: \w+)? (?:de|du|d'|a|des)(?: la| l')?[ ']?$|\b(?:selon|gendarmerie|police|prefecture|mairie|sources?|responsables?|diplomates?|porte-parole|ambassade|ministere|gouvernement|autorites|analyste|chercheur|consultant|expert|journal|agence|institut|parlement|correspondant|conference de presse|communique)(?: \w+){0,3} (?:a|de|du|d'|en)[ ']?$",
    witness_before=r"\b(?:medecins?|infirmiers?|infirmiere|hopital|morgue|dispensaire|habitants?|commercants?|elus?|responsables?|notables?|deputes?)(?: \w+)? (?:de|du|d'|a|des)(?: la| l')?[ ']?$",
    witness_after=r"^[^.;]{0,60}\b(?:a (?:dit|declare|indique|affirme|confirme)|assure|affirme|avance|evoque|raconte|ne fait)\b",
    named_road=r"^\b\B",
    anaphor=rf"\b(?:cette|ce|la|le) (?:{_KIND})(?: [a-z]+)?,? (?:situee? )?(?:a )?[\d.]* ?(?:km|kilometres)? ?(?:au |a l'|dans le )?(?:nord|sud|est|ouest|nord-est|nord-ouest|sud-est|sud-ouest) (?:de|du|d')[ ']?$",
    apposed_distance=r"^(?: \([^)]*\))?,? (?:situee? )?(?:a (?:environ |quelque |pres de )?[\d]+ ?(?:km|kilometres)|au (?:nord|sud)|a l'(?:est|ouest))",
    inside_town=r"^\b\B",
    source_after=r"^ (?:a (?:dit|declare|affirme|indique|confirme|annonce)|assure|affirme|confirme|raconte|evoque)\b",
    opened_by=r"^(?:a|au|en) $",
    spoken_there=r"^, (?:un|une|le|la|les|des) (?:[a-z'-]+ ){0,4}(?:assure|affirme|a (?:dit|declare|annonce|indique|confirme)|raconte)\b",
    own_capital=r"\b(?:la|dans la) capitale\b(?! (?:du|de|d'))",
    particles=frozenset(
        "da do dos das de du des la le les el al ad ar as abu ibn bin ben san santa port sidi oum sur et".split()
    ),
    within=r"^,? (?:(?:situee? |localisee? )?(?:dans|pres de|non loin de|a cote de)|a la sortie de)(?: la| le| l')? $",
    stop=frozenset(
        "kurde kurdes arabe arabes touareg touaregs peul peuls bambara dogon dogons "
        "le la les un une des du de en dans sur et ou mais pour par avec sans il elle ils elles nous je vous ce cet cette ces son sa ses leur leurs qui que quoi "
        "lundi mardi mercredi jeudi vendredi samedi dimanche janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre "
        "president general colonel islam islamique etat armee gouvernement ministre ministere nations unies conseil securite police "
        "deux trois quatre cinq six sept huit neuf dix onze douze plusieurs tous aucun aucune personne mon ma mes "
        "nord sud est ouest centre accueil afrique monde photo credit lire partager facebook twitter commentaires publie modifie "
        "sunnite chiite chretien musulman jihad allah hopital ambassade mission operation bataillon brigade corps groupe societe "
        "front mouvement coalition force forces garde union parti toyota soutien retour apres selon pres joint officiellement quand restent comptez plus".split()
    ),
)
