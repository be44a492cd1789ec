from coach.core.model import DangerKind


def likelihood(words):
    return DangerKind.SELF_HARM, 0.0
