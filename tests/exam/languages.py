"""The words customers use for days and times of day, in six languages."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Language:
    """``{}`` takes the word; ``quarters`` are o'clock, a quarter past, half past and a quarter to."""

    days: tuple[str, ...]
    months: tuple[str, ...]
    near: tuple[str, str]  # today, tomorrow
    on_day: str
    date: str
    the_day: str
    at_time: str
    parts: tuple[str, str, str]  # morning, afternoon, evening
    hours: tuple[str, ...]  # from twelve on
    quarters: tuple[str, str, str, str]
    yes: str
    is_new: str  # the answer of one who has no reference


ENGLISH = Language(
    days=("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"),
    months=(
        "January", "February", "March", "April", "May", "June",
        "July", "August", "September", "October", "November", "December",
    ),
    near=("today", "tomorrow"),
    on_day="on {}",
    date="{day} {month}",
    the_day="the {}",
    at_time="at {}",
    parts=("in the morning", "in the afternoon", "in the evening"),
    hours=("twelve", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven"),
    quarters=("{}", "quarter past {}", "half {}", "quarter to {next}"),
    yes="yes",
    is_new="i don't have a reference, it's a new booking",
)  # fmt: skip
SPANISH = Language(
    days=("lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"),
    months=(
        "enero", "febrero", "marzo", "abril", "mayo", "junio",
        "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre",
    ),
    near=("hoy", "mañana"),
    on_day="el {}",
    date="{day} de {month}",
    the_day="el {}",
    at_time="a las {}",
    parts=("de la mañana", "de la tarde", "de la noche"),
    hours=("doce", "una", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve", "diez", "once"),
    quarters=("{}", "{} y cuarto", "{} y media", "{next} menos cuarto"),
    yes="sí",
    is_new="no tengo referencia, es una reserva nueva",
)  # fmt: skip
FRENCH = Language(
    days=("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"),
    months=(
        "janvier", "février", "mars", "avril", "mai", "juin",
        "juillet", "août", "septembre", "octobre", "novembre", "décembre",
    ),
    near=("aujourd'hui", "demain"),
    on_day="{}",
    date="{day} {month}",
    the_day="le {}",
    at_time="à {}",
    parts=("du matin", "de l'après-midi", "du soir"),
    hours=(
        "midi", "une heure", "deux heures", "trois heures", "quatre heures", "cinq heures", "six heures",
        "sept heures", "huit heures", "neuf heures", "dix heures", "onze heures",
    ),
    quarters=("{}", "{} et quart", "{} et demie", "{next} moins le quart"),
    yes="oui",
    is_new="je n'ai pas de référence, c'est une nouvelle réservation",
)  # fmt: skip
GERMAN = Language(
    days=("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag"),
    months=(
        "Januar", "Februar", "März", "April", "Mai", "Juni",
        "Juli", "August", "September", "Oktober", "November", "Dezember",
    ),
    near=("heute", "morgen"),
    on_day="am {}",
    date="{day}. {month}",
    the_day="am {}.",
    at_time="um {}",
    parts=("morgens", "nachmittags", "abends"),
    hours=("zwölf", "eins", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn", "elf"),
    quarters=("{}", "Viertel nach {}", "halb {next}", "Viertel vor {next}"),
    yes="ja",
    is_new="ich habe keine Nummer, ich möchte neu buchen",
)  # fmt: skip
ITALIAN = Language(
    days=("lunedì", "martedì", "mercoledì", "giovedì", "venerdì", "sabato", "domenica"),
    months=(
        "gennaio", "febbraio", "marzo", "aprile", "maggio", "giugno",
        "luglio", "agosto", "settembre", "ottobre", "novembre", "dicembre",
    ),
    near=("oggi", "domani"),
    on_day="{}",
    date="{day} {month}",
    the_day="il {}",
    at_time="alle {}",
    parts=("di mattina", "di pomeriggio", "di sera"),
    hours=("dodici", "una", "due", "tre", "quattro", "cinque", "sei", "sette", "otto", "nove", "dieci", "undici"),
    quarters=("{}", "{} e un quarto", "{} e mezza", "{next} meno un quarto"),
    yes="sì",
    is_new="non ho un codice, è una prenotazione nuova",
)  # fmt: skip
PORTUGUESE = Language(
    days=("segunda", "terça", "quarta", "quinta", "sexta", "sábado", "domingo"),
    months=(
        "janeiro", "fevereiro", "março", "abril", "maio", "junho",
        "julho", "agosto", "setembro", "outubro", "novembro", "dezembro",
    ),
    near=("hoje", "amanhã"),
    on_day="na {}",
    date="{day} de {month}",
    the_day="dia {}",
    at_time="às {}",
    parts=("da manhã", "da tarde", "da noite"),
    hours=("doze", "uma", "duas", "três", "quatro", "cinco", "seis", "sete", "oito", "nove", "dez", "onze"),
    quarters=("{}", "{} e quinze", "{} e meia", "{} e quarenta e cinco"),
    yes="sim",
    is_new="não tenho referência, é uma reserva nova",
)  # fmt: skip
LANGUAGES = {"en": ENGLISH, "es": SPANISH, "fr": FRENCH, "de": GERMAN, "it": ITALIAN, "pt": PORTUGUESE}
