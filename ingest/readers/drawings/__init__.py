"""What is drawn in a document: charts, diagrams, what is said of pictures."""
