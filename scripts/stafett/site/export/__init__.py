"""The knowledge base as plain files for another engine: the pages that MkDocs and the plugin make, ready to be built."""
