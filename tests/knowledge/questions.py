"""Questions to the demo's documents, each with words of the passage that answers it, and some that nothing answers."""

from __future__ import annotations

ANSWERED: dict[str, tuple[tuple[str, str], ...]] = {
    "marios": (
        ("can we bring our own wine", "your own bottle"),
        ("is there a corkage fee", "Corkage"),
        ("what is your house red", "Montepulciano"),
        ("do you have sparkling wine", "Franciacorta"),
        ("we are fifteen people, what would we eat", "set menu"),
        ("may I bring a cake for my daughter's birthday", "birthday cake"),
        ("can a band play at our party", "Live music"),
        ("I left my jacket at your place last week", "left behind"),
        ("Können wir unseren eigenen Wein mitbringen?", "your own bottle"),
    ),
    "bella": (
        ("how long should I wait before washing my coloured hair", "48 hours"),
        ("can I go swimming with highlights", "Chlorine"),
        ("do I need an allergy test before colouring", "patch test"),
        ("is it safe to have highlights while pregnant", "pregnancy"),
        ("how long are gift vouchers valid", "two years"),
        ("can I get cash for my voucher", "paid out"),
        ("I lost my gift voucher", "lost voucher"),
        ("does the sun fade my colour", "hat in strong sun"),
    ),
    "handy": (
        ("what happens if you break something", "breaks something"),
        ("who pays if you lose my key", "lost key"),
        ("is my jewellery covered by the insurance", "jewellery"),
        ("do you clean the inside of the oven", "oven"),
        ("will you move my wardrobe", "light furniture"),
        ("what should I do with my dog while you clean", "pets"),
        ("my son has asthma, which products do you use", "asthma"),
        ("how soon must I report damage", "48 hours"),
    ),
    "smile": (
        ("can I smoke after having a tooth pulled", "do not smoke"),
        ("what should I avoid eating after whitening", "berries"),
        ("may I stay with my daughter during the treatment", "parent stays"),
        ("I am afraid of the dentist", "Laughing gas"),
        ("can I pay in instalments", "instalments"),
        ("will I get a bill for my insurer", "itemised bill"),
        ("is swelling normal after an extraction", "swelling"),
        ("does my insurance have to approve an implant", "implants"),
    ),
    "torque": (
        ("how long is the warranty on repairs", "24 months"),
        ("are brake pads covered by the warranty", "brake pads"),
        ("can you store my winter tyres", "store your winter"),
        ("do I get a courtesy car", "courtesy car"),
        ("how old must I be to drive the replacement car", "21"),
        ("what do you do with worn out tyres", "old tyres"),
        ("does the warranty hold if another garage repairs it", "somebody else"),
    ),
}
UNANSWERED: dict[str, tuple[str, ...]] = {
    "marios": (
        "do you have a high chair",
        "what is the wifi password",
        "is there a dress code",
        "do you sell your olive oil",
    ),
    "bella": (
        "do you do wedding make-up",
        "can I bring my dog",
        "which brand of scissors do you use",
        "do you hire apprentices",
    ),
    "handy": (
        "do you paint walls",
        "can you repair my computer",
        "do you work in Milwaukee",
        "are your people unionised",
    ),
    "smile": (
        "do you make mouthguards for boxing",
        "where can I park",
        "do you treat cats",
        "who is the best surgeon in town",
    ),
    "torque": (
        "do you sell used cars",
        "can you repair my bicycle",
        "do you have a coffee machine",
        "what is the boss called",
    ),
}
