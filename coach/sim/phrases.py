"""What simulated people say when they are asked for words, by what they are asked about. Their words, never the program's.

``{s}``, ``{o}`` and ``{p}`` stand for she, her and her, or he, him and his; ``{by}`` and ``{when}`` for a day. Short ones are
among them, for those who text little.
"""

from __future__ import annotations

from collections.abc import Mapping

BY = ("tomorrow", "friday", "sunday", "saturday", "thursday at 6", "tmrw 6pm", "next wednesday")
WHEN = (*BY, "in 3 days", "in 2 days", "by saturday")

PROMISES = (
    "I will call {p} sister by {by}",
    "I'll send the forms by {by}",
    "I will be home on time, starting {by}",
    "I'll fix the bike by {by}",
    "i will cook dinner {when}",
    "I'll tell {o} what I spent, by {by}",
    "Pick up the kids {by} and be early",
    "return {p} books {when}",
    "I will bring the car to the shop {by}",
    "clean out the garage by {by}",
)

WORDS: Mapping[str, tuple[str, ...]] = {
    "first_deed": (
        "take the dog out before {s} gets up",
        "I'll drop off {p} mail without ringing",
        "pay the electric bill",
        "Cancel the trip I booked with my friends",
        "leave {o} the car this week",
        "Give {o} the quiet {s} asked for",
    ),
    "what_happened": (
        "I cheated",
        "I slept with someone from work, for three months",
        "I had an affair and I lied about it",
        "I saw my old girlfriend behind {p} back. More than once",
        "I kissed a friend of ours and hid it",
        "Cheated on {o} on a work trip",
    ),
    "what_slipped": (
        "I lied about money",
        "I said I was at work and I was not",
        "I went through {p} phone",
        "I kept a chat I said I had deleted",
        "told {o} half of it and left out the rest",
    ),
    "beneath": (
        "I was lonely",
        "lonely and flattered mostly",
        "I wanted to feel wanted and did not say so at home",
        "Scared of being ordinary I think",
        "I was angry and I kept it all in",
        "I felt small next to {o} and did not like it",
    ),
    "regret": (
        "I'm sorry I lied to you",
        "I am sorry that I broke your trust",
        "I'm sorry that I made you doubt yourself",
        "I am sorry I let you find out from somebody else",
        "I'm sorry I brought this into our home",
        "i am sorry that i looked you in the eye and lied",
    ),
    "explanation": (
        "I hid and it grew",
        "I was lonely and I hid it instead of saying so",
        "I liked the attention and I let it go on",
        "I stopped talking at home and talked elsewhere",
        "I told myself it was nothing, and so it went on",
        "I drank too much and I let it happen, then I kept it up",
    ),
    "responsibility": (
        "It was my choice",
        "It was my choice and my fault. Nobody made me",
        "I did this. Not the drink, not work. Me",
        "my choice, my fault, every time",
        "I chose it and I chose to hide it",
    ),
    "repentance": (
        "no more secrets",
        "I will never keep a secret chat again. I say where I am",
        "I'll say I am lonely before I go looking elsewhere",
        "Never lie about where I was. I tell it the same day",
        "I don't drink on trips any more and I call home",
    ),
    "repair": (
        "time and the truth",
        "I can answer every question, as often as {s} asks",
        "Paying back what I spent from our savings",
        "tell {p} parents it was me and not {o}",
        "I can move out of the house so {s} has peace",
        "Go to counselling, alone first",
    ),
    "forgiveness": (
        "Forgive me, if you can",
        "If you can forgive me some day I would be glad. If not I understand",
        "I hope you can forgive me. You owe me nothing",
        "I ask, and there is no hurry, and no is fine too",
        "Maybe one day you can forgive this. I won't push",
    ),
    "new_part": (
        "that I saw it coming",
        "That I lied even while I said sorry",
        "I knew what it would do to you and did it anyway",
        "That the second time is worse because you trusted me",
    ),
    "reaction": (
        "nothing",
        "{s} said thank you, nothing else",
        "{s} cried and said {s} needs time",
        "one line: ok, I read it",
        "{s} was quiet for a long time, then said goodnight",
        "Not much. {s} wants to think",
    ),
    "worry": (
        "that {s} meets someone",
        "not knowing what {s} thinks",
        "The quiet in the flat at night",
        "That I lose the friends we have together",
        "That I will mess it up again if I get the chance",
        "the kids asking when we are all together again",
    ),
    "steady_self": (
        "be on time",
        "Get up at six every day this week",
        "answer my mother the same day she calls",
        "No phone after ten at night",
        "pay my bills on the day they come",
        "I said I would run on Saturdays and I will",
    ),
    "company": (
        "just a hello",
        "a short chat when we hand over the kids",
        "Help with the car, and no talk about us",
        "{s} likes it light. A joke, a picture of the dog",
        "I think {s} only wants a wave for now",
        "A walk now and then, not long",
    ),
    "pushed_how": (
        "I got scared",
        "I felt {o} slip away and I wanted to hear it is ok",
        "It was late, I was alone and I wrote three texts",
        "I saw {o} laughing with someone and I panicked",
        "impatient. I wanted a sign",
    ),
    "easy_moment": (
        "we laughed a bit",
        "We had coffee and talked about a film",
        "{s} showed me the new garden",
        "we both laughed about the neighbour's cat",
        "{s} stayed ten minutes longer than {s} had to",
        "cooking side by side, not talking much",
    ),
    "costly_truth": (
        "none",
        "that I saw my ex at the store",
        "I spent more than I said on the phone",
        "That I still have a photo I should have deleted",
        "I was late because I forgot, not because of traffic",
    ),
    "most_needed": (
        "that I show up",
        "To be told things before {s} finds out",
        "That I am where I say I am",
        "quiet evenings without a fight",
        "That I keep calm when {s} asks about it",
    ),
    "hard_answer": (
        "straight, and short",
        "I told {o} all of it and did not defend myself",
        "I said yes, it was more than once. Then I listened",
        "I told it as it was. {s} was sad but thanked me",
        "slowly, but I told the truth",
    ),
    "real_example": (
        "I told {o} I was late before {s} asked",
        "said no to a night out",
        "I gave back the extra change at the store, it felt normal",
        "I left the room calm in place of shouting",
        "I told my boss about my own mistake",
        "I showed {o} the bill before {s} saw it",
    ),
    "new_ways": (
        "I go for a run",
        "I call my brother and say how I feel",
        "I write it down and wait a day",
        "say it out loud: I am lonely tonight",
        "I breathe, and I tell {o} instead of hiding it",
    ),
    "talk_want": (
        "to try again, slowly",
        "I want us to be a couple again, a new one",
        "A chance to date {o} from the start",
        "I want to come home, when {s} is ready",
    ),
    "talk_why": (
        "I love who {s} is",
        "Because I am calm now and I still choose {o}",
        "{s} makes me honest. And I have shown I can do it",
        "because I know now what I nearly threw away",
    ),
    "talk_give": (
        "the truth, every day",
        "No secrets. My phone is open, I am home when I say",
        "Time, patience and every answer {s} wants",
        "I give my word and I keep it, like these months",
    ),
    "talk_hope": (
        "something calm",
        "Two people who tell each other things",
        "Not as before. Slower and more honest",
        "a home where nobody has to wonder",
    ),
    "keep_habits": (
        "saying it first",
        "Telling {o} things the same day",
        "the walk on sunday without phones",
        "Being on time. It changed more than I thought",
    ),
    "grief": (
        "the empty house",
        "I miss the mornings with {o}",
        "That I did this myself. That is the worst part",
        "Seeing our photos. I put them in a box today",
        "not hearing about {p} day any more",
        "holidays without {p} family",
    ),
    "learned": (
        "that I hide when I am sad",
        "I run from hard talks",
        "That I can tell the truth and still be standing",
        "I need to say what I need, early",
        "that I wanted to be admired more than known",
    ),
    "next_love": (
        "say things early",
        "Tell the truth when it is still small",
        "No secrets, from the first day",
        "I'll go slowly and I'll listen more",
    ),
    "last_fight": (
        "the dishes",
        "about the dishes, really",
        "that I came home late again and did not call",
        "We fought about money for the car",
        "{p} mother's visit at christmas",
        "who takes the dog out. It got loud",
    ),
    "my_part": (
        "I go silent",
        "I shouted and slammed the door",
        "I keep score and bring up old things",
        "Walked out and did not come back till morning",
        "I made jokes when {s} was serious",
    ),
    "their_side": (
        "that I never listen",
        "{s} would say I was never really there",
        "I think {s} needed me to stay in the room",
        "that {s} did everything alone and I didn't see it",
        "To hear that {s} matters more than work",
    ),
    "afraid_words": ("I don't want to write it here", "it is a long story", "mostly the shouting, late at night"),
    "can_live": (
        "the mess in the car",
        "{p} family on sundays",
        "That {s} is always late",
        "the snoring and the early alarm",
        "that we like different things on weekends",
    ),
    "cannot_live": (
        "being yelled at",
        "days of silence after a fight",
        "That I am not asked about big things",
        "being laughed at in front of friends",
        "never having an evening for us",
    ),
    "was_good": ("we laughed so much", "Sunday mornings", "{s} believed in me", "cooking with music on", "I could be silly with {o}"),
    "their_lines": (
        "my silence",
        "that I work every weekend",
        "{s} could not take the drinking any more I think",
        "me slamming doors",
        "To be the only one who plans anything",
    ),
    "change_needed": (
        "how we talk",
        "We need one evening a week that is ours",
        "I have to work less, really less",
        "a way to stop when it gets loud",
        "we would have to live nearer to {p} job",
    ),
    "by_whom": ("me first", "both, but I start", "mostly me", "both of us", "I guess {s} has a part too but mine is bigger"),
    "my_change": (
        "stay in the room",
        "I come home at six on two days and cook",
        "say what is wrong the same day",
        "No phone at the table",
        "I go to a counselor every other week",
    ),
    "halfway": (
        "every second weekend",
        "{p} family one sunday a month, and I'm in a good mood",
        "I move closer, {s} keeps the job",
        "We could split the holidays",
        "the dog can sleep in the bedroom",
    ),
    "learn_to_live": ("that {s} is late", "{p} moods in the morning", "the mess", "That {s} needs more time alone than me", "nothing big"),
    "talk_expect": (
        "that {s} tells me early",
        "That we both go to the counselor once",
        "no days of silence any more",
        "one evening a week just for us",
        "to be asked before big things",
    ),
    "while_waiting": ("run again", "see my brother", "Paint the kitchen, finally", "sleep, and swim on tuesdays", "call old friends"),
    "memory": (
        "the lake",
        "that week at the lake when it rained",
        "{p} laugh at the movies",
        "pancakes on sunday",
        "when we moved in and had one chair",
    ),
    "own_days": ("my sister", "football on thursday", "a trip with my brother in may", "Anna from work, we go swimming"),
    "new_habit": (
        "a walk after dinner",
        "sunday talk with tea, half an hour",
        "phones in the drawer at eight",
        "one evening out every week",
        "breakfast together on weekdays",
    ),
    "fight_how": (
        "when I looked at my phone",
        "at the first sigh. I could have asked",
        "{s} said sorry first, after an hour",
        "I should have gone for a walk and come back",
        "we were both tired, it was late",
    ),
    "change_anew": (
        "that I say it late",
        "we still never plan the week",
        "my work hours, honestly",
        "both. we don't keep the talk on sunday",
    ),
    "first_sign": ("I get loud", "I start to count what {s} did wrong", "my jaw gets tight", "{s} goes quiet and I talk faster"),
    "their_line_kept": ("I call if I'm late", "no work on sunday", "I stay in the room now", "I don't joke when it is serious"),
}
ELSE = (
    "it was ok i guess",
    "Hard to put in words",
    "I listened more than I talked this time",
    "It was awkward at first but it got easier",
)

