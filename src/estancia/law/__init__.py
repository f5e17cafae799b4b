"""What the law of a day says: dated rules, house parameters, three-valued criteria, lists of languages and nations.

The room decides nothing about anybody. It holds the rows, tells which are in force on a day and how strongly each
may speak, and evaluates one definition of a criterion for one person with an explanation or for many in arrays.
"""

from estancia.law.parameters import Parameter, house_parameters, parameter
from estancia.law.rules import Law, Rule, Strength, current_law, rules

__all__ = ["Law", "Parameter", "Rule", "Strength", "current_law", "house_parameters", "parameter", "rules"]
