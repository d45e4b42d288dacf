"""How answers of several pieces are planned: sides that are compared, two questions in one."""
