"""A printing press for the tests: draws reports, sets them, prints them through lossy carriers.

Everything here is invented. Because each printed character knows what it is, the right answer
(the gold) is computed, never guessed, and independent of the program under test.
"""
