"""Front matter: covers, title pages, openers, prelims, and names of persons."""
