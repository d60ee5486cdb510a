# ruff: noqa: E501 -- a pattern is read as one line
"""French words for those who say things: verbs of saying, "selon", who passes a claim on, what kind of voice a noun names."""

from __future__ import annotations

SAID: list[tuple[str, str, str]] = [
    ("dit|disent|disait|dira|dis", "say", "L'armée dit que deux gardes ont été tués."),
    ("déclare|déclarent|déclaré|indique|indiquent|indiqué|affirme|affirment|affirmé|affirmait|assure|assurent|assuré|précise|précisent|précisé", "say", "L'armée a indiqué que deux gardes ont été tués."),
    ("raconte|racontent|raconté|confie|confient|confié|témoigne|témoignent|témoigné|explique|expliquent|expliqué|souligne|soulignent|souligné|détaille|détaillé|lâche|glisse|répond|répondu|résume|résumé", "note", "Un témoin raconte que six sont morts."),
    ("rapporte|rapportent|rapporté|signale|signalent|signalé", "report", "L'armée rapporte 18 tués."),
    ("revendique|revendiquent|revendiqué|prétend|prétendent|prétendu", "claim", "Les rebelles revendiquent dix morts."),
    ("se|s' vante|vantent|targue|targuent|félicite|félicitent", "claim", "Le groupe se targue d'avoir tué dix hommes."),
    ("vante|vantent|targue|targuent", "claim", "Le groupe se targue d'avoir tué dix hommes."),
    ("annonce|annoncent|annoncé|annonçait", "announce", "Le ministère a annoncé six morts."),
    ("confirme|confirment|confirmé", "confirm", "L'ambassade a confirmé deux morts."),
    ("ajoute|ajoutent|ajouté|poursuit|poursuivent|poursuivi|renchérit", "add", "Trois sont blessés, ajoute-t-il."),
    ("parle|parlent|parlé|évoque|évoquent|évoqué", "speak", "Une infirmière parle de trois morts."),
    ("fait|font|faisait|faisaient|faire|fasse|faisant état", "speak", "Le parquet fait état de dix blessés."),
    ("fait|font|faisait * état", "speak", "Le médecin ne fait pas état de blessés."),
    ("fait|font|faisait * * * état", "speak", "Le médecin ne fait, lui, état que de deux blessés."),
    ("avance|avancent|avancé|donne|donnent|donné", "give", "Un élu avance un bilan de six morts."),
    ("reconnaît|reconnait|reconnaissent|reconnu|admet|admettent|admis|concède|concèdent|concédé", "admit", "La société a reconnu des pertes."),
    ("dément|démentent|démenti|nie|nient|nié|réfute|réfutent|réfuté|rejette|rejettent", "deny", "L'armée dément que quelqu'un ait été blessé."),
    ("estime|estiment|estimé|évalue|évaluent|évalué|chiffre|chiffrent", "estimate", "Des diplomates estiment à 20 les morts."),
    ("compte|comptent|compté|dénombre|dénombrent|dénombré|recense|recensent|recensé|relève|relevé", "count", "Un commerçant a compté quatre corps."),
    ("pense|pensent|croit|croient|croire", "believe", "Un chercheur pense que trois sont morts."),
    ("soutient|soutiennent|soutenu|maintient|maintiennent|insiste|insistent|martèle|jure|jurent", "insist", "Le groupe soutient que personne n'est mort."),
    ("mentionne|mentionnent|mentionné|cite|citent|cité|énumère", "mention", "Le communiqué mentionne trois morts."),
    ("écrit|écrivent|écrivait|publie|publient|diffuse|poste|note|notent|noté|rappelle|rappelé|constate|constaté", "note", "Il écrit que six sont morts."),
    ("montre|montrent|montré|montrant|filme|filmé", "show", "Une vidéo montre cinq corps."),
    ("vu|voit|voient|aperçu|aperçoit", "see", "Des secouristes ont vu deux corps."),
    ("documente|documentent|documenté|identifie|identifié|enregistre|enregistré", "document", "Le groupe a documenté 60 morts."),
    ("a|ont|avait|avaient publié|diffusé|posté|partagé", "note", "Une chaîne a publié les noms de quatre morts."),
    ("révèle|révèlent|révélé|suggère|suggèrent", "indicate", "Des documents révèlent trois morts."),
    ("proclame|proclament|proclamé|informe|informé|reçu", "declare", "Le groupe a proclamé 50 ennemis tués."),
    ("accuse|accusent|accusé", "blame", "Le gouverneur accuse les rebelles de six morts."),
    ("revoit|revu|ramène|ramené|porte|porté|réévalué", "revise", "Le ministère a ramené le bilan à 12."),
    ("déplore|déplorent|déploré|regrette|pleure", "say", "L'état-major déplore deux morts."),
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
    ("cité|cités|citée|rapporté|relayé par", "citing", "Six sont morts, dit un médecin cité par l'agence."),
    ("source|sources :", "according", "Trois morts, source : autorités."),
]
STATEMENTS: list[tuple[str, str, str]] = [
    ("communiqué|message|déclaration|revendication|note|rapport de|du|des|d'", "statement", "Un communiqué de l'armée annonce six morts."),
    ("bilan|décompte|chiffre|toll donné|fourni|communiqué|établi|avancé|publié|diffusé par", "statement", "Le bilan donné par la mairie est de six morts."),
]  # fmt: skip
RELAYS: list[tuple[str, str, str]] = [
    ("citant", "citing", "Six sont morts, dit l'agence, citant des médecins."),
    ("authentifié|authentifiée|vérifié|vérifiée|traduit|traduite|diffusé|diffusée|relayé|relayée|rapporté|rapportée|publié|publiée|cité|citée|consulté|consultée par", "by", "Dans un communiqué traduit par l'observatoire, le groupe dit avoir tué six hommes."),
]  # fmt: skip
SOURCES: dict[str, str] = {
    "local_official": (
        "police policier maire gouverneur préfet sous-préfet conseiller élu élus autorités autorité responsable responsables administration administrateur "
        "procureur parquet commissaire gendarmerie mairie préfecture gouvernorat notable notables chef député adjoint fonctionnaire fonctionnaires"
    ),
    "force": "armée militaires soldats soldat général colonel commandant état-major troupes brigade division bataillon garnison forces militaire officier officiers sécuritaire sécuritaires fama sécurité",
    "state": "ministère ministre gouvernement président présidence ambassade défense intérieur état pentagone junte coalition mission ambassadeur consulat cabinet kremlin étrangères armées capitales",
    "medical": "médecin médecins hôpital hospitalier hospitalière hospitaliers hospitalières infirmier infirmière infirmiers chirurgien santé morgue clinique dispensaire soignant soignants médical médicale médicales médicaux urgentiste ambulancier",
    "monitor": "onu ong observatoire minusma minusca monusco acled croix-rouge msf humanitaire humanitaires collectif association associations organisation organisations unies casques",
    "analyst": "analyste analystes chercheur chercheuse chercheurs expert experts spécialiste spécialistes professeur universitaire consultant institut historien",
    "media": "agence journal journaux média médias radio télévision chaîne-tv site journaliste journalistes correspondant quotidien hebdomadaire presse magazine rédaction",
    "visual": "vidéo vidéos images image photo photos photographie photographies séquence film satellite",
    "witness": "témoin témoins habitant habitants habitante villageois riverain riverains rescapé rescapés survivant survivants commerçant commerçante chauffeur chauffeurs éleveur paysan berger volontaire volontaires enseignant boulanger transporteur résident résidents",
    "relatives": "parent parents proche proches famille familles veuve épouse frère sœur père mère fils fille cousin oncle",
    "channel": "blogueur blogueurs telegram chaîne chaînes comptes compte réseaux canal canaux messageries",
    "employer": "société entreprise firme compagnie employeur directeur groupe-wagner contractor",
    "perpetrator": "rebelles rebelle groupe insurgés jihadistes djihadistes combattants mouvement front katiba terroristes assaillants séparatistes",
    "other": "source sources diplomate diplomates militant militants syndicat avocat",
    "speaker": "porte-parole représentant représentante il elle ils elles on -il -elle -ils -on -elles",
    "report": "communiqué bulletin rapport document documents bilan message note décompte liste estimations",
}  # fmt: skip
_INVERTED = frozenset(
    {"say", "note", "report", "announce", "confirm", "add", "admit", "deny", "estimate", "insist", "believe"}
)
# Verbs of saying of one word, and of these the ones that are put in behind what is said (", a indiqué un élu").
SAYING: frozenset[str] = frozenset(
    w for pattern, _, _ in SAID for w in pattern.split()[0].split("|") if " " not in pattern
)
INSERTED: frozenset[str] = frozenset(
    w for pattern, lemma, _ in SAID for w in pattern.split()[0].split("|") if " " not in pattern and lemma in _INVERTED
)
