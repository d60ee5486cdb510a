# ruff: noqa: E501 -- a pattern is read as one line
"""French words and phrases that may say what happened to people, each with its effect, the English cue whose weight it
shares in the models, and a sentence that shows it. Kinds as in `base.Cue`.
"""

from __future__ import annotations

from pipelines.extraction.languages.base import CueKind
from pipelines.schemas.contract import Effect

_BE = "est|sont|était|étaient|serait|seraient|soit|soient|être|étant|été|fut|furent|sera|seront"

CUES: list[tuple[str, Effect, CueKind, str, str]] = [
    # killed: verbs
    ("tue|tuent|tua|tuèrent|tuer|tué|tués|tuée|tuées|tuant|tuait|tuaient", "killed", "verb", "kill", "Les rebelles ont tué deux gardes."),
    ("abat|abattent|abattre|abattu|abattus|abattue|abattues|abattant", "killed", "verb", "kill", "Deux gardes ont été abattus."),
    ("assassine|assassinent|assassiner|assassiné|assassinés|assassinée|assassinées|assassinant|assassinat|assassinats", "killed", "verb", "murder", "Deux gardes ont été assassinés."),
    ("exécute|exécutent|exécuter|exécuté|exécutés|exécutée|exécutées|exécutant", "killed", "verb", "execute", "Deux otages ont été exécutés."),
    ("exécution|exécutions", "killed", "noun", "execution", "Une vidéo montre l'exécution de deux otages."),
    ("décapite|décapiter|décapité|décapités|décapitée|égorgé|égorgés|égorgée|égorgées|égorger|égorgent", "killed", "verb", "behead", "Un officier a été décapité."),
    ("massacre|massacrent|massacrer|massacré|massacrés|massacrée|massacrées|lynché|lynchés|pendu|pendus|noyé|noyés|fusillé|fusillés|carbonisés|calcinés|empoisonnés|lapidé|lapidés", "killed", "verb", "massacre", "Les rebelles ont massacré 40 villageois."),
    ("meurt|meurent|mourir|mouraient|mourut|moururent|mourra|mourront|mouru", "killed", "verb", "died", "Trois instructeurs meurent dans l'explosion."),
    (f"{_BE} ne? pas? tous|toutes|donc|également|aussi|bien|déjà|probablement|effectivement? mort|morts|morte|mortes", "killed", "verb", "died", "Trois instructeurs sont morts dans l'explosion."),
    ("décède|décèdent|décéder|décédé|décédés|décédée|décédées", "killed", "verb", "died", "Deux hommes sont décédés."),
    ("péri|périt|périssent|périr|périrent|périssant", "killed", "verb", "perish", "Six cuisiniers ont péri."),
    ("trouvé|trouvent|trouve|trouver|trouvant|trouvèrent|trouva la mort", "killed", "verb", "died", "Six cuisiniers ont trouvé la mort."),
    ("perdu|perd|perdent|perdre|perdant|perdirent la|leur|sa vie", "killed", "verb", "lost", "Quatre formateurs ont perdu la vie."),
    ("coûté|coûte|coûtent|coûter|coûtant|coûta|ôté la vie", "killed", "verb", "cost", "L'explosion a coûté la vie à six hommes."),
    ("laissé|laissent|laisser|laissant la|sa|leur vie", "killed", "verb", "lost", "Quatre formateurs y ont laissé la vie."),
    ("donné|donnent|sacrifié la|sa|leur vie", "killed", "verb", "lost", "Quatre formateurs ont donné leur vie."),
    ("succombé|succombe|succombent|succomber|succombant", "killed", "verb", "succumbed", "Un garde a succombé à ses blessures."),
    ("tombé|tombés|tombée|tombées|tombent au|en|sous|pour|les? combat|champ|mission|balles|armes|russie", "killed", "verb", "fell", "Six instructeurs sont tombés au combat."),
    ("n'|pas|ne ** survécu", "killed", "verb", "did", "Deux hommes n'ont pas survécu."),
    ("mis|mise|mettre à mort", "killed", "verb", "put", "Deux hommes ont été mis à mort."),
    ("fait|font exploser", "killed", "verb", "blew", "Deux kamikazes se sont fait exploser."),
    ("neutralise|neutralisent|neutraliser|neutralisé|neutralisés|neutralisée|neutralisées|neutralisant|neutralisation|éliminer|éliminé|éliminés|éliminée|élimine|éliminent|éliminant|liquidé|liquidés|anéanti|anéantis|décimé|décimés", "killed", "verb", "neutralized", "L'armée a neutralisé 18 assaillants."),
    ("retrouvé|retrouvés|retrouvée|découvert|découverts|déclaré|déclarés|donné|donnés|présumé|présumés|laissé|laissés|laissant pour? mort|morts|morte|mortes", "killed", "state", "found", "Deux gardes ont été retrouvés morts."),
    ("sans vie", "killed", "state", "dead", "Deux gardes ont été retrouvés sans vie."),
    ("tombé|tombés", "killed", "verb", "fell", "Trois mercenaires sont tombés près de la ville."),
    ("achève|achèvent|achevé|achevés|achevée|achevées|poignardé|poignardés|poignardée|étranglé|étranglés|foudroyé|foudroyés|asphyxié|asphyxiés|électrocuté|noyée|noyées|fauche|fauchent|fauché|fauchés|fauchée|fauchées|pulvérisé|pulvérisés|déchiquetés", "killed", "verb", "massacre", "Deux hommes ont été achevés au bord du fleuve."),
    ("emporte|emportent|emportait|fauchait", "killed", "verb", "kill", "Une frappe emporte quatre techniciens."),
    ("brûlé|brûlés|brûlée|brûlées vif|vifs|vive|vives", "killed", "verb", "massacre", "Deux hommes ont été brûlés vifs."),
    ("mortellement touché|touchés|touchée|atteint|atteints|blessé|blessés|blessée", "killed", "verb", "kill", "Le pilote a été mortellement touché."),
    ("rendu|rendent|rendre l' âme", "killed", "verb", "died", "Deux hommes ont rendu l'âme."),
    ("expiré|éteint|éteinte|expire", "killed", "verb", "died", "Le dernier a expiré à l'aube."),
    ("rejoint|rejoignent l' enfer", "killed", "verb", "died", "Quatorze mercenaires ont rejoint l'enfer."),
    ("envoyé|envoyés|envoie en|au|dans enfer|paradis|l'au-delà", "killed", "verb", "kill", "Le groupe dit avoir envoyé en enfer dix Russes."),
    ("n'|ne est|sont|était|étaient plus .|,|;", "killed", "state", "dead", "Quatre-vingts des nôtres ne sont plus."),
    ("sur le carreau|tapis", "killed", "state", "dead", "Ils ont laissé trois des leurs sur le carreau."),
    ("à|au terre", "killed", "state", "dead", "Trente ennemis à terre."),
    ("gisent|gisaient|gît|gisait|gisant", "killed", "state", "dead", "Trois d'entre eux gisaient près de la route."),
    ("n'|ne survit|survivent|survécut|survécurent", "killed", "verb", "did", "Aucun des douze ne survit."),
    ("pas|jamais|non survécu", "killed", "verb", "did", "Son collègue, lui, n'a pas survécu."),
    ("pleure|pleurent|pleurait", "killed", "verb", "mourn", "Le village pleure treize gardes."),
    ("déplore|déplorent|déploré|déplorait|déplorer", "killed", "loss", "lost", "La société déplore six hommes."),
    ("revendique|revendiquent|revendiqué|revendiquait|revendiquaient|s'attribue", "killed", "loss", "claims", "Le groupe revendique quatre mercenaires."),
    ("tues|tuee|tuees|decede|decedes|egorges|executes|assassines", "killed", "verb", "kill", "TROIS MERCENAIRES TUES AU MALI"),
    # killed: nouns
    ("mort|morts|morte|mortes", "killed", "state", "dead", "L'attaque a fait quatre morts."),
    ("la|sa|leur|cette|leurs mort", "killed", "noun", "death", "L'ambassade a confirmé la mort de trois gardes."),
    ("mort de|du|des|d'", "killed", "noun", "death", "Annoncée mardi, mort de trois gardes."),
    ("décès", "killed", "noun", "death", "La société a confirmé quatre décès."),
    ("parmi les morts|tués|victimes", "killed", "state", "among", "Trois gardes sont parmi les morts."),
    ("bilan|bilans", "killed", "toll", "toll", "Le bilan est passé à 12."),
    ("nombre|total de|des morts|victimes|tués|décès", "killed", "toll", "death", "Le nombre de morts est de 12."),
    ("meurtre|meurtres|tuerie|assassinat|assassinats de|d'|des|du", "killed", "noun", "killing", "Le meurtre de deux gardes a choqué la ville."),
    ("corps|cadavres|cadavre|dépouilles|dépouille", "killed", "noun", "body", "Quatre corps ont été comptés."),
    ("cercueil|cercueils|linceul|linceuls|housses", "killed", "noun", "coffin", "Le camion portait deux cercueils."),
    ("tombes|sépultures", "killed", "noun", "mass", "On a creusé dix tombes."),
    ("victime|victimes", "killed", "noun", "victim", "L'attaque a fait neuf victimes."),
    ("martyr|martyrs", "killed", "noun", "martyrs", "Le communiqué parle de trois martyrs."),
    ("identités|noms", "killed", "noun", "identities", "La liste compte treize identités."),
    ("enterré|enterrés|inhumé|inhumés|inhumation|obsèques|funérailles", "killed", "verb", "mourn", "Quatre gardes ont été enterrés."),
    ("perdu|perd|perdent|perdre|perdant", "killed", "loss", "lost", "La société a perdu six hommes."),
    ("perte de|d'", "killed", "loss", "lost", "Le groupe reconnaît la perte de deux hommes."),
    # wounded
    ("blesse|blessent|blesser|blessé|blessés|blessée|blessées|blessant|blessa", "wounded", "verb", "wound", "L'explosion a blessé cinq hommes."),
    ("blesses|blessee|blessees", "wounded", "verb", "wound", "TROIS MERCENAIRES BLESSES AU MALI"),
    ("légèrement|grièvement|gravement|sérieusement touché|touchés|touchée|touchées|atteint|atteints", "wounded", "verb", "hurt", "Deux soldats ont été légèrement touchés."),
    ("légèrement|grièvement|gravement|sérieusement blessé|blessés|blessée|blessées|brûlé|brûlés", "wounded", "verb", "severely", "Deux soldats ont été grièvement blessés."),
    ("perdu|perd|perdent|perdant une|un|la|le|l'|sa|son jambe|jambes|bras|œil|yeux|vue|main|pied|doigt|doigts", "wounded", "verb", "lost", "Un troisième a perdu une jambe."),
    ("jambe|jambes|bras|main|pied|tympans|côte|côtes arrachée|arrachées|arraché|sectionnée|cassée|cassé|cassées|brisée|brisées|brisé|perforés", "wounded", "noun", "injury", "Le chef de bord a une jambe cassée."),
    ("intoxiqué|intoxiqués|intoxiquée|incommodé|incommodés|estropié|estropiés|estropiée|gazés", "wounded", "verb", "maim", "Un pompier a été intoxiqué."),
    ("touché|touchés|touchée|touchées|atteint|atteints|atteinte|atteintes par|à|au|aux balle|balles|éclats|la|l'|visage|bras|genou|genoux|cou|dos|pied|ventre|thorax|jambes|jambe|épaule|tête|mains", "wounded", "verb", "hurt", "Un docker a été touché au genou."),
    ("touché|touchés|touchée|touchées à la|l'", "wounded", "verb", "hurt", "Un étranger a été touché à la mâchoire."),
    ("touché|touchés|touchée|touchées au|aux", "wounded", "verb", "hurt", "Deux soldats ont été touchés aux jambes."),
    ("pris|reçu|reçoit|prend une|deux|trois|des|plusieurs balle|balles|éclat|éclats", "wounded", "verb", "hurt", "Son coéquipier a pris trois balles."),
    ("entre la vie et la mort", "wounded", "state", "in", "Leur chauffeur est entre la vie et la mort."),
    ("pronostic vital", "wounded", "state", "in", "Le pronostic vital de deux soldats est engagé."),
    ("blessures|état|cas grave|graves|sérieux|désespéré", "wounded", "state", "in", "Deux cas graves ont été transférés."),
    ("sont|est|étaient|était|reste|restent|demeurent|trouve|trouvent|trouvait|trouvaient|trouverait|trouveraient toujours|encore? à l' hôpital", "wounded", "state", "in", "Les deux autres sont à l'hôpital."),
    ("respire|respiraient|respirait", "wounded", "state", "in", "Deux respiraient encore."),
    ("brûlé|brûlés|brûlée|brûlées|mutilé|mutilés|amputé|amputés|commotionné", "wounded", "verb", "maim", "Deux soldats ont été mutilés."),
    ("blessure|blessures|brûlures|fractures|éclats", "wounded", "noun", "injury", "Trois sont soignés pour des blessures."),
    ("grièvement|gravement|sérieusement|légèrement", "wounded", "state", "critically", "Cinq sont blessés, dont deux grièvement."),
    ("parmi les blessés", "wounded", "state", "among", "Deux Américains sont parmi les blessés."),
    ("dans|en un? état critique|grave|sérieux|désespéré|stable", "wounded", "state", "in", "Deux autres sont dans un état critique."),
    ("état critique|grave", "wounded", "state", "in", "Deux autres sont en état critique."),
    ("urgence absolue", "wounded", "state", "in", "Deux autres sont en urgence absolue."),
    ("soigné|soignés|soignée|soignées|soigne|soignent|opéré|opérés|opérée|opérées|hospitalisé|hospitalisés|hospitalisée|hospitalisées|traités|pansé|pansés|pansée", "wounded", "verb", "treated", "Quatre hommes sont soignés à l'hôpital."),
    ("évacué|évacués|évacuée|évacuées|transporté|transportés|évacuer|évacue|transféré|transférés|transférée|admis|admise|admises|conduit|conduits|acheminé|acheminés|amené|amenés|rapatrié|rapatriés|rapatriée|héliporté|héliportés", "wounded", "verb", "taken", "Vingt ont été évacués vers l'hôpital."),
    ("emmené|emmenés|emmenée|emmenées|transportés à|dans|vers l'|la|un|une hôpital|clinique|dispensaire", "wounded", "verb", "taken", "Quinze ont été emmenés à l'hôpital."),
    # captured
    ("capture|capturent|capturer|capturé|capturés|capturée|capturées|capturant", "captured", "verb", "capture", "Les rebelles ont capturé trois mercenaires."),
    ("enlève|enlèvent|enlever|enlevé|enlevés|enlevée|enlevées|enlevant|enlèvement|enlèvements|rapt|kidnappe|kidnappé|kidnappés|kidnappée|kidnappées|kidnapper|kidnapping", "captured", "verb", "abduct", "Deux ingénieurs ont été enlevés."),
    ("enleves|enlevee|captures", "captured", "verb", "abduct", "TROIS MERCENAIRES ENLEVES AU MALI"),
    ("emmène|emmènent|emmené|emmenés|emmenée|emmenées|emmenant|raflé|raflés|raflée|ravi|ravis", "captured", "verb", "taken", "Deux femmes ont été emmenées."),
    ("fait|faits|faites|font|faisant|faire ** prisonnier|prisonniers|prisonnière|prisonnières|captif|captifs", "captured", "verb", "taken", "Six hommes ont été faits prisonniers."),
    ("pris|prise|prises|prend|prennent|prendre|prenant|retenu|retenus|détenu|détenus en? otage|otages", "captured", "verb", "taken", "Six hommes ont été pris en otage."),
    ("otage|otages|captif|captifs|prisonnier|prisonniers|prisonnière|prisonnières", "captured", "noun", "hostage", "Ils détiennent trois otages."),
    ("détient|détiennent|détenir|détenant|détenait|détenaient|détenues|détenu|détenus|détenue|retenu|retenus|retient|retiennent|séquestré|séquestrés", "captured", "verb", "held", "Deux Russes sont détenus par les rebelles."),
    ("arrêté|arrêtés|arrêtée|arrêtées|arrêter|arrête|arrêtent|interpellé|interpellés|interpellée|interpeller|interpelle|interpellent|arrestation|arrestations|appréhendé|appréhendés", "captured", "verb", "detained", "Deux Colombiens ont été arrêtés."),
    ("entre|aux nos|leurs|ses|les? mains", "captured", "state", "held", "Deux hommes sont aux mains des rebelles."),
    ("pris|prise vivant|vivants|vivante", "captured", "verb", "taken", "Deux hommes ont été pris vivants."),
    ("pris", "captured", "verb", "taken", "Personne n'a été pris."),
    ("s'|se est|sont|étaient|rend|rendent rendu|rendus", "captured", "verb", "surrendered", "Quarante hommes se sont rendus."),
    ("rendu|rendus|rendent|reddition|déposé|déposent les armes", "captured", "verb", "surrendered", "Quarante hommes ont déposé les armes."),
    # missing
    ("porté|portés|portée|portées disparu|disparus|disparue|disparues", "missing", "state", "missing", "Deux hommes sont portés disparus."),
    ("disparu|disparus|disparue|disparues|disparaissent|disparition|disparitions", "missing", "verb", "disappeared", "Deux gardes ont disparu."),
    ("manque|manquent à l'|l' appel", "missing", "state", "missing", "Trois hommes manquent à l'appel."),
    ("porté|portés|portée manquant|manquants|manquante", "missing", "state", "missing", "Un officier est porté manquant."),
    ("nouvelles|nouvelle de|d'|des", "missing", "state", "missing", "La famille attend des nouvelles de son fils."),
    ("recherche|recherchent|recherchait|recherchaient|recherché|recherchés|cherche|cherchent|cherchait", "missing", "verb", "not", "Les sauveteurs en recherchent encore deux."),
    ("répond|répondent|répondait|répondaient plus", "missing", "state", "missing", "Deux autres ne répondent plus."),
    ("enseveli|ensevelis|ensevelie", "missing", "verb", "not", "Un cinquième reste enseveli."),
    ("introuvable|introuvables", "missing", "state", "missing", "Deux gardes sont introuvables."),
    ("sans nouvelles", "missing", "state", "missing", "On est sans nouvelles de deux gardes."),
    ("donné|donnent|donne aucun|aucune|plus|pas signe|nouvelle|nouvelles", "missing", "state", "missing", "Mon frère et quatre collègues n'ont donné aucun signe de vie."),
    ("pas|jamais|toujours été|pas? retrouvé|retrouvés|retrouvée|retrouvées", "missing", "verb", "not", "Quatre des hommes n'ont pas été retrouvés."),
    # both at once
    ("perte|pertes", "killed_or_wounded", "loss", "losses", "La société a subi de lourdes pertes."),
    ("tués|tué|morts|mort et|ou|ni blessés|blessé|capturés", "killed_or_wounded", "verb", "killed", "Des dizaines ont été tués ou blessés."),
    ("blessés|blessé et|ou|ni tués|tué|mort|morts", "killed_or_wounded", "verb", "wounded", "Des dizaines ont été blessés ou tués."),
    ("hors de combat", "killed_or_wounded", "state", "hit", "Dix hommes ont été mis hors de combat."),
    ("touché|touchés|touchée|touchées|atteint|atteints|atteinte|atteintes", "killed_or_wounded", "shot", "hit", "Aucun homme n'a été touché."),
    ("indemne|indemnes|sain|sains", "killed_or_wounded", "verb", "harmed", "Les gardes sont indemnes."),
]  # fmt: skip

# Participles that are also nouns for people ("trois blessés") or that the parser takes for such.
PARTICIPLES: frozenset[str] = frozenset(
    word
    for pattern, _, kind, _, _ in CUES
    for word in pattern.split()[0].split("|")
    if kind in ("verb", "shot")
    and word.endswith(("anéantis", "é", "és", "ée", "ées", "u", "us", "ue", "ues"))
    and " " not in pattern
) | frozenset("tues tuees blesses blessees enleves decedes".split())
