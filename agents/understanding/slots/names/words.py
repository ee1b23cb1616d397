"""Words of six languages that stand around names, and words no name is made of.

Folded: lower case, without accents.  Nothing here names a person; a name is what is left.
"""

from __future__ import annotations

from agents.understanding.phrases import wordset

PARTICLES = wordset("""
    van von vom zu zum zur der den ter ten te de del della dello delle degli dei di da das do dos du des la le lo los
    las y e i bin ibn bint ben abu al el ul af av st san santa santo mc mac o d l der dem op het 't ap fitz
""")
"""Small words inside a name: "van den Heuvel", "de la Cruz"."""
JOINS = wordset("and & und et y e + u")
"""What joins two people's names: "Anna und Peter Vogel"."""
TITLES = wordset("""
    mr mrs ms miss mx dr prof sir dame lord lady rev fr sr sra srta herr frau fraulein mme mlle m monsieur
    madame mademoiselle me sig signor signora signorina dott dottssa avv ing senhor senhora sra dra mister missus
    doctor professor
""")
_HARD = {
    "en": """
        yes no yep yeah nope nah ok okay what whats what's when where wheres where's who whos who's why how hows how's
        which whose i i'd i'm im i'll i've you your you're u we we're they their she he it its it's there theres
        there's that thats that's this these those the not dont don't cant can't wont won't isn't isnt doesn't doesnt
        none nobody nothing
    """,
    "es": """
        que cual cuando donde como cuanto cuanta cuantos cuantas quien porque yo tu usted ustedes nosotros ellos eso
        esto no si nada nadie
    """,
    "fr": """
        quoi que quel quelle quels quelles quand ou comment combien qui pourquoi je j'ai tu vous nous il ils elles c'est
        est-ce est qu'est-ce oui non rien personne
    """,
    "de": """
        was wann wo wie wieviel wer warum wieso welche welcher welches ich sie ihr wir er es ihnen mir mich uns dies
        nicht kein keine nichts niemand ja nein jawohl
    """,
    "it": "che cosa quando dove come quanto quanti quanta perche quale io tu lui noi voi loro questo quello c'e si no",
    "pt": "que qual quando onde como quem porque quanto voce voces eu ele eles nos isso isto nao sim",
}
HARD = {language: wordset(text) for language, text in _HARD.items()}
"""Words that begin or make a sentence, wherever they stand and however they are written."""
_SENTENCE = {
    "en": """
        a an and are is am was were be been being do does did done doing have has had having can could would will shall
        should may might must need needs want wants wanted like likes love get gets got give take takes make makes made
        let lets go going come comes coming call calls ring tell told say says said ask asks asking know think see look
        help stop wait hold hang cancel change move book booked booking bookings reserve reserved reservation order
        appointment table party people person persons adults adult kids kid children child guests of for to at on in by
        with without from about into up down out off over under or but if so then than as my me our us his her him them
        some any all more most much many few lot another other same again also too very really just only even still yet
        already now later soon earlier time times day days date week hour hours minutes today tonight tomorrow please
        thanks thank sorry hello hi hey bye sure right wrong correct oops hmm hm um uh er erm oh ah well actually maybe
        name names surname number phone email mail address parking park price prices cost costs menu open opening close
        closed hours free pay cash card far long big old new first last next back forget never mind skip nevermind
        whatever anything something someone anyone everyone here nowhere rather instead because cos cause pls plz thx
        prefer private anonymous bot human robot agent idk dunno question fee deposit allergy birthday window outside
        inside vegan vegetarian gluten wifi toilet dog dogs pets spell spelled spelt wish
    """,
    "es": """
        un una unos unas y o pero si de del al a en con sin por para sobre desde hasta mi mis su sus nos me te se lo le
        les es son soy somos esta estan estoy era ser fue hay tengo tiene tienen teneis tenemos quiero quiere queremos
        queria quisiera necesito puedo puede pueden podria podemos voy va vamos venir hacer dar decir digo llamar llamo
        reservar reserva cita mesa personas persona gente ninos adultos hoy manana ayer luego ahora tarde noche dia
        hora horas gracias por favor hola buenas perdon disculpe espera espere vale claro bueno bien mejor otro otra
        mismo misma mas menos muy tambien solo ya aun nombre apellido telefono correo direccion precio precios carta
        abierto abren cierran cerrado gratis aparcamiento cancelar cambiar nada nadie algo alguien luego olvidalo
        cierto verdad supuesto
    """,
    "fr": """
        un une des et ou mais si de du des a au aux en dans avec sans pour par sur sous mon ma mes votre vos notre nos
        son sa ses leur me te se suis es sont est etes sommes etait y a ai as avez avons ont veux veut voulez voudrais
        peux peut pouvez pourrais aimerais faut faire prendre venir aller dire appeler reserver reservation
        rendez-vous rdv table personnes personne gens enfants adultes aujourd'hui demain hier maintenant tard soir
        matin midi jour heure heures merci plait svp bonjour bonsoir salut pardon desole desolee attendez attends
        d'accord bien sur plutot autre meme plus moins tres aussi seulement deja encore nom prenom telephone adresse
        mail prix carte ouvert ouvrez fermez ferme gratuit parking stationnement annuler changer rien oubliez laissez
        apportez fait
    """,
    "de": """
        ein eine einen einem einer und oder aber wenn ob von vom zu zum zur am an auf in im mit ohne fur fuer bei nach
        vor um ab bis aus uber mein meine meinen ihre sein seine bin bist ist sind seid war waren habe hab haben hat
        hatte kann konnen kannst konnte will wollen mochte mochten soll sollen muss mussen darf durfen brauche
        brauchen geht gehen kommen komme machen mache nehmen nimmt geben gibt gib sagen sag fragen frage rufen buchen
        reservieren reservierung termin tisch personen person leute kinder erwachsene heute morgen gestern jetzt
        spater fruher uhr stunde stunden tag tage danke bitte hallo moin servus entschuldigung sorry warte warten
        moment mal stimmt klar gerne gern doch lieber anders andere gleich gleiche noch schon auch nur sehr mehr
        weniger name namen nachname vorname telefon nummer adresse preis preise karte offen geoffnet geschlossen
        kostenlos parkplatz parken stornieren absagen andern egal vergessen vergiss eigentlich ubrigens dazu danach
    """,
    "it": """
        un uno una dei e o ma se di del della da dal a al alla in nel nella con senza per su tra fra mio mia miei tuo
        suo nostro vostro mi ti si ci vi sono sei e siamo siete era ho hai ha abbiamo avete hanno voglio vuole vorrei
        vogliamo vorremmo posso puo possiamo potete potrei devo deve fare prendere venire andare dire chiamare
        prenotare prenotazione tavolo appuntamento persone persona gente bambini adulti oggi domani ieri adesso ora
        ore dopo prima sera mattina giorno grazie prego favore ciao salve buongiorno buonasera scusi scusa aspetti
        aspetta certo bene meglio altro altra stesso stessa piu meno molto anche solo gia ancora nome cognome telefono
        indirizzo mail prezzo prezzi menu aperto aprite chiudete chiuso gratis parcheggio annullare disdire cambiare
        niente nulla lasci
    """,
    "pt": """
        um uma uns umas e ou mas se de do da dos das em no na nos nas com sem para pra por pelo sobre meu minha seu
        sua nosso me te lhe sou es e somos sao estou esta estao era foi ha tenho tem temos quero quer queria queremos
        gostaria preciso posso pode podem podemos poderia vou vai vamos vir fazer dar dizer ligar marcar reservar
        reserva consulta mesa pessoas pessoa gente criancas adultos hoje amanha ontem agora depois antes tarde noite
        manha dia hora horas obrigado obrigada favor ola oi bom boa desculpe desculpa espere espera claro certo melhor
        outro outra mesmo mesma mais menos muito tambem so ja ainda nome apelido sobrenome telefone endereco morada
        email preco precos cardapio aberto abrem fecham fechado gratis estacionamento cancelar desmarcar mudar nada
        ninguem esquece deixa
    """,
}
SENTENCE = {language: wordset(text) for language, text in _SENTENCE.items()}
"""Ordinary words of each language: written small they are no name."""
CAPITALS = wordset("love long soon so gia mia ora ola una vi su mi ha ma les era esta tal per")
"""The same where they have a capital, and so has what follows: "Mia Rossi"."""
BEGINNERS = wordset("will can may do an my mit sole sol mark art hope bill grace faith rose")
"""Ordinary words that are names as well: "Will May", "can yilmaz"."""
