"""What each kind of database does in its own way. All else in rag/store is SQLAlchemy's, and the same for all."""
