"""The stages between a question and its answer: what is found, what is judged, what is worded."""
