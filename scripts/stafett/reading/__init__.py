"""Settings, front matter, directory and tree: the only place that parses files."""
