"""Learns the weights of the danger model from the labelled phrases, and measures it on themes it has not seen.

    python scripts/train_danger.py            # measures by theme, then writes coach/understand/lexicon/danger_weights.json
    python scripts/train_danger.py --measure  # measures only

Plain logistic regression, one phrase at a time, with a step for each weight that shrinks as it is used (AdaGrad: Duchi, Hazan & Singer
2011). Nothing but the standard library; about ten seconds. The same phrases give the same weights to the byte.
"""

from __future__ import annotations

import json
import math
import random
import sys
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from coach.understand.danger import sight  # noqa: E402 - the path comes first
from coach.understand.danger_features import features  # noqa: E402

PHRASES = ROOT / "tests/understand/phrases"
TRAIN = ("danger_train",)
WEIGHTS = ROOT / "coach/understand/lexicon/danger_weights.json"
ROUNDS, STEP, DECAY, HEAVIER, FOLDS = 10, 0.3, 1e-3, 1.5, 10
LEAST = 8  # hundredths; smaller weights are left out
TWICE = 2  # a feature of fewer phrases teaches nothing


@dataclass(frozen=True)
class Phrase:
    """One labelled phrase. ``ruled``: a rule already calls it danger."""

    found: tuple[str, ...]
    danger: bool
    theme: str
    ruled: bool


def phrases(names: Iterable[str]) -> list[Phrase]:
    """The phrases of the files, as the model sees them: figures of speech out of sight."""
    rows = [json.loads(line) for name in names for line in (PHRASES / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]
    return [_phrase(row) for row in rows]


def _phrase(row: dict[str, object]) -> Phrase:
    rest, ruled = sight(str(row["text"]))
    expect, tags = row["expect"], row["tags"]
    return Phrase(tuple(sorted(features(rest))), expect["intent"] == "danger", str(tags[-1]), ruled)  # type: ignore[index]


class Model:
    """Weights by feature, learned one phrase at a time."""

    def __init__(self) -> None:
        self.weights: dict[str, float] = {}
        self.used: dict[str, float] = {}
        self.bias = 0.0

    def likelihood(self, phrase: Phrase) -> float:
        """0 to 1."""
        score = self.bias + sum(self.weights.get(one, 0.0) for one in phrase.found) / math.sqrt(len(phrase.found) + 1)
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, score))))

    def learn(self, phrase: Phrase) -> None:
        """One step towards ``phrase``."""
        error = (self.likelihood(phrase) - phrase.danger) * (HEAVIER if phrase.danger else 1.0)
        self.bias -= STEP * 0.1 * error
        for one in phrase.found:
            slope = error / math.sqrt(len(phrase.found) + 1) + DECAY * self.weights.get(one, 0.0)
            self.used[one] = self.used.get(one, 0.0) + slope * slope
            self.weights[one] = self.weights.get(one, 0.0) - STEP * slope / math.sqrt(self.used[one] + 1e-3)


def train(data: list[Phrase]) -> Model:
    """A model that has seen ``data`` some rounds over, in an order that is the same every time."""
    model, order = Model(), random.Random(1)  # noqa: S311 - the same order on every run
    counts = Counter(one for phrase in data for one in phrase.found)
    data = [replace(phrase, found=tuple(one for one in phrase.found if counts[one] >= TWICE)) for phrase in data]
    for _ in range(ROUNDS):
        order.shuffle(data)
        for phrase in data:
            model.learn(phrase)
    return model


def measure(data: list[Phrase]) -> None:
    """Prints what model and rules find on themes the model was not trained on."""
    themes = sorted({phrase.theme for phrase in data})
    guesses: list[tuple[Phrase, float]] = []
    for fold in range(FOLDS):
        unseen = set(themes[fold::FOLDS])
        model = train([phrase for phrase in data if phrase.theme not in unseen])
        guesses += [(phrase, model.likelihood(phrase)) for phrase in data if phrase.theme in unseen]
    for least in (0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95):
        print(f"{least:.2f}  alone {_rates(guesses, least, rules=False)}  with rules {_rates(guesses, least, rules=True)}")


def _rates(guesses: list[tuple[Phrase, float]], least: float, *, rules: bool) -> str:
    said = [(phrase.danger, share >= least or (rules and phrase.ruled)) for phrase, share in guesses]
    there = [found for danger, found in said if danger]
    calm = [found for danger, found in said if not danger]
    return f"recall {sum(there) / len(there):.3f} false {sum(calm) / len(calm):.3f}"


def write(model: Model) -> None:
    """Writes the weights, in hundredths, without the small ones."""
    kept = {one: round(weight * 100) for one, weight in sorted(model.weights.items()) if abs(weight * 100) >= LEAST}
    text = json.dumps({"bias": round(model.bias, 4), "weights": kept}, ensure_ascii=False, separators=(",", ":"))
    WEIGHTS.write_text(text + "\n", encoding="utf-8")


def main() -> None:
    """Measures, and writes unless told not to."""
    data = phrases(TRAIN)
    measure(data)
    if "--measure" not in sys.argv:
        write(train(data))


if __name__ == "__main__":
    main()
