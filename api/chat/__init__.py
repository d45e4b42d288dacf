"""The way in for clients of OpenAI's API: a collection is a model, an answer a completion."""
