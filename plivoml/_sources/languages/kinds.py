"""
What the nodes of syntax trees are, by their names.

Grammars have names of their own for the same things, and hardly one for two things.
"""

from __future__ import annotations

import re

from typing import Final


LITERALS: Final = frozenset(
    {
        "encapsed_string",
        "heredoc",
        "interpolated_string_expression",
        "interpreted_string_literal",
        "multiline_string_literal",
        "nowdoc",
        "raw_string_literal",
        "string",
        "string_literal",
        "template_string",
        "verbatim_string_literal",
    }
)
# What is text in a literal; all else in it is a value.
WORDS: Final = frozenset(
    {
        "escape_sequence",
        "heredoc_content",
        "interpreted_string_literal_content",
        "multiline_string_fragment",
        "nowdoc_string",
        "raw_string_content",
        "raw_string_literal_content",
        "string_content",
        "string_fragment",
        "string_literal_content",
    }
)
BODIES: Final = frozenset({"heredoc_body", "nowdoc_body"})

SUMS: Final = frozenset({"binary", "binary_expression"})
PLUS: Final = frozenset({"+", "."})

# What an expression stands in and stays what it is.
AROUND: Final = frozenset(
    {
        "argument",
        "array_element_initializer",
        "as_expression",
        "expression_list",
        "literal_element",
        "non_null_expression",
        "parenthesized_expression",
        "parenthesized_statements",
        "reference_expression",
        "satisfies_expression",
        "value_argument",
    }
)
ARGUMENTS: Final = frozenset({"argument_list", "arguments", "token_tree", "value_arguments"})
# And what several stand in.
SEVERAL: Final = ARGUMENTS | frozenset(
    {
        "array",
        "array_creation_expression",
        "array_expression",
        "array_initializer",
        "chained_string",
        "collection_expression",
        "collection_literal",
        "composite_literal",
        "implicit_array_creation_expression",
        "initializer_expression",
        "literal_value",
    }
)
CALLS: Final = frozenset(
    {
        "call",
        "call_expression",
        "function_call_expression",
        "invocation_expression",
        "macro_invocation",
        "member_call_expression",
        "method_invocation",
        "scoped_call_expression",
    }
)
MEMBERS: Final = frozenset(
    {
        "field_expression",
        "member_access_expression",
        "member_expression",
        "navigation_expression",
        "selector_expression",
    }
)
# The types of lists stand in them, too.
NO_ITEM: Final = re.compile(r"(?:_type|type_identifier|dimensions|comment)\Z")
TEXTS: Final = LITERALS | SUMS | {"chained_string", "heredoc_beginning"}

# Methods after which a text is what it was but for its margins, and functions that join texts.
SAME: Final = frozenset(
    {
        "from",
        "into",
        "strip",
        "stripIndent",
        "strip_heredoc",
        "squish",
        "toString",
        "to_owned",
        "to_s",
        "to_string",
        "trim",
        "Trim",
        "trimIndent",
        "trimMargin",
        "ToString",
    }
)
JOINS: Final = frozenset(
    {
        "vec",
        "append",
        "Append",
        "AppendLine",
        "arrayOf",
        "concat",
        "Concat",
        "implode",
        "join",
        "Join",
        "joinToString",
        "listOf",
        "push_str",
        "WriteString",
    }
)

# What statements stand in.
BLOCKS: Final = frozenset(
    {
        "block",
        "block_body",
        "body_statement",
        "class_body",
        "compilation_unit",
        "compound_statement",
        "declaration_list",
        "else",
        "enum_class_body",
        "function_body",
        "interface_body",
        "match_block",
        "program",
        "source_file",
        "statement_block",
        "statement_list",
        "switch_block_statement_group",
        "switch_body",
        "then",
    }
)
