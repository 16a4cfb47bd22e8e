"""English words that could be Korean given names by their letters, as the English of data/corpus has them.

In a headline every word has a capital, so that `Ban During` and `Moon Rises` look like names.
"""

from __future__ import annotations

_WORDS = """
    abandon about abuse ache again age agenda ago aide aim album algae alibi alike alma alone along also alumni among angle animal
    annual anti anyone appeal apron are area arena arise arisen aroma arose arrange ashore aside asset ate audit auto await awake aware
    bait bake ballet balloon ballot bamboo banana bandage bare barrel base basin baton beam bean beat beaten bee been began begin begun
    belong beside between beware bike billion bio bison bite bitten boat boil bone book booklet boom bore bottom bulletin button chain
    challenge champion change channel chapel chase chatbot cheap cheat cheek cheese chili cholera choose choral chose chosen damage dare
    data date deal dean debate debit debut deep delete delta dense dental deposit desire detail die diesel diet digital diploma diplomat
    dolmen dome donate done dose dual due ease eat eaten echo elite else email emit empire endure engine ensure entire era erase euro
    eye gain game garage gate gauge geese gene general genuine ginseng goal goat golden gone gotten guide gunshot habit habitat hail
    halal hale happen hate heal heap heat hello helmet here hero hide hideout hike hire hole home hook hope hose hotel hotline house
    huge human idea idol illegal image immune impose indigo inherit injure inmate inside insulin intake intense interim into iron issue
    item jail join joke judo jungle keep kitchen kite label lain lake lane laptop late lathe leak lean leap lease legal lesson lie like
    lime limit line lineup lion lithium loan login longtime look loose loosen lose lounge lure machine made mail main make makeup male
    manage manhole mansion manual maple marathon marine mate mature mayoral meal mean meat medal media median medium meet mental mention
    menu mere merit message metal methane millet million mine mineral minimum minute mishap missile mission misuse mobile mode model
    molten momentum monsoon moon morale more motion motto multi multiple mural museum mutual nail name napa nation natural nature nine
    nitrogen noise none noon nose note oak obese oil one onion online onto open opera oppose option oral orange ore origin out outlet
    output owe page pagoda pain pale panel parade parallel parental parrot passage passion patrol pause pea peak peanut peel penguin
    pension people perilla piano pigeon pile pilot pine pipe podium poem poet poison pole polite pollen pool pope pose potato pulse
    pupil puppet pure radio rail rain raise ramen range ransom rare rate ratio real reason rebel rebuke rebuttal regain regime region
    rein remain remake remodel remote rental reopen repeal repeat resin resume retail retake retire retreat retrial reunion ride rinse
    riot ripe ripen rise risen ritual robot rode role room root rope rose rotate route royal rude ruin rule rural sail sale salmon
    salute same sea seal season seat see seek seem seen seldom semi sense serial sesame session sewage shade shake shaken shame shape
    share sheep sheet shine shoe shone shook shoot shore shout side single siren site soak soap soda sodium soil solo some someone soon
    soot soothe soprano soul soup suit summit sundae sunken sunrise sunset sure sushi sweat sweep sweet swine swollen swore tail take
    taken tale tandem tango tape tea team tee tense tension tenure tidal tide tie tile time tiptoe tire tissue title toilet tomato tone
    tongue too took tool tore total towel tube tuition tuna tune tunnel undo undone union unison unit until upkeep upon upset upside
    urine usage use usual wage wait wake wallet weak weaken weapon week were wide widen wine wire wise within without woke woman women
    wooden wool woolen wore yoga you
"""
EVERYDAY_WORDS = frozenset(_WORDS.split())
