# ruff: noqa: E501 -- a pattern is read as one line
"""How French words attacks, recalls of earlier ones, attackers, contractors. Words only; their use is elsewhere."""

from __future__ import annotations

from pipelines.extraction.languages.base_incidents import ContextLanguage

_VERB = (
    r"(?:tue|tues|attaque|attaques|pris d'assaut|ouvert le feu|ouvrent le feu|tire|frappe|bombarde|abattu|abattus|capture|enleve|execute|tendu|mene|lance|revendique|"
    r"pris pour cible|vise|detruit|elimine|neutralise|assailli|investi|surpris|encercle|decapite|pilonne|massacre)"
)
_ATTACK = (
    r"(?:attaques?|embuscades?|assauts?|raids?|explosions?|attentats?|frappes?|affrontements?|combats?|bombardements?|fusillades?|roquettes?|missiles?|drones?|"
    r"mines?|engins?|massacres?|crash|enlevements?|accrochages?|batailles?|mutinerie|offensive|operation|tirs?)"
)
_HIRED_TO = (
    r"(?:engages?|recrutes?|payes?|embauches?|employes?)(?: par (?:[\w'-]+ ){1,6}?| )pour (?:piloter|garder|combattre|former|proteger|escorter|deminer|defendre|securiser|entretenir)|"
    r"charges? de (?:la securite|la protection|garder|proteger|former|escorter|deminer)"
)
_PLAINLY = (
    rf"(?:{_HIRED_TO}|gardes? prives?|mercenaires?|paramilitaires?|supplet\w+|societes? (?:militaires? |de securite )?privees?|societes? de securite|"
    r"sous contrat avec|\bsmp\b)"
)
_HIRED = r"(?:mercenaires?|paramilitaires?|instructeurs?|wagner|gardes?|russes|societes? (?:militaires? )?privees?)"

