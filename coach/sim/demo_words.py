"""What is said in a demo beyond the program: people who ask for a person, the coaches who answer, and their notes. All of it invented.

``{coach}`` stands for the coach's first name.
"""

from __future__ import annotations

from typing import NamedTuple


class Talk(NamedTuple):
    """A conversation between a person and a coach: ``lines`` by turns, the coach first. ``note``: written down afterwards."""

    opening: str
    lines: tuple[str, ...]
    handed_back: str
    note: str


TALKS = (
    Talk(
        "Can I talk to a real person?",
        (
            "Hi, this is {coach}. I read back over the last days. What is on your mind?",
            "We meet on Sunday for the first time and I don't know if I should bring the letter",
            "Leave it at home this once. Coffee, an hour, and listen. The letter waits until you are asked for it.",
            "ok. That takes a load off. Thank you {coach}",
        ),
        "worked through Sunday's meeting",
        "First meeting on Sunday. Agreed: no letter, one hour, listening. Ask how it went.",
    ),
    Talk(
        "I need to talk to a human about this",
        (
            "{coach} here, one of the coaches. I am listening.",
            "Our daughter asked if we are a family again. I didn't know what to say",
            "Say what is true today: you both love her, and you do not know yet. That is enough for a child, and it is not a lie.",
            "I told her that. She hugged me. Thanks",
        ),
        "answered, nothing open",
        "Daughter asks about the two of them. Spoke about telling her only what is true today.",
    ),
    Talk(
        "could I speak with a person please",
        (
            "Of course. This is {coach}. Take your time.",
            "I keep wanting to text every night. Ten times I typed something and deleted it",
            "Deleting it was the hard part, and you did it ten times. When it comes again, write it here instead.",
            "I will. It helps that somebody reads it",
        ),
        "urge to text at night; can go on",
        "Evenings are hard. Writes to us instead of texting at night. Keep an eye on weekends.",
    ),
    Talk(
        "is there a person there?",
        (
            "There is: {coach}. What happened?",
            "Found out I was asked about at the school. People talk. I am ashamed to pick up the kids",
            "Pick them up all the same, five minutes early, like you promised. People get used to what they see every day.",
        ),
        "encouraged to keep the routine",
        "Ashamed in front of other parents. The promise to be early at school counts double here.",
    ),
    Talk(
        "I would like to talk to my coach",
        (
            "Hello, {coach} speaking. How are you today?",
            "Honestly good. We laughed on the phone for the first time since March. Is it wrong that I am scared to ruin it?",
            "Not wrong at all. Do not build on it yet. Let it be one good call, and keep the next small promise.",
            "One good call. Got it",
        ),
        "good news; back to the program",
        "First light-hearted call. Remind: no big step on top of it.",
    ),
    Talk(
        "this isn't working, I need a human",
        (
            "I hear you. {coach} here. What isn't working?",
            "I do everything right and get one word answers",
            "One word is an answer. Weeks of them, reliably, is what trust looks like at this point. Shall we slow the texts down?",
            "yes slower please",
        ),
        "frustrated; fewer texts wanted",
        "Impatient with one-word answers. Wants fewer texts; told about SLOWER.",
    ),
)

DANGER = (
    Talk(
        "I don't want to live anymore",
        (
            "This is {coach}, I am a person and I am here. Are you safe right now? You can call or text 988 at any minute.",
            "I'm at my brother's. I won't do anything. It was just too much tonight",
            "I'm glad you are with your brother. Please tell him what you told me. I will write again tomorrow morning.",
            "ok I told him. he is making tea",
        ),
        "safe, with family, spoke twice; has the line's number",
        "Stayed with his brother. Called 988 himself. Followed up the next morning: calmer, wants to go on slowly.",
    ),
    Talk(
        "everyone would be better off without me",
        (
            "Hi, {coach} here. That sounds very heavy. Are you thinking of hurting yourself?",
            "no. not like that. I'm just so tired of being the bad one",
            "Thank you for telling me straight. One bad evening is not who you are. 988 is there tonight, and I am back at nine.",
        ),
        "no plan, no intent; rested; asked to go on",
        "Exhausted, no intent. Agreed to sleep first and to write in the morning.",
    ),
)

NO_CONTACT = ("She asked me not to contact her again", "he got a restraining order against me")
LEAVING = ("STOP", "please delete my data")
NOTES = (
    "Prefers evenings. Works shifts, so answers can be late.",
    "Has told their sister about the program; she helps with the children.",
    "Reads everything twice. Keep texts short.",
    "Very honest in the intake. Do not press for details again.",
    "Asked what happens after the last stage. Explained: no prize, a habit.",
    "Couples counselling begins next month; they both agreed.",
    "Keeps small promises well, large ones not yet. Suggest smaller ones.",
    "Moved out to a flat nearby. The rhythm with the children holds.",
    "Sounded proud today. First promise kept three times in a row.",
    "Anniversary coming up: no gift, no surprise. Talked about it.",
)
TAKEN_OVER = "asked for a person"
