"""The library kept whole: checked, copied, brought back, and swept."""
