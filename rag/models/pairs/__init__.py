"""A small model that reads two texts together: does one carry the other?"""
