import pytest

from rag.errors import InvalidSetting
from rag.settings import Elsewhere, Models, Patience, ServedModel, elsewhere, who_embeds, who_reads

JUDGE = {"LECTERN_JUDGE_URL": "http://gpu:8001/v1/"}


def test_nothing_is_elsewhere_where_nothing_is_said():
    assert elsewhere({}) == Elsewhere(None, None, None, Patience(20.0, 2, 5, 30.0, False))


def test_a_model_has_an_address_and_a_name():
    assert elsewhere(JUDGE).judge == ServedModel(
        "http://gpu:8001/v1", "lectern-judge", "LECTERN_JUDGE_URL", "LECTERN_JUDGE_MODEL"
    )
    named = elsewhere({**JUDGE, "LECTERN_JUDGE_MODEL": "mine"})
    assert named.judge is not None and named.judge.told == "mine on gpu:8001"
    assert named.reader is None


def test_what_people_read_has_no_password():
    served = elsewhere({"LECTERN_JUDGE_URL": "http://me:secret@gpu:8001/v1"}).judge
    assert served is not None and served.url == "http://me:secret@gpu:8001/v1"
    assert (served.told, served.shown) == ("lectern-judge on gpu:8001", "http://gpu:8001/v1")


def test_patience():
    said = {"SECONDS": "3.5", "RETRIES": "0", "FAILURES": "7", "REST": "60", "FALLBACK": "local"}
    found = elsewhere({f"LECTERN_SERVER_{name}": value for name, value in said.items()})
    assert found.patience == Patience(3.5, 0, 7, 60.0, True)


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("JUDGE_URL", "gpu:8001", "must be the address of a server"),
        ("SERVER_SECONDS", "soon", "must be a number from 0.1 to 600"),
        ("SERVER_RETRIES", "1.5", "must be a whole number from 0 to 10"),
        ("SERVER_FAILURES", "0", "must be a whole number from 1 to 1000"),
        ("SERVER_REST", "nan", "must be a number from 0.1"),
        ("SERVER_FALLBACK", "yes", 'must be "local"'),
    ],
)
def test_what_is_wrong_is_said(name, value, said):
    with pytest.raises(InvalidSetting, match=f'LECTERN_{name} is "{value}", but {said}'):
        elsewhere({f"LECTERN_{name}": value})


def test_a_password_in_an_address_that_is_wrong_is_not_shown():
    with pytest.raises(InvalidSetting) as error:
        elsewhere({"LECTERN_JUDGE_URL": "me:secret@gpu:8001/v1"})
    assert "secret" not in str(error.value) and '"gpu:8001/v1"' in str(error.value)


def test_who_reads_and_embeds_what_leaves_this_computer():
    served = elsewhere({**JUDGE, "LECTERN_EMBEDDER_URL": "http://gpu:8003/v1"})
    assert who_reads(Models(), served) == ("lectern-judge on gpu:8001",)
    assert who_reads(Models(adapter=False), served) == ()  # nobody judges
    assert who_reads(Models(generator="openai:x"), served) == ("openai", "lectern-judge on gpu:8001")
    assert who_embeds(Models(), served) == ("lectern-embedder on gpu:8003",)
    assert who_embeds(Models(embedder="cohere:x"), served) == (
        "cohere",
    )  # which the environment does not replace
    assert who_embeds(Models(), elsewhere({})) == who_reads(Models(), elsewhere({})) == ()
