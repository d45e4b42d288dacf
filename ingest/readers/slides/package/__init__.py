"""What is inside of a PowerPoint file: its parts, their XML, which slides there are."""