LANGUAGE = ContextLanguage(
    events=(
        (
            "ambush",
            r"\bembuscade\w*|\btombe\w* dans (?:un guet-apens|une embuscade)|\bguet-apens|\battaque (?:d'un|d'une|contre un|contre une|du|de leur|de la)(?: \w+){0,2} (?:convoi|patrouille|colonne)",
            3.0,
            "Ils sont tombés dans une embuscade.",
        ),
        ("ambush", r"\bconvoi\b|\bpatrouille\b", 0.8, "La patrouille a essuyé des tirs."),
        (
            "ied",
            r"\bengins? explosifs?|\bengin\b[^.]{0,40}\bpose|\bbombes? artisanales?|\bmines?\b|\beei\b|\bexplosion d'un engin|\bsaute sur|\bsaute\b|\bpiege\w*",
            3.4,
            "Le véhicule a sauté sur une mine.",
        ),
        (
            "suicide_bombing",
            r"\bkamikazes?\b|\battentat[- ]suicide|\bvoitures? piegees?|\bcamions? pieges?|\bs'est fait exploser|\bvehicule piege",
            3.6,
            "Un kamikaze s'est fait exploser.",
        ),
        (
            "air_drone_strike",
            r"\bfrappes? aeriennes?|\bfrappes? de drones?|\bdrones? (?:a|ont) (?:frappe|vise|bombarde)|\bdrones? kamikazes?|\braids? aeriens?|\bbombardements? aeriens?|\bavions? de chasse",
            3.4,
            "Une frappe de drone a visé la base.",
        ),
        (
            "shelling_missile",
            r"\bobus\b|\broquettes?\b|\bmissiles?\b|\bmortiers?\b|\bartillerie|\bpilonn\w+|\bbombard\w+|\bfrappes?\b",
            2.2,
            "Des obus sont tombés sur le camp.",
        ),
        (
            "aircraft_loss",
            r"\b(?:helicoptere|avion|appareil|aeronef|cargo)\b[^.]{0,80}\b(?:abattu|s'est ecrase|ecrase|crash|sorti de piste|pris feu|tombe)|\bcrash (?:d'un|de l')|\bs'est ecrase",
            4.2,
            "L'hélicoptère a été abattu.",
        ),
        (
            "attack_on_base",
            r"\b(?:attaque|assaut|raid)\w* (?:de|du|contre|sur|d')(?: ?(?:le|la|l'|un|une|leur))?(?: ?\w+){0,2} ?(?:camp|base|caserne|aeroport|poste|hotel|garnison|position|quartier general)\b|\bcontre (?:le|la|un|une|leur) (?:camp|base|caserne|aeroport|garnison)",
            3.2,
            "L'assaut contre le camp a duré deux heures.",
        ),
        (
            "abduction_execution",
            r"\benlev(?:e|ement)\w*|\botages?\b|\brapt\b|\bdecapit\w+|\bexecut\w+|\brancon\b",
            2.4,
            "Les otages ont été exécutés.",
        ),
        (
            "mutiny_insider",
            r"\bmutiner\w+|\bretourne son arme|\bretourne leurs armes",
            3.0,
            "Un soldat a retourné son arme contre eux.",
        ),
        (
            "accident_other",
            r"\baccident\w*|\bpar erreur|\btir ami|\btirs amis|\brenverse|\bnoy\w+|\bcirculation",
            2.0,
            "Il est mort dans un accident de la route.",
        ),
        ("armed_clash", r"\battaque\w*|\bassaut|\braid", 0.35, "Ils sont morts dans l'attaque."),
        ("ied", r"\bexplosion\b|\bdeflagration", 1.0, "L'explosion a tué deux hommes."),
        (
            "ambush",
            r"\b(?:convoi|colonne|escorte|vehicules?|route|axe|piste|camions?)\b",
            0.75,
            "Ils ont été tués sur la route.",
        ),
        (
            "armed_clash",
            r"\baffrontements?|\bcombats?\b|\baccrochages?|\bechanges? de tirs|\bbatailles?\b|\bfusillades?|\boffensive",
            1.6,
            "De violents combats ont éclaté.",
        ),
    ),
    attack=rf"\b(?:{_ATTACK}|{_VERB}|mort\w*|tuees?|blesse\w*|peri|victimes?|pertes?|deces|decede\w*|disparu\w*|succombe|coute la vie|saut[ee]|enleve\w*|tire\w*|abattue?s?|massacre\w*|capture\w*|frapp\w+|bombarde\w*|attaque\w*|vise\w*|assassin\w+|perdu la vie|peri\w*|meurent|tombe\w*|oppos(?:e|es|ent|ait|aient))\b",
    recall=r"\b(?:precedent\w*|deja|similaire|rappell?e|auparavant|plus tot|derniere attaque|premiere (?:attaque|perte)|deuxieme attaque|seconde attaque|ce n'est pas la premiere|l'an dernier|l'annee derniere|avai(?:t|ent) (?:ete|deja|peri|perdu|saute))\b",
    separate=r"\b(?:par ailleurs|separement|autre (?:attaque|embuscade|incident|explosion)|ailleurs|(?:le )?meme (?:jour|soir|nuit)|ce (?:jour|soir)-la|quelques heures plus (?:tot|tard))\b",
    several=r"\b(?:deux (?:attaques|embuscades|assauts|explosions)|(?:premiere|seconde|deuxieme) (?:attaque|embuscade|explosion)|a deux reprises|deux fois)\b",
    same_place=r"\b(?:dans|pres de) la (?:meme )?(?:ville|localite|capitale)\b|\b(?:le|la|au|du) meme (?:endroit|camp|base|ville|route|axe)\b",
    small_arms=r"\b(?:hommes armes|mitrailleuses?|fusils?|rpg|armes legeres|embuscade)\b",
    occurred=r"\b(?:la|le) (?:premiere?|seconde?|deuxieme|troisieme) (?:a eu lieu|est survenue?|remonte|date)\b|\b(?:attaque|embuscade|incident|explosion|assaut|accrochage|crash)\w* (?:s'est produite?|a eu lieu|est survenue?|s'est deroulee?)\b|\b(?:les faits|le drame) (?:se sont|s'est|remontent?)\b",
    aftermath=r"\b(?:hopital|hospitalis\w+|morgue|clinique|enterres?|inhum\w+|soignes?|succombe|rapatri\w+|infirmier|medecin)\b",
    allied=r"\b(?:aux cotes (?:de|du|des)|avec|allies? (?:a|au|aux|de)|au service (?:de|du|des)|appui (?:a|au|aux)|epaul\w+|escorte\w* par|soutien (?:a|au|aux)|de leurs?|et de)(?: la| le| les| l')? ?$",
    accused_of=r"(?:accuse\w*|mis\w* en cause|soupconne\w*|designe\w*)\b",
    roundup=r"\b(?:bulletin|synthese|recapitulatif|chronologie|hebdomadaire|incidents)\b",
    claimed=r"\b(?:revendiqu\w+|affirme\w*|assure\w*|se (?:vante|targue)\w*|dit avoir|disent avoir|declare avoir|annonce avoir|communique)\b",
    blamed=r"\b(?:accus\w+|attribu\w+|impute\w*|mis\w* en cause|presentes? comme|selon|d'apres)\b",
    suspected=r"\b(?:soupconn\w+|presum\w+|suspect\w*|probable\w*|porte\w* la (?:marque|signature)|seraient?|auraient?)\b",
    stated=_VERB,
    deed=r"\b(?:ses (?:forces|troupes|hommes|soldats|unites|drones)|operation|frappes?|accrochage|embuscade|raid|bombard\w+|missiles?|drones?|detruit|elimine|neutralise|encercle)\b",
    exonerated=r"^[^.;]{0,60}\b(?:dement|dementi|nie|rejette|rejete)\b",
    fighters=r"",
    same_force=r"\b(?:(?:le groupe|la societe|la force) (?:a|avait)|la meme (?:societe|force|entreprise)|le meme groupe|ses (?:hommes|combattants|employes)|des siens)\b",
    contractor=r"\b(?:mercenaires?|paramilitaires?|instructeurs?|conseillers? militaires?|societes? (?:militaires? )?(?:de securite )?privees?|agents? de securite|gardes? (?:du corps|prives?)|supplet\w+|auxiliaires|prestataires?|contractuels?|combattants? (?:russes|etrangers)|milice|russes|partenaires etrangers|\bsmp\b|gardiens)\b",
    firm_link=r"\b(?:travaill\w+ pour|appart\w+ a|employes? par|recrutes? par|membres? d[eu]|hommes d[eu]|combattants d[eu]|de la societe|du groupe)\b",
    hired=rf"\b(?:{_PLAINLY}|contractuels?|prestataires?)\b",
    hired_plainly=rf"\b{_PLAINLY}\b",
    trades=r"\b(chantiers?|btp|ouvriers?|macons?|grues?|echafaudages?|immeubles?|ciment\w*|terrassement|pelleteuses?|forage|raffinerie|travaux publics|sous-traitants?|electriciens?|conducteur de travaux)\b",
    in_pay=r"\b(?:sous contrat|societe de (?:securite|deminage)|employes? par une societe|travaill\w+ (?:pour|comme) [^.;]{0,40}\b(?:gardes?|securite|protection)|gardai(?:t|ent) )",
    described=r"(?:les (?P<count>deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze)(?: (?:hommes|morts|otages|etrangers|captifs))?|(?P<one>il|elle|(?:l'homme|la victime|le defunt))|(?P<many>ils|tous)|les (?P<people>[a-z-]+)(?= (?:gardaient|etaient|travaillaient|servaient|avaient)\b))\b",
    of_their_own=r"\b(?:des|un des|l'un des) (?:leurs|siens)\b",
    all_counted=r"^(?:tous|les)(?: les)? (?:deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze)$",
    partly=r"\b(?:dont|parmi lesquels|parmi eux)\b(?! \w+ (?:grieve?ment|gravement|legerement|dans un etat))",
    charged=rf"\b(?:inculp|condamn|accus|arret)\w* (?:[\w'-]+ ){{0,4}}?{_HIRED}\b[^.;]{{0,60}}?\b(?:d'avoir|de|pour|a) (?:\w+ ){{0,3}}?(?:tue|meurtre|homicide|assassin|perpetuite|prison)\w*",
    guards=r"\b(?:instructeurs?|conseillers?|agents? de securite|gardes?|gardiens?|vigiles?|auxiliaires?|allies|partenaires|formateurs?|specialistes|pilotes?|interpretes?|demineurs?|(?:experts?|techniciens?) en explosifs)\b",
    foreign_guards=r"\b(?:instructeurs?|conseillers?|gardes?|agents|combattants|formateurs?|auxiliaires?) (?:\w+ )?(?:etrangers?|blancs?|occidentaux)\b",
    foreign_word=r"\b(?:etrangers?|etrangeres?|expatries?|blancs?|occidenta(?:l|ux))\b",
    foreigners=r"\b(?:etrangers?|blancs?|expatries?|specialistes|allies|partenaires|employes?)\b",
    others=r"\b(?:soldats?|militaires maliens|militaires|policiers?|gendarmes?|civils?|enfants?|femmes?|filles?|garcons?|journalistes?|mineurs|orpailleurs?|paysans?|eleveurs?|villageois|habitants?|eleves?|etudiants?|commercants?|terroristes?|rebelles?|jihadistes?|djihadistes?|assaillants?|casques bleus|touristes?|chauffeurs?|camions|vehicules|maliens)\b",
    of_the_state=r"\b(?:de|du|des) [^,.]{0,40}(?:forces armees|armee|marine|police|ministere|gendarmerie)\b",
    agents=r"\b(?:mercenaires?|paramilitaires?|instructeurs?|combattants)\b[^.;]{0,140}\b(?:ont (?:execute|abattu|massacre|tire sur)|execute des)\b",
    accused=rf"\b(?:accus|inculp|condamn|mis(?:es?)? en cause)\w*\b[^.;]{{0,60}}\b{_HIRED}\b[^.;]{{0,60}}\b(?:d'avoir|de|pour) (?:\w+ ){{0,3}}?(?:tue|tuer|massacr|execut|viol|tortur|tir|meurtre|exactions?|assassin)\w*|\b{_HIRED} (?:\w+ ){{0,4}}?(?:accuses?|inculpes?|condamnes?|mis en cause) d[e']|\b(?:civils?|eleveurs?|villageois|habitants?|orpailleurs?|mineurs?|personnes|femmes|enfants|paysans?)\b[^.;]{{0,60}}\b(?:tue|abattu|execute|massacre|assassine)e?s?\b[^.;]{{0,60}}\bpar (?:[\w'-]+ ){{0,9}}?{_HIRED}\b",
    once_hired=rf"\b(?:ancien|ancienne|anciens|ex)\W+(?:\w+ ){{0,2}}?(?:{_HIRED}|commandant|combattants?)",
    court=r"\b(?:condamnes?|coupables?|jury|verdict|tribunal|proces|inculpes?|procureur)\b",
    toll=r"\b(?:une|cette) etude\b|\brapport annuel\b|\bdepuis (?:19|20)\d\d|\b(?:en|sur) (?:deux|trois|quatre|cinq|six|sept|huit|neuf|dix|\d+) ans\b|\btous theatres confondus|\bau fil des ans",
    total=r"\b(?:en (?:deux|trois|quatre|cinq|dix|\d+) ans|depuis (?:19|20)\d\d|jusqu'ici|a ce jour|au total|en tout|depuis le debut)\b",
    anaphors=r"\b(?:occupants|corps|d'entre eux|ces derniers)\b",
    latter=r"\bces derniers\b",
    foreign_fighters=r"\b(?:(?:hommes|combattants|soldats|tireurs) etrangers)\b",
    belonging=r"^(?:, tous (?:deux |trois )?[^,.;]{3,80}|, (?!(?:une?|les?|la|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|\d+) )(?:[a-z-]+ ){1,4}(?:sous contrat|employes|embauches|recrutes|travaillant)\b[^.;]{0,60}|,? (?:(?:engages?|recrutes?|payes?|embauches?) pour|charges? de|parmi|chez|dans les rangs|de|du|des|d'|employes? par|travaillant pour|recrutes? par)\b ?[^,.;]{0,60})",
    apposed=r"^,(?: \d\d ans,)? (?:une?|le|la|qui) [^.;]{3,90}?(?=,| (?:a|ont|est|etait)\b|\.|$)",
    gate_near="russe|colombien|nepalais|roumain|sud-africain|etranger|societe privee|compagnie|blanc|expatrie|garde|instructeur|conseiller|prestataire|vigile|allies|partenaires|demineur|pilote|interprete|technicien|specialiste|societe de securite|agent de securite|agents de securite|garde du corps|gardes du corps|auxiliaire|milice|legionnaire|supplet",
    gate_contractor="mercenaire|paramilitaire|conseiller militaire|conseillers militaires|societe militaire|societe russe|smp|corps africain|africa corps",
    gate_war="otage|ravisseur|enleves|kaboul|bagdad|mogadiscio|damas|embuscade|hommes armes|bombe|attentat|insurge|rebelle|milice|djihad|jihad|convoi|soldat|blinde|roquette|mortier|drone|obus|artillerie|missile|frappe aerienne|attentat-suicide|kamikaze|garnison|ligne de front|bataillon|brigade|al-qaida|etat islamique|separatiste|casques bleus|helicoptere de combat|coup d'etat|combats|bataille|patrouille|assaillant|engin |engins |une mine|mines |gendarme|represailles|militaire|tirs de|guet-apens|camp ",
    gate_casualty=r"\b(?:tue\w*|mort\w*|bless\w*|peri\w*|victime\w*|pertes?|captur\w*|disparu\w*|otages?|enlev\w*|abattu\w*|decede\w*|deces|succomb\w*|corps|bilan|execut\w*|decapit\w*|prisonniers?|massacr\w*|assassin\w*|coute la vie|neutralis\w*|elimin\w*)\b",
    fiction=r"\b(?:film|opera|roman|cinema|orchestre|tenor|soprano|mise en scene|metteur en scene|bayreuth|spectateurs|acteurs?|actrice|theatre|tetralogie|figurante?s?|livret|realisateur|long-metrage|projete|reconstitution)\b",
    sport=r"\b(?:defaite|victoire|psg|expulses?|penalty|ligue|saison|stade|arbitre|joueurs?|mi-temps|match retour|qualification|attaquant|milieu de terrain|gardien de but|football|championnat|entraineur|buts?|match|coupe|club|supporters)\b",
    unharmed=r"\b(?:indemnes?|sains? et saufs?|aucun blesse|aucune victime|sans faire de victimes?|personne n'a ete (?:blesse|touche))\b",
)
