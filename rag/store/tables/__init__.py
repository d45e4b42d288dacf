"""The tables of library.db by room; `rag/store/schema` has them all."""
