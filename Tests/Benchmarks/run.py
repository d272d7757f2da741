"""Runs Tape, the C floor and the peers that are installed side by side, checks that they agree, and prints one table.

run.py --tape PROGRAM --bench PROGRAM --floor PROGRAM --data FOLDER --python PYTHON [--quick] [--out FILE]
"""

import argparse
import csv
import glob
import os
import platform
import re
import shutil
import statistics
import subprocess
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))
PEERS = ("duckdb", "polars", "pandas", "numpy", "chdb", "numba", "pyarrow")
# Which of them read two files and answer, answer repeatedly (from the flat file or the long one), or only read files.
COLD = ("duckdb", "polars", "pandas", "numpy")
WARM_FROM_FLAT, WARM_FROM_TEXT = ("numpy", "numba"), ("duckdb", "polars", "pandas", "chdb")
READERS = ("duckdb", "polars", "pandas", "chdb", "pyarrow")


class Wrong(Exception):
    pass


def words_of(text):
    return [line.split() for line in text.strip().splitlines()]


# ---- equality of answers ---------------------------------------------------------------------------------------


def runs(rows):
    """Length, first, last."""
    return [tuple(row[:3]) for row in rows]


def ranking(rows):
    """Symbol and length, the longest first; the symbols of the last length may differ."""
    ranked = [(row[0].lower(), int(float(row[1]))) for row in rows][:20]
    least = ranked[-1][1]
    return [length for _, length in ranked], sorted(symbol for symbol, length in ranked if length > least)


def numbers(rows):
    return {row[0].lower(): float(row[1]) for row in rows}


def agree(kind, left, right):
    left, right = kind(left), kind(right)
    if kind is not numbers:
        return left == right
    common = left.keys() & right.keys()
    return len(common) >= 3 and all(abs(left[k] - right[k]) <= 1e-6 * max(1, abs(right[k])) for k in common)


def table(text, columns):
    """Columns of a CSV answer from Tape, by name or position."""
    header, *rows = csv.reader(text.strip().splitlines())
    places = [name if isinstance(name, int) else header.index(name) for name in columns]
    return [[row[place] for place in places] for row in rows]


class Work:
    def __init__(self, title, query, columns, kind):
        self.title, self.query, self.columns, self.kind = title, query, columns, kind

    def tape_rows(self, text):
        return self.columns(text) if callable(self.columns) else table(text, self.columns)


def followed(text):
    """The means and medians below an event study."""
    labels = {"mean": "event/mean", "median": "event/median", "any session: mean": "any/mean", "any session: median": "any/median"}
    header, *rows = csv.reader(text.strip().splitlines())
    return [[f"{labels[row[0]]}/{name.split()[-1][:-1]}", value]
            for row in rows if row[0] in labels for name, value in zip(header[2:], row[2:])]


WORKS = {
    "W1": Work("W1 runs of one over the benchmark", "streak t0001 over bench since 1990 top 10", ("length", "from", "to"), runs),
    "W2": Work("W2 longest run over the benchmark, every symbol", "streak all over bench since 1990 | sort by longest desc | top 20", ("symbol", "longest"), ranking),
    "W3": Work("W3 the same in weeks", "streak all over bench since 1990 weekly | sort by longest desc | top 20", ("symbol", "longest"), ranking),
    "W4": Work("W4 RSI, SMA 50 and 200, fall from the high, every symbol", "rank all by rsi(it, 14) + sma(it, 50) + sma(it, 200) + dd(it, 252)", ("symbol", 2), numbers),
    "W5": Work("W5 what followed runs of ten, every symbol", "return all next 21d, 63d, 252d after streak(all over bench) reaches 10 since 1990", followed, numbers),
    "W6": Work("W6 correlation since 2016", "correlate all since 2016", ("symbol", "t0001"), numbers),
    "W7": Work("W7 best 20 over a year", "rank all by return(it, 1y) top 20", ("symbol", 2), numbers),
}


# ---- processes that answer repeatedly -----------------------------------------------------------------------------


