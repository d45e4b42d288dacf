"""A picture to lines of words: where they are, how they are turned, what they say."""
