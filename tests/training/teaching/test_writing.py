import copy
import json
from dataclasses import replace

import pytest
import torch
from transformers import Qwen2Config, Qwen2ForCausalLM

from training.material.claims import WrittenClaim
from training.material.rewordings import Rewording
from training.material.translations import translations
from training.teaching.loop import train
from training.teaching.recipe import Recipe
from training.teaching.writer.lessons import DECISION, claim_lessons, rewording_lessons, translation_lessons
from training.teaching.writer.packed import Branch, Lesson, pack, seen
from training.teaching.writer.upper import cut, lower_states
from training.teaching.writer.writing import Writing

RECIPE = Recipe(rank=2, alpha=4, dropout=0.0, first_layer=0, batch=2, epochs=2.0, look_steps=2, warmup=1)


class Letters:
    """One token a character; a turn is its words in brackets."""

    def encode(self, text, add_special_tokens=False):
        return [min(ord(character), 127) for character in text]

    def apply_chat_template(self, turns, tokenize, add_generation_prompt):
        return "".join(f"({turn['content']})" for turn in turns)


def tiny():
    torch.manual_seed(0)
    config = Qwen2Config(
        vocab_size=128, hidden_size=32, intermediate_size=48, num_hidden_layers=4, num_attention_heads=2,
        num_key_value_heads=1, tie_word_embeddings=True, max_position_embeddings=1024, initializer_range=0.3,
    )  # fmt: skip
    return Qwen2ForCausalLM(config).eval()


def said(text, words):
    return Rewording("Why?", "Heading", "", text, words, False, "group")


def test_the_upper_half_goes_on_where_the_lower_one_ended():
    model = tiny()
    rows = [[5, 9, 2, 77, 30], [8, 8, 1]]
    with torch.no_grad():
        whole = [model(torch.tensor([row])).logits[0] for row in rows]
    halves = cut(copy.deepcopy(model), Letters(), 1)
    assert halves.layers == 3 and len(halves.upper.model.layers) == 1
    packed = [pack(Lesson(row, ())) for row in rows]
    for states, expected in zip(lower_states(halves, packed), whole, strict=True):
        with torch.no_grad():
            given = halves.upper(inputs_embeds=states.float()[None]).logits[0]
        # Kept in bfloat16, and computed in it where the processor is quick at that.
        assert torch.nn.functional.cosine_similarity(given, expected).min() > 0.99


def test_a_lesson_sees_what_is_shared_and_nothing_of_the_others():
    lesson = Lesson([5, 9, 2], (Branch([77, 30], [4, 6]), Branch([8], [3])))
    row = pack(lesson)
    assert row.tokens == [5, 9, 2, 77, 30, 4, 6, 8, 3]
    assert row.place == [0, 1, 2, 3, 4, 5, 6, 3, 4]
    assert (row.before, row.wanted) == ([4, 5, 7], [4, 6, 3])
    model = tiny()
    with torch.no_grad():
        alone = [
            model(torch.tensor([tokens])).logits[0] for tokens in ([5, 9, 2, 77, 30, 4, 6], [5, 9, 2, 8, 3])
        ]
    (states,) = lower_states(cut(copy.deepcopy(model), Letters(), 1), [row])
    halves = cut(copy.deepcopy(model), Letters(), 1)
    with torch.no_grad():
        given = halves.upper(
            inputs_embeds=states.float()[None],
            position_ids=torch.tensor([row.place]),
            attention_mask=seen([row]),
        ).logits[0]
    for index, expected in ((4, alone[0][4]), (5, alone[0][5]), (7, alone[1][3])):
        assert torch.nn.functional.cosine_similarity(given[index], expected, dim=0) > 0.99


def test_what_all_prompts_begin_with_is_read_once():
    claims = [
        WrittenClaim("Ice: It melts.", "Ice melts.", True, "free", "group"),
        WrittenClaim("Ice: It melts.", "Ice burns.", False, "opposite", "group"),
    ]
    (lesson,) = claim_lessons(Letters(), claims)
    assert bytes(lesson.shared).decode().endswith("Claim: Ice ")
    assert [bytes(one.asked).decode() for one in lesson.branches] == ["melts.)", "burns.)"]
    assert [bytes(one.target).decode() for one in lesson.branches] == ["yes", "no"]
    assert all(one.weight == DECISION for one in lesson.branches)


def test_only_the_words_that_are_said_count():
    lessons = list(rewording_lessons(Letters(), [said("A long text.", "Short.")])) * 2
    task = Writing(cut(tiny(), Letters(), 2), lessons, [], RECIPE)
    (batch,) = [next(task.batches())]
    wanted = [ord(c) for c in "Short.<|im_end|>"]
    assert batch[0].packed.wanted == wanted
    model = cut(tiny(), Letters(), 2).upper
    with torch.no_grad():
        logits = model(inputs_embeds=batch[0].states.float()[None]).logits[0]
    first = len(batch[0].states) - len(wanted)
    expected = torch.nn.functional.cross_entropy(logits[first - 1 : -1], torch.tensor(wanted))
    assert float(task.loss(model, batch[:1]).detach()) == pytest.approx(float(expected), rel=0.05)


def test_a_run_learns_to_say_it(tmp_path):
    examples = [said("A long text about ice.", "Ice."), said("A long text about fire.", "Fire.")]
    lessons = list(rewording_lessons(Letters(), examples)) * 8
    halves = cut(tiny(), Letters(), 3)
    recipe = replace(RECIPE, rank=8, alpha=32, epochs=20.0, learning_rate=2e-2, look_steps=40)
    history = train(halves.upper, Writing(halves, lessons, lessons[:2], recipe), recipe, tmp_path)
    assert history.losses[-1] < history.losses[0] / 2


def test_what_is_kept_aside_of_parallel_questions_is_kept_aside_in_every_language(tmp_path):
    row = {"answers": ["1"], "relevant": [], "answerable": True, "context_doc": "Ice#0"}
    asked = {"en": "What is ice?", "de": "Was ist Eis?", "zh": "冰是什么？", "ar": "ما هو الجليد؟"}
    for language, text in asked.items():
        folder = tmp_path / language
        folder.mkdir()
        (folder / "corpus.jsonl").write_text(
            json.dumps({"doc_id": "Ice#0", "title": "Ice", "text": "Ice."}) + "\n"
        )
        (folder / "questions.jsonl").write_text(json.dumps({"id": "a", "question": text, **row}) + "\n")
    found = translations(tmp_path)
    assert [(one.question, one.said, one.language, one.group) for one in found] == [
        ("Was ist Eis?", "What is ice?", "de", "Ice"),
        ("冰是什么？", "What is ice?", "zh", "Ice"),
        ("ما هو الجليد؟", "What is ice?", "ar", "Ice"),
    ]
    assert len({one.use for one in found}) == 1
    (lesson,) = translation_lessons(Letters(), found[:1])
    assert bytes(lesson.shared + lesson.branches[0].asked).decode().endswith("(Was ist Eis?)")
