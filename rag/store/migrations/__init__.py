"""How a library of an older format becomes one of today's, whole or not at all."""
