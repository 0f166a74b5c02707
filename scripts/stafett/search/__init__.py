"""A search index over the knowledge base's pages: words made alike, compounds taken apart, weights, small files.

The reader's browser (``site/assets/search``) fetches only the few files that a question needs, and asks them itself.
"""
