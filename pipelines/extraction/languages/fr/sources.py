# ruff: noqa: E501 -- a pattern is read as one line
"""French words for those who say things: verbs of saying, "selon", who passes a claim on, what kind of voice a noun names."""

from __future__ import annotations

_OPEN = {
    "révéler": "révèl",
    "relever": "relèv",
    "énumérer": "énumèr",
    "suggérer": "suggèr",
    "rappeler": "rappell",
    "réitérer": "réitèr",
    "tempérer": "tempèr",
    "préférer": "préfèr",
}


def _forms(infinitive: str) -> str:
    """What the press writes of a verb in -er: present, imperfect, simple past, past participle; "|" between."""
    stem = infinitive[:-2]
    soft = stem[:-1] + "ç" if stem.endswith("c") else stem + "e" if stem.endswith("g") else stem
    present = _OPEN.get(infinitive, stem)
    return "|".join(
        (present + "e", present + "ent", stem + "é", soft + "ait", soft + "aient", soft + "a", stem + "èrent")
    )


def _verbs(infinitives: str) -> str:
    return "|".join(_forms(infinitive) for infinitive in infinitives.split())


_HAS = "a|ont|avait|avaient|ai|aurait"
_FAIT = "fait|font|faisait|faisaient|faire|fasse|faisant|fit|firent"
SAID: list[tuple[str, str, str]] = [
    ("dit|disent|disait|disaient|dira|dis", "say", "L'armée dit que deux gardes ont été tués."),
    (_verbs("déclarer indiquer affirmer assurer préciser certifier attester") + "|assurant|affirmant|indiquant|précisant", "say", "L'armée a indiqué que deux gardes ont été tués."),
    (_verbs("raconter confier témoigner expliquer souligner détailler résumer relater lancer lâcher glisser souffler marteler insister nuancer trancher tempérer rappeler noter constater calculer commenter plaisanter murmurer soupirer grincer clamer") + "|répond|répondent|répondu|rétorque|réplique|répliquent|relativise|conclut", "note", "Un témoin raconte que six sont morts."),
    ("souvient|souviennent|indigne|indignent|indigné|inquiète|inquiètent|alarme|alarment|exclame|désole|félicite|félicitent|félicité|réjouit", "note", "« Ils en ont tué six », se souvient une femme."),
    (_verbs("rapporter signaler communiquer"), "report", "L'armée rapporte 18 tués."),
    (_verbs("revendiquer") + "|revendiquant|prétend|prétendent|prétendu|prétendait", "claim", "Les rebelles revendiquent dix morts."),
    ("se|s' vante|vantent|targue|targuent|vantait|attribue|attribuent", "claim", "Le groupe se targue d'avoir tué dix hommes."),
    ("vante|vantent|vanté|targue|targuent|targué", "claim", "Le groupe se targue d'avoir tué dix hommes."),
    (_verbs("annoncer"), "announce", "Le ministère a annoncé six morts."),
    (_verbs("confirmer"), "confirm", "L'ambassade a confirmé deux morts."),
    (_verbs("ajouter rectifier corriger") + "|poursuit|poursuivent|poursuivi|renchérit|reprend|reprennent", "add", "Trois sont blessés, ajoute-t-il."),
    (_verbs("parler évoquer") + "|évoquant|parlant", "speak", "Une infirmière parle de trois morts."),
    (f"{_FAIT} état", "speak", "Le parquet fait état de dix blessés."),
    ("fait|font|faisait * état", "speak", "Le médecin ne fait pas état de blessés."),
    ("fait|font|faisait * * * état", "speak", "Le médecin ne fait, lui, état que de deux blessés."),
    (f"{_FAIT} savoir|valoir|remarquer|observer", "say", "La mission fait savoir que sept manquent à l'appel."),
    (f"{_FAIT} part|mention", "speak", "La Croix-Rouge fait part de deux morts."),
    (_verbs("avancer donner"), "give", "Un élu avance un bilan de six morts."),
    ("tient|tiennent|tenait|reste|restent|restait|borne|bornent|arrête|arrêtent à", "give", "L'état-major s'en tient à trois morts."),
    ("n' en? a|avait|ont|avaient pas|plus? connaissance que? de|d'|du", "give", "La mairie n'a connaissance que de trois morts."),
    (_verbs("avouer concéder") + "|concède|concèdent|reconnaît|reconnait|reconnaissent|reconnu|reconnaissait|admet|admettent|admis|admettait", "admit", "La société a reconnu des pertes."),
    (_verbs("nier réfuter rejeter contester") + "|rejette|rejettent|dément|démentent|démenti|démentait", "deny", "L'armée dément que quelqu'un ait été blessé."),
    (_verbs("estimer évaluer chiffrer"), "estimate", "Des diplomates estiment à 20 les morts."),
    (_verbs("compter dénombrer recenser relever inventorier répertorier comptabiliser décompter"), "count", "Un commerçant a compté quatre corps."),
    (_verbs("penser") + "|croit|croient|croire|croyait", "believe", "Un chercheur pense que trois sont morts."),
    (_verbs("insister jurer") + "|soutient|soutiennent|soutenu|soutenait|maintient|maintiennent|maintenu", "insist", "Le groupe soutient que personne n'est mort."),
    (_verbs("mentionner citer énumérer lister nommer"), "mention", "Le communiqué mentionne trois morts."),
    (_verbs("publier diffuser poster") + "|écrit|écrivent|écrivait|inscrit", "note", "Il écrit que six sont morts."),
    (_verbs("montrer filmer") + "|montrant", "show", "Une vidéo montre cinq corps."),
    ("laisse|laissent apparaître|deviner|voir", "show", "Les photos laissent apparaître sept corps."),
    ("vu|voit|voient|voyait|aperçu|aperçoit|aperçoivent", "see", "Des secouristes ont vu deux corps."),
    (f"{_HAS} déjà|aussi|également|ensuite|toutefois|pourtant? retrouvé|découvert|repêché|ramassé|recueilli|enterré|inhumé|soigné|pansé|opéré|transporté|extrait|dégagé|sorti|chargé|lavé|ramené|accueilli|hospitalisé", "see", "Des pêcheurs ont repêché quatre corps."),
    (_verbs("documenter identifier enregistrer"), "document", "Le groupe a documenté 60 morts."),
    (f"{_HAS} publié|diffusé|posté|partagé", "note", "Une chaîne a publié les noms de quatre morts."),
    (_verbs("révéler suggérer"), "indicate", "Des documents révèlent trois morts."),
    (_verbs("proclamer informer claironner inventer") + "|reçu|établi|établit", "declare", "Le groupe a proclamé 50 ennemis tués."),
    (_verbs("accuser dénoncer"), "blame", "Le gouverneur accuse les rebelles de six morts."),
    (_verbs("porter ramener") + "|revoit|revu|ramène|réévalué|abaissé", "revise", "Le ministère a ramené le bilan à 12."),
    (_verbs("déplorer regretter pleurer"), "say", "L'état-major déplore deux morts."),
    ("penche|penchent|penchait pour", "believe", "Un pilote penche pour cinq morts."),
]  # fmt: skip
ACCORDING: list[tuple[str, str, str]] = [
    ("selon", "according", "Selon l'armée, six sont morts."),
    ("d'|de après", "according", "D'après l'armée, six sont morts."),
    ("aux dires de|du|des|d'", "according", "Aux dires du maire, six sont morts."),
    ("à en croire", "according", "À en croire le maire, six sont morts."),
    ("de-source", "according", "Six hommes sont morts, de source hospitalière."),
    ("appris ** auprès de|du|des|d'", "according", "Six sont morts, a-t-on appris auprès du maire."),
    ("appris ** de|par", "according", "Six sont morts, a-t-on appris de source sûre."),
    ("de l'|la aveu de|du|des", "according", "De l'aveu du maire, six sont morts."),
    ("citant", "citing", "Six sont morts, dit l'agence, citant des médecins."),
    ("pour-selon", "according", "Pour l'armée, six sont morts."),
    ("de l'|son avis|aveu de|du|des|d'", "according", "De l'avis du maire, six sont morts."),
    ("sur la foi de|du|des|d'", "citing", "Six sont morts, dit l'agence, sur la foi de témoins."),
    ("apprend|apprenait ** auprès de|du|des|d'", "according", "Six sont morts, apprend-on auprès du maire."),
    ("apprend|apprenait ** de|par", "according", "Six sont morts, apprend-on de source sûre."),
    ("cité|cités|citée|rapporté|relayé par", "citing", "Six sont morts, dit un médecin cité par l'agence."),
    ("source|sources :", "according", "Trois morts, source : autorités."),
]
STATEMENTS: list[tuple[str, str, str]] = [
    ("communiqué|message|déclaration|revendication|note|rapport de|du|des|d'", "statement", "Un communiqué de l'armée annonce six morts."),
    ("version|décompte|estimation|estimations|comptage|chiffres de|du|des|d'", "statement", "Le décompte de la mairie est de six morts."),
    ("bilan|décompte|chiffre|toll donné|fourni|communiqué|établi|avancé|publié|diffusé par", "statement", "Le bilan donné par la mairie est de six morts."),
]  # fmt: skip
RELAYS: list[tuple[str, str, str]] = [
    ("citant", "citing", "Six sont morts, dit l'agence, citant des médecins."),
    ("authentifié|authentifiée|vérifié|vérifiée|traduit|traduite|diffusé|diffusée|relayé|relayée|rapporté|rapportée|publié|publiée|cité|citée|consulté|consultée par", "by", "Dans un communiqué traduit par l'observatoire, le groupe dit avoir tué six hommes."),
]  # fmt: skip
SOURCES: dict[str, str] = {
    "local_official": (
        "police policier maire gouverneur préfet sous-préfet conseiller élu élus autorités autorité responsable responsables administration administrateur "
        "procureur parquet commissaire gendarmerie mairie préfecture gouvernorat notable notables chef député adjoint fonctionnaire fonctionnaires députée conseillère procureure mairesse municipalité protection sultan juge magistrat douane douanier sous-préfète commune administratrice"
    ),
    "force": "armée militaires soldats soldat général colonel commandant état-major troupes brigade division bataillon garnison forces militaire officier officiers sécuritaire sécuritaires fama sécurité adjudant sergent caporal capitaine lieutenant garde marine aviation maréchal fsr faca facas",
    "state": "ministère ministre gouvernement président présidence ambassade défense intérieur état pentagone junte coalition mission ambassadeur consulat cabinet kremlin étrangères armées capitales diplomatie chancellerie consul kinshasa",
    "medical": "médecin médecins hôpital hospitalier hospitalière hospitaliers hospitalières infirmier infirmière infirmiers chirurgien santé morgue clinique dispensaire soignant soignants médical médicale médicales médicaux urgentiste ambulancier légiste interne aide-soignant aide-soignante brancardier secouriste secouristes sauveteur sauveteurs pompier pompiers sapeurs-pompiers ambulancière ambulanciers ambulance hôpitaux chirurgienne morgues soignante",
    "monitor": "onu ong observatoire minusma minusca monusco acled croix-rouge msf humanitaire humanitaires collectif association associations organisation organisations unies casques cicr croissant-rouge fédération ligue syndicats coopérative amnesty rights",
    "analyst": "analyste analystes chercheur chercheuse chercheurs expert experts spécialiste spécialistes professeur universitaire consultant institut historien consultante analyse étude cabinet-conseil historienne",
    "media": "agence journal journaux média médias radio télévision chaîne-tv site journaliste journalistes correspondant quotidien hebdomadaire presse magazine rédaction chaîne-publique correspondante reporter confrère confrères hebdo station page",
    "visual": "vidéo vidéos images image photo photos photographie photographies séquence film satellite clip enregistrement cliché clichés",
    "witness": "témoin témoins habitant habitants habitante villageois riverain riverains rescapé rescapés survivant survivants commerçant commerçante chauffeur chauffeurs éleveur paysan berger volontaire volontaires enseignant boulanger transporteur résident résidents apprenti bergers pêcheur pêcheurs plongeur plongeurs piroguier camionneur camionneurs routier cultivateur cultivateurs agriculteur agriculteurs paysans éleveurs marchand marchande vendeur vendeuse boutiquier tailleur maçon mécanicien instituteur institutrice imam curé pasteur prêtre sacristain évêque paroisse église moine voisin voisine voisins passant passante passager passagère passagers couturière boucher pompiste gardien garagiste fossoyeur fossoyeurs menuisier ouvrier ouvriers employée habitantes population migrant réfugié réfugiée réfugiés déplacés",
    "relatives": "parent parents proche proches famille familles veuve épouse frère sœur père mère fils fille cousin oncle tante belle-sœur beau-frère nièce neveu compagne fiancée mari",
    "channel": "blogueur blogueurs telegram chaîne chaînes comptes compte réseaux canal canaux messageries forum plateforme messagerie compte-x internautes",
    "employer": "société entreprise firme compagnie employeur directeur groupe-wagner contractor armateur exploitant exploitants filiale patron gérant dirigeant pdg sociétés agence-privée direction",
    "perpetrator": "rebelles rebelle groupe insurgés jihadistes djihadistes combattants mouvement front katiba terroristes assaillants séparatistes milice miliciens shebab chebab talibans séparatiste maquis ravisseurs pirates insurrection rébellion coalition-rebelle mutins",
    "other": "source sources diplomate diplomates militant militants syndicat avocat avocate avocats ancien militante prêteur syndicaliste chauffeurs-routiers",
    "speaker": "porte-parole représentant représentante il elle ils elles on -il -elle -ils -on -elles",
    "report": "communiqué bulletin rapport document documents bilan message note décompte liste estimations",
}  # fmt: skip
_INVERTED = frozenset(
    {"say", "note", "report", "announce", "confirm", "add", "admit", "deny", "estimate", "insist", "believe", "claim"}
)
# Verbs of saying of one word; of these the participles, which say something only behind "avoir"; and the ones that are put
# in behind what is said (", a indiqué un élu").
_SAYING = [(w, lemma) for pattern, lemma, _ in SAID for w in pattern.split()[0].split("|") if " " not in pattern]
_IRREGULAR = frozenset(
    "répondu poursuivi reconnu admis démenti soutenu maintenu vu aperçu revu reçu établi inscrit prétendu".split()
)
SAYING: frozenset[str] = frozenset(w for w, _ in _SAYING)
PARTICIPLES_OF_SAYING: frozenset[str] = frozenset(w for w in SAYING if w.endswith("é")) | _IRREGULAR
INSERTED: frozenset[str] = frozenset(w for w, lemma in _SAYING if lemma in _INVERTED)
# "Fait état de", "fait savoir": a verb of saying by its second word.
TOLD_BY: frozenset[str] = frozenset("état savoir valoir remarquer observer part mention".split())
