"""The way in for assistants: tools by the Model Context Protocol."""
