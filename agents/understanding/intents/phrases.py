"""Sentences whose meaning needs no model: help at once, a person, yes, no, hello, thanks, goodbye. Six languages."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from agents.understanding.types import Intent

if TYPE_CHECKING:
    from collections.abc import Iterator

RULED = 0.97

_EMERGENCY = re.compile(
    r"\bchest (?:pain|pains|is tight|tightness)\b|\bpains? in (?:my|his|her) chest\b|"
    r"\b(?:can ?not|can'?t|cant|struggling to|unable to|not able to) (?:breathe|breath)\b|\b(?:not|stopped|"
    r"isn'?t) breathing\b|"
    r"\bheart attack\b|\b(?:having|had) a (?:stroke|seizure)\b|\bunconscious\b|\bwon'?t wake up\b|\bis choking\b|"
    r"\b(?:bleeding (?:heavily|badly|a lot|out|won'?t stop)|won'?t stop bleeding)\b|\boverdos(?:e|ed)\b|"
    r"\b(?:kill|killing|hurt|harm) myself\b|\bend(?:ing)? my life\b|\bsuicid\w+|\bthroat is (?:closing|swelling)\b|"
    r"\bcall (?:an ambulance|911|999|112)\b|\bmedical emergency\b|"
    r"\bdolor (?:fuerte )?en el pecho\b|\bno (?:puedo|puede) respirar\b|\binfarto\b|\bambulancia\b|\bsangrando mucho\b|"
    r"\bquitarme la vida\b|\bdouleurs? (?:à|dans) la poitrine\b|\bn'arrive (?:pas|plus) à respirer\b|\binfarctus\b|"
    r"\bs'étouffe\b|\bschmerzen in der brust\b|\bbrustschmerzen\b|\bkeine luft\b|\bherzinfarkt\b|\bbewusstlos\b|"
    r"\bkrankenwagen\b|"
    r"\bdolore al petto\b|\bnon riesc[oe] a respirare\b|\bambulanza\b|\bdor (?:forte )?no peito\b|\bnão "
    r"(?:consigo|consegue) "
    r"respirar\b|\benfarte\b|\bambulância\b",
    re.IGNORECASE,
)
_NOT_NOW = re.compile(
    r"\b(?:last (?:year|month)|years? ago|history of|used to|in the past|hace años|il y a)\b", re.IGNORECASE
)
_HUMAN = re.compile(
    r"\b(?:speak|talk|chat|get through|put me through|connect me|transfer me)\b[^.?!]{0,25}\b(?:human|person|"
    r"people|agent|"
    r"operator|manager|someone|somebody|representative|staff|receptionist|owner)\b|\b(?:real|actual|live) "
    r"(?:human|person|"
    r"agent|operator)\b|^\W*(?:human|agent|operator|representative)(?: please)?\W*$|\b(?:stop|not|hate|no more) "
    r"(?:talking to )?"
    r"(?:this |a |the )?(?:bot|robot|machine)\b|\bhablar con (?:una persona|alguien|un humano|el encargado|un "
    r"agente)\b|"
    r"\bparler (?:à|avec) (?:une personne|quelqu'un|un humain|un conseiller|un responsable)\b|\bmit (?:einem|"
    r"einer|dem) "
    r"(?:menschen|mitarbeiter|person|chef)\b.*\b(?:sprechen|reden)\b|\bparlare con (?:una persona|qualcuno|un "
    r"operatore)\b|"
    r"\bfalar com (?:uma pessoa|alguém|um atendente|um humano)\b",
    re.IGNORECASE,
)
_SHORT = {
    "affirm": (
        r"(?:yes|yeah|yep|yup|sure|ok|okay|k|correct|right|exactly|absolutely|definitely|perfect|great|fine|"
        r"agreed|confirmed?|"
        r"sí|si|claro|vale|de acuerdo|perfecto|correcto|exacto|oui|d'accord|parfait|bien sûr|volontiers|ja|jawohl|"
        r"klar|genau|"
        r"gerne|passt|stimmt|einverstanden|sì|certo|va bene|d'accordo|perfetto|esatto|sim|está bem|certo|perfeito|"
        r"pode ser|"
        r"that'?s (?:right|correct|fine|it|perfect)|(?:that |it )?(?:sounds|looks) (?:good|great|perfect|fine)|"
        r"that works(?: for me)?|"
        r"works for me|go ahead|please do|of course|do it|let'?s do (?:it|that)|book it|i confirm|👍|✅)"
    ),
    "deny": (
        r"(?:no|nope|nah|not? really|no way|never ?mind|negative|not now|not that(?: one)?|nein|lieber nicht|non|"
        r"pas vraiment|"
        r"não|nao|mejor no|para nada|meglio di no|melhor não|neither|none|wrong|that'?s (?:wrong|not right|incorrect)|"
        r"i(?:'d rather not| don'?t (?:think so|want (?:that|it)))|👎)"
    ),
    "thank": (
        r"(?:(?:ok(?:ay)? |great |perfect |many |oh )?(?:thanks|thank you|thx|ty|cheers|gracias|merci|danke|"
        r"grazie|obrigad[oa])"
        r"(?: (?:a lot|so much|very much|again|for (?:your|the) help|mille|beaucoup|schön|sehr))*|much appreciated|"
        r"muchas gracias|merci beaucoup|vielen dank|grazie mille|muito obrigad[oa])"
    ),
    "bye": (
        r"(?:(?:good ?)?bye(?: bye)?|see (?:you|ya)(?: (?:then|soon|later|tomorrow|tonight))?|have a (?:nice|good|"
        r"great) "
        r"(?:day|one|evening|weekend)|good night|take care|adiós|hasta (?:luego|mañana|pronto)|au revoir|à "
        r"(?:bientôt|demain)|"
        r"bonne journée|tschüss|auf wiedersehen|bis (?:bald|morgen)|arrivederci|a presto|a domani|tchau|adeus|até "
        r"(?:logo|amanhã))"
    ),
    "greet": (
        r"(?:hi|hello|hey|hiya|howdy|good (?:morning|afternoon|evening|day)|hola|buenas|buenos días|buenas "
        r"(?:tardes|noches)|"
        r"bonjour|bonsoir|salut|coucou|hallo|guten (?:tag|morgen|abend)|moin|servus|ciao|buongiorno|buonasera|"
        r"salve|olá|oi|"
        r"bom dia|boa (?:tarde|noite))(?: (?:there|all|everyone|team))?"
    ),
    "book": (
        r"(?:(?:quiero|quisiera|querría|me gustaría|je veux|je voudrais|ich will|ich möchte|ich hätte gern|vorrei|"
        r"voglio|quero|queria|gostaria de) )?(?:(?:hacer|pedir|faire|prendre|fare|prendere|fazer|marcar) )?"
        r"(?:(?:una?|une|einen?|uma) )?(?:reserva(?:r|ción)?|cita|réserv(?:ation|er)|rendez-vous|reservierung|termin|"
        r"reservieren|prenota(?:zione|re)|appuntamento|marcação|marcar)(?: (?:machen|buchen|vereinbaren))?"
        r"(?: (?:para|pour|für|per) [^.?!]{1,30})?"
    ),
}
_POLITE = (
    r"(?:[\s,!.]*(?:please|pls|thanks|thank you|por favor|gracias|s'il vous plaît|svp|merci|bitte|danke|per "
    r"favore|grazie|"
    r"obrigad[oa]|yes|no|i am|it is|sir|madam))*"
)
_ALONE = {
    intent: re.compile(rf"^\W*{pattern}(?:[\s,!.]+{pattern})?{_POLITE}\W*$", re.IGNORECASE)
    for intent, pattern in _SHORT.items()
}


def ruled(text: str, offered: frozenset[str]) -> Iterator[Intent]:
    """The intents that a phrase settles, the gravest first."""
    urgent = _EMERGENCY.search(text)
    if urgent and not _NOT_NOW.search(text):
        intent = "emergency" if "emergency" in offered else "ask_human"
        yield Intent(intent, RULED, f"says “{urgent[0]}”")
    if person := _HUMAN.search(text):
        yield Intent("ask_human", RULED, f"says “{person[0]}”")
    for intent, pattern in _ALONE.items():
        if len(text) < 60 and pattern.match(text):
            yield Intent(intent, RULED, f"says “{text.strip()}”")
            return
