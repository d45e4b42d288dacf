"""A GGUF file as a folder that CTranslate2 opens, in int8."""
