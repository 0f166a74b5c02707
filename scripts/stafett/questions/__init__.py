"""Who owns what, what is due, what the rules have to say: answers computed from a knowledge base."""
