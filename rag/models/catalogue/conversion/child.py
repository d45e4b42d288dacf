"""`python -m rag.models.catalogue.conversion.child`: converts in a process of its own, whose memory is given back.

A request has "gguf", a file whose digest was checked; "folder", an empty one to write to; "context", in tokens; and
"adapter", a file of what the model was taught, or "".
"""

from pathlib import Path
from typing import Any

from rag.common.serving import Told, serve


def convert(request: dict[str, Any], tell: Told) -> dict[str, Any]:
    """{"done": True}, or {"error": why}; meanwhile tells {"done", "whole"}, in steps."""
    # Imported late, so that the process listens at once.
    from rag.models.catalogue.conversion.decoder import DecoderFile, decoder_spec
    from rag.models.catalogue.conversion.taught import read_taught

    source, folder, adapter = Path(request["gguf"]), Path(request["folder"]), request["adapter"]
    try:
        tell({"done": 0, "whole": 0})
        tokens, begins, ends = _save_tokenizer(source, folder, request["context"])
        spec = decoder_spec(
            DecoderFile(source, read_taught(Path(adapter)) if adapter else {}),
            tokens,
            ends,
            begins,
            lambda done, whole: tell({"done": done, "whole": whole}),
        )
        spec.save(str(folder))
    except (OSError, ValueError, KeyError) as error:
        return {"error": " ".join(str(error).split()) or type(error).__name__}
    return {"done": True}


def _save_tokenizer(source: Path, folder: Path, context: int) -> tuple[list[str], str, str]:
    """Save the tokenizer and its chat template; gives the vocabulary by id, what begins and what ends a text."""
    from transformers import AutoTokenizer

    from rag.models.weights.quiet import quieten

    quieten()
    tokenizer = AutoTokenizer.from_pretrained(source.parent, gguf_file=source.name)
    tokenizer.model_max_length = context
    tokenizer.save_pretrained(folder)
    ids = tokenizer.get_vocab()
    return sorted(ids, key=lambda token: ids[token]), str(tokenizer.bos_token), str(tokenizer.eos_token)


if __name__ == "__main__":
    serve(convert)
