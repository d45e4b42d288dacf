"""What is drawn on the pages of a Word document: text boxes, charts, diagrams, pictures with a description."""