class Server:
    def __init__(self, name, command):
        self.name = name
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        self.lines_until("READY")

    def lines_until(self, end):
        lines = []
        for line in self.process.stdout:
            if line.rstrip("\n") == end:
                return lines
            lines.append(line.rstrip("\n"))
        raise Wrong(f"{self.name} has ended: {lines[-3:]}")

    def ask(self, words):
        """Times and the lines of the answer; empty if the program does not support the work."""
        self.process.stdin.write(words + "\n")
        self.process.stdin.flush()
        lines = self.lines_until("END")
        if lines[:1] == ["SKIP"]:
            return [], []
        return [float(line[5:]) for line in lines if line.startswith("TIME ")], [line for line in lines if not line.startswith("TIME ")]

    def close(self):
        self.process.stdin.close()
        self.process.wait()


def python_peer(options, name):
    script = os.path.join(HERE, "peers", name + "_peer.py")
    found = subprocess.run([options.python, "-c", f"import {name}"], capture_output=True)
    return [options.python, script] if found.returncode == 0 else None


class Table:
    """One row per workload, one column per program: medians, and ratios to the floor and to the best peer."""

    def __init__(self):
        self.rows = []

    def add(self, title, times, goal, has_floor=True):
        """times: lists of seconds by program, in the order of the rounds."""
        medians = {name: statistics.median(seconds) for name, seconds in times.items() if seconds}
        if "Tape" not in medians:
            return
        peers = {name: value for name, value in medians.items() if name not in ("Tape", "C floor")}
        self.rows.append((title, medians, peers, goal))
        print(f"{title}: " + ", ".join(f"{name} {shown(value)}" for name, value in medians.items()), file=sys.stderr)

    def markdown(self):
        lines = ["| work | Tape | C floor | Tape / floor | best peer | best peer / Tape | others | goal |", "| --- | --- | --- | --- | --- | --- | --- | --- |"]
        for title, medians, peers, goal in self.rows:
            tape, floor = medians["Tape"], medians.get("C floor")
            best = min(peers, key=peers.get, default=None)
            others = ", ".join(f"{name} {peers[name] / tape:.3g}×" for name in sorted(peers, key=peers.get) if name != best)
            lines.append("| " + " | ".join([
                title, shown(tape), shown(floor) if floor else "", f"{tape / floor:.2f}×" if floor else "",
                f"{best} {shown(peers[best])}" if best else "", f"{peers[best] / tape:.3g}×" if best else "", others, goal]) + " |")
        return "\n".join(lines)


def shown(seconds):
    return f"{seconds * 1e3:.3g} ms" if seconds < 1 else f"{seconds:.3g} s"


# ---- the parts -------------------------------------------------------------------------------------------------


def run(command, name, **more):
    start = time.perf_counter()
    done = subprocess.run(command, capture_output=True, text=True, **more)
    took = time.perf_counter() - start
    if done.returncode != 0:
        raise Wrong(f"{name} ended with {done.returncode}: {done.stderr[-500:]}")
    return took, done


def cold(table, title, commands, rounds, goal, rows_of=None, kind=None):
    """Whole processes, run alternately, so that other load on the machine affects all equally."""
    times = {name: [] for name in commands}
    first = None
    for _ in range(rounds):
        for name, command in commands.items():
            took, done = run(command, name)
            times[name].append(took)
            if kind is None or len(times[name]) > 1:
                continue
            rows = rows_of(done.stdout) if name == "Tape" else words_of(done.stdout.replace("|", " "))
            if first is None:
                first = rows
            elif not agree(kind, rows, first):
                raise Wrong(f"{title}: {name} gives another answer than Tape:\n{rows[:3]}\n{first[:3]}")
    table.add(title, times, goal)


def starts(table, options):
    commands = {"Tape": [options.tape, "-c", "streak rut over spx since 1990"], "C floor": [options.floor, "hello"]}
    for name, words in (("sqlite3", ["sqlite3", ":memory:", "select 1"]), ("mawk", ["mawk", "BEGIN { print 42 }"]), ("DuckDB CLI", [options.duckdb, "-c", "select 1"])):
        if words[0] and shutil.which(words[0]):
            commands[name] = words
    for module in ("polars", "pandas"):
        if python_peer(options, module):
            commands[f"python + {module}"] = [options.python, "-c", f"import {module}; print(42)"]
    cold(table, "start to the first answer, on the sample", commands, options.rounds, "≤ 3×; ≥ 10× DuckDB CLI; ≥ 1× sqlite3")


