"""How every bench says what it measured."""


def line(name: str, measured: str, *, goal: str, met: bool) -> bool:
    """Print one line, `name: measured (goal …) met` or `… short`, and give back whether it was met."""
    print(f"{name}: {measured} (goal {goal}) {'met' if met else 'short'}", flush=True)
    return met
