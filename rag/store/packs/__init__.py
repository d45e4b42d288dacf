"""A course in one file: made by a teacher, opened by a student, updated by a newer one."""
