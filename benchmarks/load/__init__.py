"""A class of many people at one server, over the protocol that browsers speak: what fails, how long they wait."""