def pair_from_text(table, options):
    a, b = (f"{options.data}/csv/{name}.csv" for name in ("T0001", "BENCH"))
    work = WORKS["W1"]
    commands = {
        "Tape": [options.tape, "--format", "csv", "--data", a, "--data", b, "-c", work.query],
        "C floor": [options.floor, "w1csv", a, b],
    }
    for awk in ("mawk", "gawk"):
        if shutil.which(awk):
            commands[awk] = [awk, "-F,", "-f", f"{HERE}/peers/w1.awk", b, a]
    if shutil.which("sqlite3"):
        commands["sqlite3"] = ["sqlite3", ":memory:", ".mode csv", f".import {a} a", f".import {b} b", ".mode list", f".read {HERE}/peers/w1.sql"]
    for name in COLD:
        if peer := python_peer(options, name):
            commands[name] = peer + ["w1csv", a, b]
    cold(table, "W1 cold, from two CSV files", commands, options.rounds, "≤ 2.5×; ≥ 10× the best peer", work.tape_rows, work.kind)


def pair_from_snapshot(table, options):
    for symbols in options.sizes:
        work = WORKS["W1"]
        path = f"{options.data}/../{symbols}/px.tape"
        commands = {"Tape": [options.tape, "--format", "csv", "--market", path, "-c", work.query]}
        cold(table, f"W1 cold, from a snapshot of {symbols} symbols", commands, options.rounds, "≤ 5 ms", work.tape_rows, work.kind)


GOALS = {
    "W1": "≤ 3×", "W2": "≤ 2×; ≥ 40× the best query engine", "W3": "≤ 2×; ≥ 15×", "W4": "≤ 1.5×; faster than TA-Lib",
    "W5": "≤ 2×; ≥ 30×",
    "W6": "≤ 2×; ≥ 4× numpy", "W7": "≤ 3×; ≥ 20×",
}


def warm(table, options, symbols):
    folder = f"{options.data}/../{symbols}"
    long = f"{folder}/long.csv"
    commands = {"Tape": [options.bench, "serve", f"{folder}/px.tpb", "2"], "C floor": [options.floor, "serve", f"{folder}/px.tpb", "2"]}
    for name in WARM_FROM_FLAT + (WARM_FROM_TEXT if os.path.exists(long) else ()):
        if peer := python_peer(options, name):
            commands[name] = peer + ["serve", f"{folder}/px.tpb" if name in WARM_FROM_FLAT else long]
    servers = {name: Server(name, command) for name, command in commands.items()}
    for key, work in WORKS.items():
        if key == "W6" and symbols > 1000:
            continue
        times, answer = {}, None
        for name, server in servers.items():
            words = f"ASK {work.query}" if name == "Tape" else key
            took, lines = server.ask(words)
            if not took:
                continue
            rows = work.tape_rows("\n".join(lines)) if name == "Tape" else words_of("\n".join(lines))
            if answer is None:
                answer = rows
            elif not agree(work.kind, rows, answer):
                raise Wrong(f"{work.title}: {name} gives another answer than Tape:\n{rows[:4]}\n{answer[:4]}")
            times[name] = []
        for _ in range(options.warm_rounds):
            for name in times:
                words = f"ASK {work.query}" if name == "Tape" else key
                for _ in range(5 if times[name] and times[name][0] < 0.01 else 1):
                    times[name] += servers[name].ask(words)[0]
        table.add(f"{work.title}, {symbols} symbols", times, GOALS[key])
    for server in servers.values():
        server.close()


