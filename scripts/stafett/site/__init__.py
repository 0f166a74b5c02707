"""The built site: views that make its HTML, and a thin MkDocs plugin that wires them."""
