"""``python -m archivist``: the program where its script is not on the path."""

from archivist.cli import main

if __name__ == "__main__":  # processes of a batch that are not forked load this module, too
    main()
