"""What readers see, made by plain functions: knowledge base in, HTML or Markdown out. Nothing here knows MkDocs."""
