"""German words of time."""

_PARTS: dict[object, str] = {
    "morning": (
        "morgens|am morgen|am fruhen morgen|in der fruh|in der fruhe|fruh|fruhmorgens|vormittags|vormittag|am vormittag"
    ),
    "afternoon": "nachmittags|nachmittag|am nachmittag|spatnachmittag",
    "evening": "abends|abend|am abend|am spaten abend|am fruhen abend",
    "night": "nachts|nacht|in der nacht",
    "midday": "mittags|am mittag|uber mittag|zu mittag",
}

_DAY_STEMS = ("montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonntag")
_PART_STEMS = {"morning": "morgen", "afternoon": "nachmittag", "evening": "abend", "night": "nacht", "midday": "mittag"}
_COMPOUNDS: dict[object, str] = {
    f"{number} {part}": f"{day}{stem}|{day}{stem}s"
    for number, day in enumerate(_DAY_STEMS, start=1)
    for part, stem in _PART_STEMS.items()
}

WORDS: dict[str, str | dict[object, str]] = {
    "weekday": {
        1: "montag|montags",
        2: "dienstag|dienstags",
        3: "mittwoch|mittwochs",
        4: "donnerstag|donnerstags",
        5: "freitag|freitags",
        6: "samstag|samstags|sonnabend",
        7: "sonntag|sonntags",
    },
    "short_weekday": {1: "mo", 2: "di", 3: "mi", 4: "do", 5: "fr", 6: "sa"},
    "month": {
        1: "januar|janner|jan",
        2: "februar|feber|feb",
        3: "marz|maerz|mrz",
        4: "april|apr",
        5: "mai",
        6: "juni|juno|jun",
        7: "juli|julei|jul",
        8: "august|aug",
        9: "september|sept|sep",
        10: "oktober|okt",
        11: "november|nov",
        12: "dezember|dez",
    },
    "day_word": {-2: "vorgestern", -1: "gestern", 0: "heute", 2: "ubermorgen|uebermorgen"},
    "day_or_part": {1: "morgen"},
    "tonight": {
        "morning": "heute morgen|heute fruh|heute vormittag",
        "evening": "heute abend|heut abend",
        "night": "heute nacht",
        "1 morning": "morgen fruh|morgen vormittag",
    },
    "part_word": _PARTS,
    "part_of_clock": _PARTS,
    "weekday_part": _COMPOUNDS,
    "over_next": "ubernachste|ubernachsten|ubernachster|ubernachstes",
    "one_and_half": "anderthalb|eineinhalb",
    "meal": {"lunch": "mittagessen", "dinner": "abendessen", "breakfast": "fruhstuck", "brunch": "brunch"},
    "unit": {
        "second": "sekunde|sekunden",
        "minute": "minute|minuten|min",
        "hour": "stunde|stunden|std|h",
        "day": "tag|tage|tagen",
        "week": "woche|wochen",
        "month": "monat|monate|monaten|monats",
        "year": "jahr|jahre|jahren|jahres",
        "night": "nachte|nachten",
    },
    "day_unit": "tag",
    "week_unit": "woche",
    "month_unit": "monat|monats",
    "year_unit": "jahr|jahres",
    "minute_unit": "minuten|minute|min",
    "season": {3: "fruhling|fruhjahr", 6: "sommer", 9: "herbst", 12: "winter"},
    "ish": "rum|herum|ungefahr|etwa",
    "onward": "oder spater|und spater",
    "half_counted": {2: "zweieinhalb", 3: "dreieinhalb", 4: "viereinhalb", 5: "funfeinhalb", 6: "sechseinhalb"},
    "weekend": "wochenende|we",
    "oclock": "uhr",
    "hours_mark": "h",
    "half": "halbe|halben|halbes",
    "quarter": "viertel|dreiviertel stunde",
    "half_before": "halb",
    "quarter_before": "viertel",
    "three_quarters_before": "dreiviertel|drei viertel",
    "past": "nach",
    "past_half": "nach",
    "to_hour": "vor",
    "to_half": "vor",
    "noon": "12 uhr mittags|mittag",
    "midnight": "mitternacht|um mitternacht",
    "at": "um|@|zur",
    "about": "sagen wir|sagen wir um|sagen wir gegen|gegen|circa|ca|ca.|ungefahr|etwa|so um|so gegen",
    "on": "am|an|den|dem|der",
    "on_date": "am|den|dem",
    "in": "in|im",
    "for": "fur|fuer",
    "for_length": "fur|fuer",
    "of": "von|des|der",
    "the": "der|die|das|den|dem",
    "a": "einer|einem|einen|ein|eine",
    "and": "und|&",
    "or": "oder",
    "from": "von|vom",
    "to": "bis|bis zum|bis um",
    "between": "zwischen",
    "before": "vor|bis spatestens|spatestens um|spatestens",
    "after": "nach",
    "until": "bis|bis zum|bis um",
    "since": "ab|ab dem|seit|fruhestens um|fruhestens",
    "ago_before": "vor",
    "adjacent_day": {
        1: (
            "am nachsten abend|am abend darauf|am folgenden abend|am nachsten tag|den nachsten tag|"
            "der nachste tag|am folgetag|am tag darauf|am tag danach|tags darauf|"
            "den tag darauf|den tag danach|der tag danach|am folgenden tag|einen tag danach|tag danach"
        ),
        -1: "am tag davor|am tag vorher|am tag zuvor|am vortag|tags zuvor|den tag davor|der tag davor|den tag vorher",
    },
    "pronoun": "it",
    "thereafter": "danach|darauf|drauf|nachher",
    "following": "darauffolgenden|darauffolgende|darauffolgender|folgenden|folgende|folgender",
    "same_moment": "gleicher tag und gleiche uhrzeit|selber tag und uhrzeit|gleicher tag und uhrzeit",
    "weeks_in_days": {1: "acht tage|acht tagen", 2: "vierzehn tage|vierzehn tagen"},
    "adjacent_week": "die woche darauf|die woche danach|in der woche darauf|in der folgewoche|in der woche danach",
    "same_day": (
        "am selben tag|am gleichen tag|selber tag|selben tag|gleicher tag|gleichen tag|denselben tag|derselbe tag|"
        "an dem tag|an diesem tag|am selben datum|der gleiche tag"
    ),
    "same_time": (
        "gleiche uhrzeit|gleichen uhrzeit|die gleiche uhrzeit|zur gleichen uhrzeit|zur gleichen zeit|zur selben zeit|"
        "zur selben uhrzeit|selbe uhrzeit|selbe zeit|gleiche zeit|um die gleiche zeit|um dieselbe zeit|"
        "um dieselbe uhrzeit|"
        "dieselbe uhrzeit|dieselbe zeit|die selbe uhrzeit|um die gleiche uhrzeit|die gleiche zeit|selben uhrzeit"
    ),
    "later": "spater|danach|darauf|nach hinten|nach hinten verschieben|verschieben|aufschieben",
    "earlier": (
        "fruher|eher|vorher|davor|zuvor|nach vorne|nach vorn|nach vorne verschieben|vorverlegen|vorziehen|"
        "vorverschieben"
    ),
    "later_by": "spater um",
    "earlier_by": "fruher um",
    "from_day": "ab",
    "after_day": "nach",
    "before_day": "vor",
    "now": "jetzt|jetzt gleich|sofort|gerade jetzt|im moment",
    "soonest": (
        "so bald wie moglich|sobald wie moglich|schnellstmoglich|erste freie tag|ersten freien tag|erster freier tag|"
        "erste freie termin|ersten freien termin|erster freier termin|nachste freie tag|nachsten freien tag"
    ),
    "this": "dieser|diese|dieses|diesen|diesem|heutige",
    "next": "nachster|nachste|nachstes|nachsten|nachstem|naechste|naechsten|naechster",
    "last": "letzter|letzte|letztes|letzten|letztem|vergangenen|voriger|vorigen|vorige",
    "coming": "kommender|kommende|kommendes|kommenden|kommendem",
    "every": "jeder|jede|jedes|jeden|jedem",
    "weekly": {"day": "taglich", "week": "wochentlich", "month": "monatlich", "year": "jahrlich"},
    "end_of": "ende|ende der|ende des",
    "start_of": "anfang|anfang der|anfang des|beginn",
    "middle_of": "mitte|mitte der|mitte des",
    "few": {3: "paar|ein paar|einige|einigen"},
    "in_a_week": "in acht tagen",
    "table_word": "tisch|tische|gruppe",
    "please": "bitte|danke|bitteschon",
    "counted": ("personen|person|leute|gaste|erwachsene|kinder|platze|mal|stuck|euro|prozent|pizzen|portionen|tische"),
    "not_time": (
        "guten morgen|guten abend|gute nacht|guten tag|schonen tag|schonen abend|schones wochenende|morgen zusammen"
    ),
    "ranked": "stock|mal|etage|reihe|platz|person|geburtstag|kind",
    "holiday": {
        "christmas": (
            "weihnachten|weihnachtstag|1. weihnachtstag|erster weihnachtstag|ersten weihnachtstag|"
            "1. weihnachtsfeiertag|erster weihnachtsfeiertag"
        ),
        "boxing_day": (
            "zweiter weihnachtstag|zweiten weihnachtstag|2. weihnachtstag|2. weihnachtsfeiertag|"
            "zweiter weihnachtsfeiertag|stefanitag"
        ),
        "christmas_eve": "heiligabend|heilig abend|heiliger abend|weihnachtsabend",
        "new_year_eve": "silvester|silvesterabend|altjahrsabend",
        "new_year": "neujahr|neujahrstag",
        "epiphany": "heilige drei konige|dreikonigstag",
        "valentine": "valentinstag",
        "women": "weltfrauentag|frauentag",
        "good_friday": "karfreitag",
        "easter_saturday": "karsamstag|ostersamstag",
        "easter": "ostern|ostersonntag",
        "easter_monday": "ostermontag",
        "maundy_thursday": "grundonnerstag",
        "carnival_monday": "rosenmontag",
        "shrove_tuesday": "faschingsdienstag|fastnacht",
        "carnival_thursday": "weiberfastnacht",
        "ash_wednesday": "aschermittwoch",
        "workers": "tag der arbeit|maifeiertag",
        "mothers": "muttertag",
        "ascension": "christi himmelfahrt|himmelfahrt|vatertag",
        "whit_sunday": "pfingsten|pfingstsonntag",
        "whit_monday": "pfingstmontag",
        "corpus_christi": "fronleichnam",
        "assumption": "maria himmelfahrt",
        "german_unity": "tag der deutschen einheit",
        "swiss": "bundesfeier",
        "halloween": "halloween",
        "reformation": "reformationstag",
        "all_saints": "allerheiligen",
        "st_martin": "martinstag|sankt martin",
        "st_nicholas": "nikolaus|nikolaustag",
        "advent_1": "erster advent|ersten advent|1. advent",
        "advent_2": "zweiter advent|zweiten advent|2. advent",
        "advent_3": "dritter advent|dritten advent|3. advent",
        "advent_4": "vierter advent|vierten advent|4. advent",
    },
}