YES = ("Y", "Y", "yes", "yeah", "yep", "Yes", "y", "yup", "Yes.")
NO = ("N", "N", "no", "nope", "No", "n", "nah", "No.")
UNSURE = ("not sure", "idk", "hard to say", "maybe", "I don't know", "kind of")
SAID_YES: Mapping[str, tuple[str, ...]] = {
    "age": ("Y", "yes", "yes I am", "Y", "yep"),
    "would_take_back": ("Y", "yes i think so", "yes I would", "Yes, I think so", "yeah"),
    "other_romance_ended": ("Y", "yes it is over", "yes, all over", "Yes"),
    "apologised": ("Y", "yes I did", "Yes, on sunday", "yes"),
    "open_to_contact": ("Y", "yes, {s} wrote back", "Yes, {s} said hello", "yes"),
    "pushed": ("Y", "yes, twice", "yeah I did", "yes"),
    "lied": ("Y", "yes a small one", "yes I did", "y"),
    "hard_question": ("Y", "yes {s} did", "Yes", "yeah"),
    "real": ("Y", "yes it is real", "Yes", "yes I think so"),
    "had_talk": ("Y", "yes we did", "Yes, last night", "yes"),
    "said_yes": ("Y", "yes!", "Yes. {s} said yes", "YES"),
    "kept": ("Y", "yes I did it", "yes, kept", "Yes", "done"),
    "confirm": ("Y", "yes", "yep", "Y", "ok"),
    "go_on": ("Y", "yes", "yes please", "yeah"),
    "told_them": ("Y", "yes, I wrote it", "Yes, all of it", "yes"),
    "fight_again": ("Y", "yes, on sunday", "yeah, a bit", "yes"),
    "good_for_me": ("Y", "yes", "yes it was", "Yes, I think so"),
    "sees_issue": ("Y", "yes", "yes I think so", "yeah"),
}
SAID_NO: Mapping[str, tuple[str, ...]] = {
    "discreet": ("N", "no, only me", "no", "N"),
    "no-contact": ("N", "no", "No", "nope"),
    "would_take_back": ("N", "no I would not", "honestly no", "No"),
    "other_romance_ended": ("N", "no, not all of it", "not yet", "no"),
    "contact_barred": ("N", "no", "No, nothing like that", "nope"),
    "apologised": ("N", "not yet", "no", "No, not yet"),
    "open_to_contact": ("N", "no", "nothing so far", "No"),
    "firm_no": ("N", "no", "no, {s} only went quiet", "N"),
    "pushed": ("N", "no I didn't", "not this week", "nope"),
    "lied": ("N", "no", "no lies", "No, none"),
    "had_talk": ("N", "not yet", "no", "N"),
    "real": ("N", "no", "honestly no", "not really"),
    "kept": ("N", "no I forgot", "No", "no, I didn't"),
    "setback": ("N", "no", "no, we're good", "No"),
    "afraid": ("N", "no", "no, never", "No, just loud"),
    "told_them": ("N", "not yet", "no", "N"),
    "fight_again": ("N", "no", "no, it was ok", "No"),
    "good_for_me": ("N", "no", "honestly no", "I don't think so"),
}
AROUND = ("{n}", "{n}", "{n}", "a {n}", "maybe {n}", "{n} I guess", "about a {n}", "I'd say {n}", "a solid {n}", "{n}.", "prob {n}")
ASIDES = ("thanks", "ok", "today was hard", "feeling a bit better", "that helped", "long day", "thank you, I needed that", "ok will do")
NAMES = ("Sam", "I'm Alex", "SKIP", "Robin", "my name is Kim", "Jordan", "Chris", "it's Dana", "Maya", "Luis", "Tony", "Ana")
HOURS = ("OK", "OK", "ok", "9am to 8pm", "5pm to 8pm", "10am-6pm", "noon to 8pm", "8am to 7pm")
SHARED = ("NONE", "kids", "home and children", "work", "none", "children", "home", "nothing")
READY = ("READY", "ready", "Ready!", "Ready")
LEAVING = ("please stop texting me", "I want these texts to end, please stop", "take me off this list please", "no more texts please")
SLOWING = ("SLOWER", "slower please", "can we go slower")
PAUSING = ("PAUSE 2 WEEKS", "pause for 2 weeks please", "I need a break, pause 2 weeks")
