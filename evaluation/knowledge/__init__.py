"""How well passages are found: BM25, vectors and both, on any corpus of documents, queries and judgements."""
