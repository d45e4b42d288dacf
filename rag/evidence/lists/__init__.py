"""What is listed: as items under what opens them, or as steps that sentences tell one after the other."""
