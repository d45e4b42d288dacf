"""How long a reply may be, said to any LangChain chat model."""

from typing import TypeVar

from langchain_core.language_models import BaseChatModel

Model = TypeVar("Model", bound=BaseChatModel)

# LangChain's standard name first, then what ChatGoogleGenerativeAI and ChatOllama call the same.
_FIELDS = ("max_tokens", "max_output_tokens", "num_predict")


def limited(model: Model, max_tokens: int) -> Model:
    """A copy of `model` whose replies have at most `max_tokens` tokens; `model` itself where it knows no such limit.

    It is set on the model and not passed with the call, because not every model takes `max_tokens` there: Ollama's
    and Google's raise an error. The copy shares everything else with `model`, the weights or the connection too.
    """
    known = [field for field in _FIELDS if field in type(model).model_fields]
    return model.model_copy(update={known[0]: max_tokens}) if known else model
