"""What a training run is made of. The shipped reader was made with these defaults."""

from dataclasses import dataclass

MODULES = ("q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj")


@dataclass(frozen=True, slots=True)
class Recipe:
    """LoRA of `rank` on all linear layers from `first_layer` (0-based) up.

    The lower layers stay as they are, so that the backward pass ends early. `learning_rate` rises over
    `warmup` steps and falls as a cosine to a twentieth. `distractors` is the share of examples in which
    one sentence comes from another document, `absent` the share in which all do, `removed` that in which
    one from another document stands where the answer stood; `near_misses` is the share of questions with an
    answer that have a word changed, so that they have none; in the share `alone` one sentence stands alone,
    as the reader reads the one that it chose. Where `answered` is set, only examples that hold their answer are taken,
    and keep it: whoever is never asked for "none" need not learn it. `casual` is the share of questions without
    capitals and question mark. `decision_weight` is how much more the first token counts, which decides
    between an answer and none. Every `look_steps` steps the loss on unseen documents is measured and the
    state is kept; after `patience` looks without a better one the run ends.
    """

    rank: int = 16
    alpha: int = 32
    dropout: float = 0.05
    first_layer: int = 8
    learning_rate: float = 6e-4
    warmup: int = 20
    batch: int = 8
    epochs: float = 2.2
    sentences: int = 3
    distractors: float = 0.25
    absent: float = 0.06
    removed: float = 0.12
    near_misses: float = 0.0
    alone: float = 0.0
    answered: bool = False
    casual: float = 0.2
    decision_weight: float = 1.5
    longest: int = 380
    look_steps: int = 50
    patience: int = 5
    seed: int = 0
