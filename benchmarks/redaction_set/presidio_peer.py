"""Runs Presidio over texts, in an environment of its own: ``PYTHON presidio_peer.py MODEL < texts.json``.

Standard input is a JSON list of texts; standard output a JSON list with, for each, ``[start, end, type, uk]``: ``uk``
is true for what the analyzer with every UK recogniser says. What the environment holds is in presidio.txt.
"""

import json
import logging
import sys

from presidio_analyzer import AnalyzerEngine, RecognizerRegistry  # type: ignore[import-not-found]  # another environment
from presidio_analyzer import predefined_recognizers as known
from presidio_analyzer.nlp_engine import NlpEngineProvider  # type: ignore[import-not-found]  # another environment


def main() -> None:
    """Analyze what comes in."""
    # It asks the network for the list of public suffixes, says so when there is none, and goes on with its own.
    logging.getLogger("tldextract").setLevel(logging.CRITICAL)
    texts = json.load(sys.stdin)
    provider = NlpEngineProvider(
        nlp_configuration={
            "nlp_engine_name": "spacy",
            "models": [{"lang_code": "en", "model_name": sys.argv[1]}],
        }
    )
    nlp = provider.create_engine()
    default = AnalyzerEngine(nlp_engine=nlp, supported_languages=["en"])
    registry = RecognizerRegistry(supported_languages=["en"])
    registry.load_predefined_recognizers(languages=["en"], nlp_engine=nlp)
    for name in sorted(dir(known)):
        if name.startswith("Uk") or name == "NhsRecognizer":
            registry.add_recognizer(getattr(known, name)())
    registry.add_recognizer(known.PhoneRecognizer(supported_regions=("GB",)))
    british = AnalyzerEngine(nlp_engine=nlp, registry=registry, supported_languages=["en"])
    answers = []
    for text in texts:
        artifacts = nlp.process_text(text, "en")
        first = default.analyze(text=text, language="en", nlp_artifacts=artifacts)
        second = british.analyze(text=text, language="en", nlp_artifacts=artifacts)
        answers.append(
            [[hit.start, hit.end, hit.entity_type, False] for hit in first]
            + [[hit.start, hit.end, hit.entity_type, True] for hit in second]
        )
    json.dump(answers, sys.stdout)


if __name__ == "__main__":
    main()
