"""The examples in the readers' docstrings hold."""

from __future__ import annotations

import doctest
import importlib
import pkgutil

import pytest

import archivist.readers

MODULES = [m.name for m in pkgutil.iter_modules(archivist.readers.__path__, "archivist.readers.")]


@pytest.mark.parametrize("name", MODULES)
def test_examples(name: str):
    result = doctest.testmod(importlib.import_module(name))
    assert result.failed == 0