def imports(table, options):
    folder = sorted(glob.glob(f"{options.data}/csv/*.csv"))
    long = f"{options.data}/long.csv"
    for title, tape, floor, files in (
        ("W8 import of one long file", long, ["long", long, "2"], [long]),
        (f"W8 import of {len(folder)} files", f"{options.data}/csv", ["folder", "2"] + folder, folder),
    ):
        times = {"Tape": [], "C floor": []}
        check = None
        peers = {name: python_peer(options, name) for name in READERS}
        for _ in range(options.import_rounds):
            # The whole process, including start and end; the others measure from the first byte to the last column.
            times["Tape"].append(run([options.tape, "--data", tape, "-c", "1"], "Tape")[0])
            for name, command in [("C floor", [options.floor] + floor)] + [(n, p + ["read"] + files) for n, p in peers.items() if p]:
                _, done = run(command, name)
                times.setdefault(name, []).append(float(done.stderr.split()[-1]))
                rows, total = done.stdout.split()[:2]
                check = check or (int(rows), float(total))
                if int(rows) != check[0] or abs(float(total) - check[1]) > 1e-6 * check[1]:
                    raise Wrong(f"{title}: {name} has read {rows} rows, {total}, and the floor {check}")
        answer = run([options.tape, "--data", tape, "--format", "csv", "-c", "let a = {" + ", ".join(os.path.basename(f)[:-4].lower() for f in folder) + "}", "-c", "rank a by last_value(it)"], "Tape")[1].stdout
        print(f"  Tape has read {len(answer.splitlines()) - 1} symbols", file=sys.stderr)
        table.add(title, times, "≤ 3×; ≥ 2×")
        peak = peak_of([options.tape, "--data", tape, "-c", "1"])
        result = check[0] * 8 * (5 if tape == long else 6)
        print(f"  peak {peak >> 20} MB, the result's numbers {result >> 20} MB: {peak / result:.2f}×", file=sys.stderr)
        options.notes.append(f"{title}: peak {peak >> 20} MB of memory for {result >> 20} MB of numbers, {peak / result:.2f}×.")


def peak_of(command):
    pid = os.posix_spawn(command[0], command, os.environ, file_actions=[(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0), (os.POSIX_SPAWN_OPEN, 2, os.devnull, os.O_WRONLY, 0)])
    _, status, usage = os.wait4(pid, 0)
    if status != 0:
        raise Wrong("the import failed")
    return usage.ru_maxrss * 1024


def machine(options):
    model = re.search(r"model name\s*:\s*(.*)", open("/proc/cpuinfo").read())
    memory = int(re.search(r"MemTotal:\s*(\d+)", open("/proc/meminfo").read())[1]) >> 20
    lines = [f"{model[1] if model else platform.machine()}, {os.cpu_count()} cores, {memory} GB, {platform.system()} {platform.release()}"]
    versions = [subprocess.run([options.tape, "--version"], capture_output=True, text=True).stdout.strip()]
    versions[0] = "Tape " + versions[0]
    for name in PEERS + ("talib",):
        done = subprocess.run([options.python, "-c", f"import {name}; print({name}.__version__)"], capture_output=True, text=True)
        if done.returncode == 0:
            versions.append(f"{name} {done.stdout.strip()}")
    if shutil.which("sqlite3"):
        versions.append("sqlite3 " + subprocess.run(["sqlite3", "--version"], capture_output=True, text=True).stdout.split()[0])
    return lines + [", ".join(versions)]


def main():
    parser = argparse.ArgumentParser()
    for name in ("tape", "bench", "floor", "data", "python"):
        parser.add_argument("--" + name, required=True)
    parser.add_argument("--duckdb", default=None)
    parser.add_argument("--sizes", type=lambda text: [int(size) for size in text.split(",")], required=True)
    parser.add_argument("--only", default="starts,text,snapshot,warm,import")
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--out")
    options = parser.parse_args()
    options.rounds, options.warm_rounds, options.import_rounds = (7, 3, 2) if options.quick else (31, 9, 5)
    options.notes = []
    result = Table()
    parts = options.only.split(",")
    try:
        if "starts" in parts:
            starts(result, options)
        if "text" in parts:
            pair_from_text(result, options)
        if "snapshot" in parts:
            pair_from_snapshot(result, options)
        if "import" in parts:
            imports(result, options)
        for symbols in options.sizes if "warm" in parts else []:
            warm(result, options, symbols)
    except Wrong as failure:
        print(f"FAILED: {failure}", file=sys.stderr)
        sys.exit(1)
    text = "\n".join([result.markdown(), ""] + machine(options) + options.notes)
    print(text)
    if options.out:
        with open(options.out, "w") as file:
            file.write(text + "\n")


main()
