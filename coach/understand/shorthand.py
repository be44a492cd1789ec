"""How people shorten words on a phone: tables only. A word is here only if it means the same in every sentence."""

from __future__ import annotations

from coach.understand.wordlists import meanings, words

EXPANSIONS = meanings("""
    tomorrow: tmrw tmr tmrrw tmrow tmro tmw tmoro tmorrow
    tomorrow: tomoz tomoro tomorow tommorow tommorrow tomorro toomorrow 2moro 2morow 2morrow 2mrw 2mro 2mo
    tonight: 2nite 2night tonite tonit tonigh tonght toniht
    today: 2day
    end of the week: eow
    end of the month: eom
    night: nite nght
    morning: mornin mrning
    before: b4
    week: wk
    weeks: wks
    weekend: wknd wkend wkd
    weekends: wknds
    month: mth mnth
    months: mths mnths mos
    year: yr
    years: yrs
    hour: hr
    hours: hrs
    minutes: mins
    next: nxt
    until: til till 'til 'till untill untl unitl
    because: bc cuz cos coz cus becuz bcuz bcoz
    about: abt bout
    really: rly rlly realy relly
    probably: prolly probly probaly
    definitely: def deff defo definately definatly definetly defiantly defintely
    please: pls plz plss plzz pleasee
    thanks: thx thnx tnx thanx
    thank you: ty tysm
    people: ppl
    something: smth sumthing somethin
    nothing: nothin nuthin
    going to: gonna gunna
    want to: wanna
    got to: gotta
    kind of: kinda
    sort of: sorta
    out of: outta
    let me: lemme
    give me: gimme
    don't know: dunno
    i don't know: idk idkk idek
    i don't care: idc
    to be honest: tbh
    not going to lie: ngl
    right now: rn
    never mind: nvm nvmd
    of course: ofc
    talk to you later: ttyl
    you: u
    your: ur
    are: r
    no: noo nooo
    yes: yess yesh
    yeah: yeahh yeh yea yeaa yeha
    nah: nahh naah
    yep: yepp yeppp
    yup: yupp
    ok: okk okok kk
    okay: okayy okey
    so: soo
    though: tho
    through: thru
    tuesday: tues tuesd
    thursday: thurs thur thrs thursd
    wednesday: weds wednes wensday wednsday wendsday wedensday
    saturday: satuday satruday
    porque: xq pq porq
    tambien: tmb tbn
    mañana: mñn mñna
""")

CONTRACTIONS = meanings("""
    don't: dont dnt don;t
    doesn't: doesnt dosent dosnt
    didn't: didnt didint
    can't: cant cnt
    couldn't: couldnt
    won't: wont
    wouldn't: wouldnt
    shouldn't: shouldnt
    isn't: isnt
    aren't: arent
    wasn't: wasnt
    weren't: werent
    haven't: havent
    hasn't: hasnt
    hadn't: hadnt
    ain't: aint
    i'm: im
    i've: ive
    you're: youre
    you've: youve
    they're: theyre
    that's: thats
    it's: its
    he's: hes
    she's: shes
    what's: whats
    there's: theres
    let's: lets
    o'clock: oclock o'clok
""")

DOUBLES = words("""
    good feel feels feeling see seen been too soon well hell still all will tell call feet need needs week weeks keep meet miss
    kill off stuff full fell small really off happy sorry hurry tomorrow yell book look room moon noon cool fool school sleep
    deep free three agree seem sweet guess less kiss mess pass class boss better letter little hello yellow worry
    hugging really actually totally speed asleep weed freed
""")
