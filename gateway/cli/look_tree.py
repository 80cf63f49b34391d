"""Trees of lines, drawn on a terminal."""

from typing import TYPE_CHECKING

from gateway.cli.output import visible

if TYPE_CHECKING:
    from rich.text import Text
    from rich.tree import Tree

    from gateway.explain.tree import Branch


def drawn(branch: "Branch") -> "Tree":
    """The whole of it."""
    root = new_tree(branch.text)
    for one in branch.under:
        add(root, one)
    return root


def add(root: "Tree", branch: "Branch") -> "Tree":
    """One branch with all that stands under it; the branch as it was added."""
    added = root.add(label(branch.text))
    for one in branch.under:
        add(added, one)
    return added


def new_tree(title: str) -> "Tree":
    """A tree with a title."""
    from rich.tree import Tree

    return Tree(label(title))


def label(text: str) -> "Text":
    """One line of a tree."""
    from rich.text import Text

    return Text(visible(text))
