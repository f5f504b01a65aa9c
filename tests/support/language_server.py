"""The language server without its pipes."""

from __future__ import annotations

from importlib.util import find_spec

from plivoml import InvalidDocumentError
from plivoml._cli.settings import Settings

from .checking import Selection


#: Whether it is not installed here.
NEEDS = find_spec("pygls") is None


def answers(suffix: str, source: str, line: int, character: int) -> bool:
    """Ask everything that an editor asks at a position; say whether something is wrong there."""
    if NEEDS:
        return False
    from lsprotocol import types

    from plivoml._lsp import actions, diagnostics, features, outline
    from plivoml._lsp.documents import Document
    from plivoml._lsp.text import Text

    document = Document(f"file:///answer{suffix}", 1, "", Text(source), Settings(Selection()))
    where = types.TextDocumentIdentifier(document.uri)
    place = types.Position(line, character)
    told = diagnostics.diagnostics(document)
    end = document.text.position(len(source))
    for one in told:
        start = one.range.start
        assert (start.line, start.character) <= (one.range.end.line, one.range.end.character)
        assert (one.range.end.line, one.range.end.character) <= (end.line, end.character)
    for snippets in (True, False):
        asked = types.CompletionParams(where, place)
        assert not features.completions(document, asked, with_snippets=snippets).is_incomplete
    features.hover(document, types.HoverParams(where, place))
    features.definition(document, types.DefinitionParams(where, place))
    assert outline.symbols(document) is not None
    assert outline.folds(document) is not None
    everything = types.Range(types.Position(0, 0), end)
    actions.actions(
        document, types.CodeActionParams(where, everything, types.CodeActionContext(told))
    )
    try:
        features.formatting(document)
    except InvalidDocumentError as error:
        return bool(error.problems)
    return bool(told)
