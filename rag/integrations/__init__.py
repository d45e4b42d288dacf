"""Lectern for other programs: as a retriever of LangChain, and as a runnable that answers."""
