#!/usr/bin/env python3
"""Runs the tests once for each mutant, stops each run at the first failing test, and lists the survivors. See README.md in this folder."""
import concurrent.futures
import os
import resource
import signal
import subprocess
import sys
import threading
import time

# Tests that fail soonest come first: the scripts reach nearly everything, then the engine's tests, the oracle, and the other language tests.
STAGES = [
    r"TapeTests\.ScriptTests",
    r"TapeEngineTests\.",
    r"TapeTests\.(?!ScriptTests|MutationTests|Help|Completion|ThreadTests|FileCycleTests)",
]


# A run that waits for ever uses no processor time. On a busy machine too, no stage takes this long.
LONGEST_WAIT = 3600


def run(bundle, stage, mutant, limit):
    """The message of the first failure (None if all tests of the stage pass), and the processor seconds used.

    The limit counts processor seconds, so a mutant does not look slow on a busy machine.
    """
    environment = dict(os.environ, TAPE_MUTANT=str(mutant), TAPE_SEED=os.environ.get("TAPE_SEED", "20260122"), SWT_SF_SYMBOLS_ENABLED="0")
    child = subprocess.Popen(
        # Runs the test bundle directly: the package manager allows only one run at a time in its folder. The page with the
        # differences from the peers is left out: the changed build rounds differently.
        [".build/release/tapePackageTests.xctest", "--testing-library", "swift-testing", "--filter", stage, "--skip", "theReferencePageIsCurrent"],
        cwd=bundle, env=environment, text=True, errors="replace",
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_CPU, (int(limit), int(limit) + 1)))
    late = []

    def stop():
        late.append(True)
        os.killpg(child.pid, signal.SIGKILL)

    timer = threading.Timer(LONGEST_WAIT, stop)
    timer.start()
    failure, count = None, 0
    try:
        for line in child.stdout:
            count += " passed after " in line
            if "✘" in line or " recorded an issue" in line or "unexpected signal" in line or "Fatal error" in line:
                failure = line.strip()[:160]
                break
        if failure:
            os.killpg(child.pid, signal.SIGKILL)
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = status
    finally:
        timer.cancel()
    seconds = usage.ru_utime + usage.ru_stime
    if late:
        failure = "no end within an hour"
    elif failure is None and os.WIFSIGNALED(status) and os.WTERMSIG(status) in (signal.SIGXCPU, signal.SIGKILL):
        failure = f"more than {limit:.0f} s of processor time"
    elif failure is None and status != 0:
        failure = f"the run ended with {status}"
    elif failure is None and mutant == 0 and count == 0:
        failure = "no test was run"
    return failure, seconds


def judge(tree, mutant, limits):
    for stage, limit in zip(STAGES, limits):
        failure, _ = run(tree, stage, mutant, limit)
        if failure:
            return failure
    return None


def main():
    tree, listing, only = sys.argv[1], sys.argv[2], {int(word) for word in sys.argv[3:]}
    rows = [line.split("\t") for line in open(listing).read().splitlines() if line]
    limits = []
    for stage in STAGES:
        failure, seconds = run(tree, stage, 0, LONGEST_WAIT)
        if failure:
            sys.exit(f"without a mutant {stage} must pass, but: {failure}")
        limits.append(4 * seconds + 20)
        print(f"{stage}: {seconds:.0f} s of processor time without a mutant", flush=True)
    rows = [row for row in rows if not only or int(row[0]) in only]
    survivors = []
    start = time.monotonic()
    with concurrent.futures.ThreadPoolExecutor(int(os.environ.get("TAPE_MUTATION_WORKERS", "2"))) as pool:
        for row, failure in zip(rows, pool.map(lambda row: judge(tree, int(row[0]), limits), rows)):
            print(f"{row[0]:>4} {row[1]}: {row[2]}\n     {failure or 'SURVIVED'}", flush=True)
            if not failure:
                survivors.append(row)
    noticed = len(rows) - len(survivors)
    print(f"\n{noticed} of {len(rows)} noticed ({100 * noticed / max(1, len(rows)):.1f} %) in {(time.monotonic() - start) / 60:.0f} min")
    for row in survivors:
        print(f"survived: {row[1]}: {row[2]}")
    sys.exit(0 if noticed >= 0.9 * len(rows) else 1)


main()
