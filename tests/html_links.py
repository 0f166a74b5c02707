"""What an HTML document would fetch or lead to, for tests of documents that are complete in themselves."""

from html.parser import HTMLParser


class Links(HTMLParser):
    """Gathers the tags of a document, and where they lead."""

    def __init__(self):
        super().__init__()
        self.tags, self.targets = set(), []

    def handle_starttag(self, tag, attrs):
        """Note a tag and where it leads."""
        self.tags.add(tag)
        self.targets += [value for name, value in attrs if name in {"href", "src"}]
