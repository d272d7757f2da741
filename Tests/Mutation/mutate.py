#!/usr/bin/env python3
"""Puts mutants into a copy of the engine's sources. See README.md in this folder.

A mutant is chosen when the program runs: `a < b` becomes `(isMutant(17) ? a <= b : a < b)`, so that one build holds them all.
"""
import random
import re
import sys
from pathlib import Path

# A formatted operator has blanks on both sides; `Array<Int>` does not.
FLIPS = {"<": "<=", "<=": "<", ">": ">=", ">=": ">", "==": "!=", "!=": "==", "&&": "||", "||": "&&"}
OPERATOR = re.compile(r" (<=|>=|==|!=|<|>|&&|\|\|) ")
OFF_BY_ONE = re.compile(r"(?<=[\w)\]] )([+-]) 1(?![\w.])")
UPPER_BOUND = re.compile(r"\.\.<([a-z]\w*(?:\.\w+)*)(?=[,)\] ]|$)")
STOPS_LEFT = re.compile(r"(?:\b(?:return|if|guard|while|where|in|else|let|case|try|unsafe|await)|(?<![=!<>])[=]|[?:]|\|\||->) $")
STOPS_RIGHT = re.compile(r" (?:&&|\|\||\?|:|\{|else)(?: |$)")
PAIRS = {")": "(", "]": "[", "}": "{"}


def left_edge(line, at):
    """The start of the operand that ends at `at`; for `&&`, a whole chain is the operand."""
    depth = []
    index = at
    while index > 0:
        character = line[index - 1]
        if character in ")]}":
            depth.append(PAIRS[character])
        elif character in "([{":
            if not depth:
                break
            if depth.pop() != character:
                return None
        elif not depth:
            if character == "," or character == ";":
                break
            if STOPS_LEFT.search(line[:index]):
                break
        index -= 1
    return None if depth else index + len(line[index:at]) - len(line[index:at].lstrip())


def right_edge(line, at):
    depth = []
    index = at
    while index < len(line):
        character = line[index]
        if character in "([{":
            if character == "{" and not depth:
                break
            depth.append(character)
        elif character in ")]}":
            if not depth:
                break
            if depth.pop() != PAIRS[character]:
                return None
        elif not depth and (character in ",;" or STOPS_RIGHT.match(line, index)):
            break
        index += 1
    return None if depth else at + len(line[at:index].rstrip())


def replacements(line):
    """Each way to change the line: (from, to, original text, mutated text)."""
    code = line.split("//")[0].rstrip()
    if '"' in code or not code.startswith("    ") or re.search(r"\b(func|case|precondition|assert|init|#if|static let)\b", code):
        return
    for found in OPERATOR.finditer(code):
        operator = found.group(1)
        start, end = left_edge(code, found.start()), right_edge(code, found.end())
        if start is None or end is None or start >= found.start() or end <= found.end():
            continue
        left, right = code[start : found.start()], code[found.end() : end]
        # An operand of a comparison may not be a chain itself.
        if operator not in ("&&", "||") and ("&&" in left or OPERATOR.search(f" {left} ") and "(" not in left):
            left_part = re.split(r" && ", left)[-1]
            start, left = found.start() - len(left_part), left_part
        if not left.strip() or not right.strip() or re.search(r"\b(is|as|try|let|var)\b", left + " " + right):
            continue
        yield start, end, f"{left} {operator} {right}", f"{left} {FLIPS[operator]} {right}"
    for found in OFF_BY_ONE.finditer(code):
        yield found.start(), found.end(), found.group(0), None
    for found in UPPER_BOUND.finditer(code):
        yield found.start(1), found.end(1), found.group(1), None


def rewritten(line, number, change):
    start, end, old, new = change
    if new is not None:
        return line[:start] + f"(isMutant({number}) ? {new} : {old})" + line[end:], f"{old}  →  {new}"
    if old[0] in "+-":
        return line[:start] + f"{old[0]} (1 - mutantStep({number}))" + line[end:], f"{old}  →  {old[0]} 0"
    return line[:start] + f"({old} - mutantStep({number}))" + line[end:], f"..<{old}  →  ..<{old} - 1"


def main():
    tree, listing, wanted, seed, dropped = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]), sys.argv[4], set(sys.argv[5:])
    engine = tree / "Sources/TapeEngine"
    files = sorted(file for file in engine.rglob("*.swift") if file.parent.name != "Explaining")
    # Tables of words and texts have nothing to mutate.
    files = [file for file in files if file.name not in ("Format.swift", "Phrases.swift", "Words.swift", "FunctionTable.swift")]
    generator = random.Random(seed)
    sites = []
    for file in files:
        lines = file.read_text().split("\n")
        is_text = False
        for index, line in enumerate(lines):
            # A text of several lines is not code.
            if line.count('"""') % 2:
                is_text = not is_text
            changes = [] if is_text else list(replacements(line))
            if changes:
                sites.append((file, index, generator.choice(changes)))
    generator.shuffle(sites)
    # Each file gets its share, at least one place, so that a long file does not crowd out the others.
    chosen, taken = [], {}
    for site in sites:
        of_file = sum(1 for other in sites if other[0] == site[0])
        if taken.get(site[0], 0) < max(1, round(wanted * of_file / len(sites))):
            taken[site[0]] = taken.get(site[0], 0) + 1
            chosen.append(site)
    chosen.sort(key=lambda site: (str(site[0]), site[1]))
    rows, texts = [], {}
    for number, (file, index, change) in enumerate(chosen, start=1):
        place = f"{file.relative_to(tree)}:{index + 1}"
        if place in dropped:
            continue
        lines = texts.setdefault(file, file.read_text().split("\n"))
        lines[index], description = rewritten(lines[index], number, change)
        rows.append(f"{number}\t{place}\t{description}")
    for file, lines in texts.items():
        file.write_text("\n".join(lines))
    (engine / "Mutant.swift").write_text(
        "import TapeSystem\n\n"
        "private let chosenMutant = unsafe getenv(\"TAPE_MUTANT\").flatMap { unsafe Int(String(cString: $0)) } ?? 0\n\n"
        "func isMutant(_ number: Int) -> Bool { number == chosenMutant }\n\n"
        "func mutantStep<T: FixedWidthInteger>(_ number: Int) -> T { number == chosenMutant ? 1 : 0 }\n")
    listing.write_text("\n".join(rows) + "\n")
    print(f"{len(rows)} mutants of {len(sites)} places in {len(texts)} files")


main()
