"""A search index over the knowledge base's pages: words made alike, compounds taken apart, weights, small files.

The reader's browser (``site/assets/search``) fetches only the few files that a question needs, and asks them itself.
Material's dialogue stays as it is: to it, that script is a search worker like Material's own.

**What else was weighed.** *Material's worker with a better index*: it puts ``*`` after each word of a question and
stems none of these, so that Swedish needs every form and part written into every page; and it fetches and parses all
of the index on every page (at 3,000 pages 2.9 MB compressed; of this one less than 0.1 MB until the first answer).
*Pagefind behind the same dialogue*: sharded as this index is, and it stems, but it divides no compounds and forgives no
typing error (of 40 judged questions it had 0.85 right among the first three; tails of compounds 0.20, typing errors
0.60), and it needs ``wasm-unsafe-eval`` in the site's security policy and a program beside Python to build.

**How a question is answered.** Each word is looked up as it is, then by its Swedish and English stem, as the beginning
of others, as the tail of a compound (where words are few, always; else where the index knows none of these), and, where
nothing else is known, as two words written as one or with a typing error; neighbours are also tried as one word. Pages
are ranked by BM25F with the rarity of what was found, and by how many of the question's words they answer: in
proportion, since of a sentence few words matter. Of the best twenty the text is then looked at: what the title, a
heading or one section says together counts more, and that is where the hit leads; a word that the index takes for the
question's and that has an *å* where the question has an *ä* (*läsning, låsning*) counts less.

**What it costs.** ``benchmarks/search.py`` measures it beside plain Material. A question's files are chosen by the
alphabet, so nothing grows with the number of pages but the lists of the words asked for.
"""
