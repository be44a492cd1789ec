"""A text-message coach for people rebuilding trust.

One word a thing; these are the words of the whole code base.

===========  ===========================================================================================
participant  the person who is coached, one phone number
coach        the human in the console (the package ``coach`` is the bot)
program      what is coached: stages, prompts, gates; data in ``schedules/``, words in ``templates/sms/``
journey      one participant's way through one version of a program, in one role
phase        where the journey stands with the person: invited, intake, active, paused, held, stopped, done
stage        where the journey stands in the program (``befriend``, ...)
prompt       an unsolicited text of the program; may ask a question
question     what we asked
answer       what was stored
reading      what a reply was understood to mean
gate, dwell  what must be true to leave a stage; the least time in it
text         one SMS, in or out
window       the person's hours for unsolicited texts
wake_at      the one next moment at which something is due for a journey
promise      what the participant undertook, with the time it falls due
alert        a thing a coach must acknowledge by a deadline
hold         automation silent until a person resumes it; no-contact is a flag, not a hold
consent      one row of the append-only ledger: granted or revoked, with evidence
carrier      the phone network: Twilio, or the simulated one
===========  ===========================================================================================
"""

__version__ = "0.1.0"
