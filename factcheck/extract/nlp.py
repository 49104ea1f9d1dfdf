from factcheck.nlp import SECTION_NAME, sentences, stem, tokens, words  # noqa: F401  (moved; goes away at integration)
