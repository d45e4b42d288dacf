"""Copies of locked files without their lock, made with the password: one module for each way to lock."""
