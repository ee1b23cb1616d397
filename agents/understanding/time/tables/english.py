"""English words of time."""

from agents.understanding.time.tables.english_holidays import HOLIDAYS

WORDS: dict[str, str | dict[object, str]] = {
    "weekday": {
        1: "monday|mon|mondey|munday",
        2: "tuesday|tue|tues|teusday|tusday|tuseday",
        3: "wednesday|weds|wed|wendesday|wensday|wednsday",
        4: "thursday|thu|thur|thurs|thrusday|thirsday",
        5: "friday|fri|firday",
        6: "saturday|satruday|saterday",
        7: "sunday",
    },
    "short_weekday": {6: "sat", 7: "sun"},
    "weekdays": {
        1: "mondays",
        2: "tuesdays",
        3: "wednesdays",
        4: "thursdays",
        5: "fridays",
        6: "saturdays",
        7: "sundays",
    },
    "month": {
        1: "january|jan",
        2: "february|feb|febuary|feburary",
        4: "april|apr",
        6: "june|jun",
        7: "july|jul",
        8: "august|aug",
        9: "september|sept|sep",
        10: "october|oct",
        11: "november|nov",
        12: "december|dec",
    },
    "doubtful_month": {5: "may", 3: "march|mar"},
    "day_word": {
        -2: "day before yesterday|the day before yesterday",
        -1: "yesterday|yesterdays|ystrday",
        0: "today|todays|2day|tdy|todya",
        1: "tomorrow|tommorow|tommorrow|tomorow|tomorrows|tmr|tmrw|tmrow|tmw|2morrow|2moro|2mrw|tomoz|tomo",
        2: "day after tomorrow|the day after tomorrow|day after tmr|overmorrow",
    },
    "adjacent_day": {
        1: (
            "the next night|the night after|the following night|the following evening|"
            "the next evening|the next day|next day|the following day|following day"
        ),
        -1: "the previous day|previous day|the preceding day|preceding day",
    },
    "pronoun": "it",
    "thereafter": "after|after that|following|thereafter",
    "following": "the following|following|the next following",
    "same_moment": "same day and time|the same day and time|same date and time|same time and day|same day and hour",
    "adjacent_week": "the following week|following week",
    "same_day": (
        "the same day|same day|that same day|on the same day|that day|on that day|that very day|the same date|same date"
    ),
    "same_time": "the same time|same time|at the same time|that same time|same hour|the same hour|same time as before",
    "day_beside": {
        1: "the day after|day after|the day following",
        -1: "the day before|day before|the day preceding",
    },
    "asking": "what about|how about|whats about",
    "this_very_day": {0: "the day|my day|the same day|same day|this day"},
    "tonight": {"night": "tonight|tonite|2nite|tonigt|tonght"},
    "part_word": {
        "morning": "morning|mornin",
        "afternoon": "afternoon|arvo|after noon",
        "evening": "evening",
        "night": "night|nite",
        "lunch": "lunchtime|lunch time|lunch-time",
        "daytime": "daytime|day-time",
        "night-time": "nighttime|night-time",
        "breakfast": "breakfast time|breakfasttime",
        "dinner": "dinnertime|dinner time|dinner-time|suppertime",
        "brunch": "brunch time|brunchtime",
        "tea": "teatime|tea time",
        "midday": "midday hours",
    },
    "part_words": {"morning": "mornings", "afternoon": "afternoons", "evening": "evenings", "night": "nights"},
    "meal": {"lunch": "lunch", "dinner": "dinner|supper", "breakfast": "breakfast", "brunch": "brunch"},
    "unit": {
        "second": "second|seconds|sec|secs",
        "minute": "minute|minutes|min|mins",
        "hour": "hour|hours|hr|hrs|h",
        "day": "day|days|d",
        "week": "week|weeks|wk|wks|w",
        "month": "month|months",
        "year": "year|years|yr|yrs",
        "fortnight": "fortnight|fortnights",
        "quarter_year": "quarters",
        "decade": "decade|decades",
        "weekend": "weekends",
        "night": "nights",
        "business_day": "business day|business days|working day|working days|weekday|weekdays",
    },
    "day_unit": "day|days",
    "week_unit": "week",
    "month_unit": "month",
    "year_unit": "year",
    "minute_unit": "minutes|mins|minute|min",
    "season": {3: "spring|springtime", 6: "summer|summertime", 9: "autumn|fall", 12: "winter|wintertime"},
    "weekend": "weekend|week-end|wkend",
    "am": "am|a.m.|a.m|a m|a . m .|a|in am",
    "pm": "pm|p.m.|p.m|p m|p . m .|p",
    "either_half": "ampm|am/pm|am pm",
    "oclock": "o'clock|o\"clock|oclock|o clock|o'clk",
    "hours_mark": "h|hrs",
    "hours_word": "hours",
    "half": "half|½",
    "quarter": "quarter|qtr",
    "quarter_year": "quarter",
    "half_bare": "half",
    "past": "past|after|-past",
    "to_hour": "to|till|til|before|of|-to",
    "oh": "oh|o",
    "noon": "noon|midday|mid day|mid-day|12 noon|high noon|noontime|noon time",
    "midnight": "midnight|mid night|mid-night|12 midnight",
    "ish": "ish|-ish",
    "noonish": "noonish",
    "mid_part": {10: "mid morning|mid-morning|midmorning", 14: "mid afternoon|mid-afternoon|midafternoon"},
    "iso_t": "t",
    "zulu": "z",
    "at": "at|@",
    "about": (
        "say|let's say|lets say|around|about|bout|circa|approximately|approx|roughly|at around|at about|"
        "around about|near"
    ),
    "on": "on",
    "in": "in",
    "within": "within|in the next|within the next",
    "more_or_less": "more than|less than|at least|at most",
    "for": "for",
    "of": "of",
    "the": "the",
    "a": "a|an",
    "and": "and|&",
    "or": "or",
    "and_half": "and half|and a half",
    "and_quarter": "and a quarter|and quarter",
    "from": "from",
    "to": "to|till|til|until|through|thru",
    "between": "between|betwen|btw|betw",
    "before": "before|by|no later than|not later than|prior to|earlier than|at the latest by|as late as",
    "after": "after|later than|past|post|anytime after|any time after|from after",
    "until": "until|till|til|up to|as late as",
    "since": (
        "since|starting|beginning|starting from|starting on|starting at|commencing|as early as|"
        "no earlier than|not before|not earlier than"
    ),
    "onward": "onwards|onward|or later|and later|or after|and after|and onwards",
    "or_before": "or earlier|or before|and before|and earlier|at the latest|latest",
    "ago": "ago|back",
    "hence": "from now|hence|from right now",
    "later": "later|later on|afterwards|after that|later than that|later than planned",
    "earlier": "earlier|before that|earlier than that|beforehand|sooner",
    "later_by": (
        "later by|back by|push it back|push it back by|push that back|push that back by|put it back|put it back by|"
        "move it back|move it back by|delay it|delay it by|postpone it|postpone it by|push back|postpone by|delay by"
    ),
    "earlier_by": (
        "earlier by|forward by|up by|bring it forward|bring it forward by|bring that forward|bring that forward by|"
        "move it forward|move it forward by|move it up|move it up by|move up by|bring forward by"
    ),
    "from_day": "from",
    "after_day": "after|later than",
    "before_day": "before|prior to",
    "now": (
        "now|right now|at present|at this time|at the moment|currently|this moment|this minute|this instant|"
        "immediately|straight away|right away|at this moment|at the present time"
    ),
    "soonest": "asap|as soon as possible|a.s.a.p.|a.s.a.p|first available|earliest available",
    "this": "this|current",
    "next": "next|following",
    "last": "last|previous|past|this past|this last",
    "coming": "coming|upcoming|this coming|this upcoming",
    "every": "every|each|any",
    "every_other": "every other|every second|each other",
    "every_day": "everyday|daily",
    "weekly": {"week": "weekly", "month": "monthly", "year": "yearly|annually|annual", "hour": "hourly"},
    "end_of": "end of|the end of|end of the|the end of the|late in|end",
    "start_of": "beginning of|start of|the beginning of|the start of|beginning of the|start of the|early in",
    "middle_of": "middle of|the middle of|mid|middle of the",
    "end_of_day": ("eod|the eod|end of day|end of the day|the end of day|the end of the day|close of business|cob"),
    "early": "early|earlier",
    "late": "late|later",
    "few": {3: "few|a few|some|several"},
    "one": "one",
    "more": "more|further",
    "hours_short": "hr|hrs",
    "ranked": (
        "one|floor|time|birthday|anniversary|century|person|place|street|avenue|ave|row|seat|option|choice|"
        "course|grade|round|visit|bday|party|edition|item"
    ),
    "table_word": "table|tables|party|group|booking of",
    "please": "please|pls|plz|thanks|thank|if possible",
    "counted": (
        "people|persons|person|guests|guest|ppl|pax|adults|adult|kids|children|seats|of us|friends|pieces|"
        "times|students|dollars|euros|pounds|percent|per|degrees|tables|items|guys|diners|pizzas|beers|"
        "coffees|bottles|customers"
    ),
    "not_time": (
        "for now|bye now|until now|up to now|now that|second thought|second thoughts|wait a second|"
        "wait a sec|wait a minute|give me a second|give me a minute|just a second|just a minute|just a sec|"
        "good night|good morning|good evening|good afternoon|good day|nice day|great day|nice evening|"
        "great evening|nice weekend|great weekend|some day|day after day|day by day|happy hour|24/7|24 7|"
        "half board|up to date|up-to-date|night club|second hand|all right now|the other day|these days|"
        "day to day"
    ),
    "holiday": HOLIDAYS,
}
