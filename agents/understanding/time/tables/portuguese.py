"""Portuguese words of time."""

_PARTS: dict[object, str] = {
    "morning": "da manha|de manha|pela manha|manha|na parte da manha",
    "afternoon": "da tarde|a tarde|de tarde|pela tarde|tarde|na parte da tarde",
    "night": "da noite|a noite|de noite|pela noite|noite",
    "small_hours": "da madrugada|de madrugada",
    "midday": "na hora do almoco|hora do almoco",
}

WORDS: dict[str, str | dict[object, str]] = {
    "weekday": {
        1: "segunda-feira|segunda feira|segunda", 2: "terca-feira|terca feira|terca", 3: "quarta-feira|quarta feira|quarta",
        4: "quinta-feira|quinta feira|quinta", 5: "sexta-feira|sexta feira|sexta", 6: "sabado|sab", 7: "domingo|dom",
    },
    "month": {
        1: "janeiro|jan", 2: "fevereiro|fev", 3: "marco", 4: "abril|abr", 5: "maio", 6: "junho|jun", 7: "julho|jul", 8: "agosto|ago",
        9: "setembro|set", 10: "outubro|out", 11: "novembro|nov", 12: "dezembro|dez",
    },
    "day_word": {-2: "anteontem|antes de ontem", -1: "ontem", 0: "hoje", 1: "amanha", 2: "depois de amanha|depois d'amanha"},
    "tonight": {"morning": "esta manha|nesta manha", "afternoon": "esta tarde|nesta tarde", "night": "esta noite|nesta noite|hoje a noite|hoje de noite|logo a noite"},
    "part_word": _PARTS, "part_of_clock": _PARTS,
    "meal": {"lunch": "almoco|almocar", "dinner": "jantar", "breakfast": "cafe da manha|pequeno-almoco"},
    "unit": {
        "second": "segundos", "minute": "minuto|minutos|min", "hour": "hora|horas|h", "day": "dia|dias", "week": "semana|semanas",
        "month": "mes|meses", "year": "ano|anos", "night": "noites", "fortnight": "quinzena",
    },
    "day_unit": "dia", "week_unit": "semana", "month_unit": "mes", "year_unit": "ano", "minute_unit": "minutos|minuto|min",
    "weekend": "fim de semana|final de semana|fds|fim-de-semana",
    "oclock": "horas|hora|h|hrs|em ponto", "hours_mark": "h", "half": "meia", "quarter": "quarto",
    "and_minutes": "e", "to_hour": "para as|para a|pras|pra|para", "half_after": "e meia", "quarter_after": "e um quarto|e quarto", "less": "menos",
    "noon": "meio-dia|meio dia|ao meio-dia|ao meio dia", "midnight": "meia-noite|meia noite|a meia-noite|a meia noite",
    "at": "as|a|@|para as|pras|para a|la pelas|pelas", "about": "por volta das|por volta da|cerca das|la pelas|pelas|umas|aproximadamente as",
    "on": "no|na|em|para|para o|pra|do", "on_date": "dia|no dia|para o dia|o dia|pro dia",
    "in": "em|daqui a|dentro de|dentro de", "for": "para|pra|por", "for_length": "durante|por", "of": "de|do|da", "the": "o|a|os|as", "a": "um|uma",
    "and": "e", "or": "ou", "from": "das|da|de|desde as|do|desde", "from_the": "das|da|desde as|desde", "table_word": "mesa|mesas|grupo|reserva",
    "to": "a|ate as|ate|ao|ate a|ate o", "to_the": "as", "between": "entre|entre as|entre o|entre a",
    "before": "antes das|antes da|antes de|antes do|ate", "after": "depois das|depois da|depois de|depois do|apos as|apos", "until": "ate|ate as|ate a|ate o",
    "since": "a partir das|a partir da|a partir de|a partir do|desde as|desde", "ago_before": "ha|faz", "ago": "atras", "hence": "depois|mais tarde",
    "from_day": "depois de", "after_day": "depois de|depois do|depois da|apos", "before_day": "antes de|antes do|antes da",
    "now": "agora|agora mesmo|ja|neste momento", "soonest": "o mais rapido possivel|assim que possivel|o quanto antes",
    "this": "este|esta|neste|nesta|esse|essa|nesse|nessa", "next": "proximo|proxima|seguinte", "last": "passado|passada|ultimo|ultima",
    "coming": "que vem|que entra", "every": "cada|todo|toda|todos os|todas as", "weekly": {"day": "diariamente", "week": "semanalmente"},
    "end_of": "fim de|final de|fim do|final do|fim da|no final de|no fim de|final da|no final da|no fim da", "start_of": "inicio de|comeco de|inicio do|no inicio de|comeco da|inicio da|no inicio da", "middle_of": "meados de|em meados de",
    "few": {3: "alguns|algumas|uns|umas"}, "in_a_week": "daqui a uma semana|em oito dias",
    "counted": "pessoas|pessoa|adultos|criancas|amigos|vezes|reais|euros|pizzas|mesas|convidados|lugares|gente",
    "not_time": "bom dia|boa tarde|boa noite|bom fim de semana|boa semana",
    "ranked": "andar|vez|pessoa|fila|aniversario|piso",
    "holiday": {
        "christmas": "natal|dia de natal", "christmas_eve": "vespera de natal|noite de natal|consoada", "new_year_eve": "reveillon|passagem de ano|vespera de ano novo|vespera de ano-novo|fim de ano",
        "new_year": "ano novo|ano-novo|dia de ano novo", "epiphany": "dia de reis", "lovers_br": "dia dos namorados", "valentine": "sao valentim|dia de sao valentim", "shrove_tuesday": "carnaval|terca-feira de carnaval|terca de carnaval",
        "ash_wednesday": "quarta-feira de cinzas|quarta de cinzas", "good_friday": "sexta-feira santa|sexta santa", "palm_sunday": "domingo de ramos",
        "easter": "pascoa|domingo de pascoa", "carnation": "dia da liberdade", "tiradentes": "tiradentes", "workers": "dia do trabalho|dia do trabalhador", "mothers": "dia das maes|dia da mae",
        "corpus_christi": "corpus christi", "portugal": "dia de portugal", "st_john": "sao joao", "fathers_br": "dia dos pais", "assumption": "assuncao",
        "independence_br": "independencia|dia da independencia", "aparecida": "nossa senhora aparecida|dia das criancas", "halloween": "halloween|dia das bruxas",
        "all_saints": "todos os santos|dia de todos os santos", "all_souls": "finados|dia de finados", "republic_br": "proclamacao da republica", "immaculate": "imaculada conceicao",
    },
}  # fmt: skip
