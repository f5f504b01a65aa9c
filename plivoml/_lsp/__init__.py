"""A language server: what is known of documents, told to editors as they are written."""
