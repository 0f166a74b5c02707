"""The knowledge base as plain files for another engine: its pages as the plugin makes them, ready to build."""
