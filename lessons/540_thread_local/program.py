"""Thread-local storage: one notebook for all, one each, and one left over."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor

THREADS = 8
WORKERS = 3
LINES = 5  # per report
LINE_TIME = 0.01  # seconds


class Crew:
    """Threads that do one job, each with its number."""

    def __init__(self, name, size, job):
        self.threads = [
            threading.Thread(
                name=f"{name}-{number}", target=job, args=(number,), daemon=True
            )
            for number in range(1, size + 1)
        ]
        for thread in self.threads:
            thread.start()

    def join(self, timeout=60):
        """Gives up after a while, so that this program ends even when they do not."""
        deadline = time.monotonic() + timeout
        for thread in self.threads:
            thread.join(max(0, deadline - time.monotonic()))
        return sum(thread.is_alive() for thread in self.threads)


class Notebooks(threading.local):
    """One name; for each thread its own lines, empty at first."""

    def __init__(self):
        self.lines = []


class Published:
    def __init__(self):
        self.reports = []

    def add(self, lines, report):
        self.reports.append(sum(line != report for line in lines))

    def __str__(self):
        mixed = sum(foreign > 0 for foreign in self.reports)
        return f"{len(self.reports)} reports, {mixed} with lines of others"


#! [shared]
def shared():
    notes = []  # one notebook for all
    guard = threading.Lock()
    published = Published()

    def write(report):
        with guard:  # from the first line to the last
            notes.clear()
            for _ in range(LINES):
                time.sleep(LINE_TIME)
                notes.append(report)
            published.add(notes, report)

    writers = Crew("writer", THREADS, write)
    writers.join()
    return published
#! [shared]


#! [thread-local]
def one_each():
    notes = Notebooks()
    published = Published()

    def write(report):
        for _ in range(LINES):
            time.sleep(LINE_TIME)
            notes.lines.append(report)  # in this thread's own notebook
        published.add(notes.lines, report)

    writers = Crew("writer", THREADS, write)
    writers.join()
    return published
#! [thread-local]


#! [left-over]
def left_over():
    notes = Notebooks()
    published = Published()

    def write(report):
        for _ in range(LINES):
            time.sleep(LINE_TIME)
            notes.lines.append(report)  # in the worker's notebook
        published.add(notes.lines, report)

    with ThreadPoolExecutor(max_workers=WORKERS) as pool:
        for report in range(1, THREADS + 1):
            pool.submit(write, report)
    return published
#! [left-over]


#! [cleared]
def cleared():
    notes = Notebooks()
    published = Published()

    def write(report):
        notes.lines.clear()  # the worker may have used it for another report
        for _ in range(LINES):
            time.sleep(LINE_TIME)
            notes.lines.append(report)
        published.add(notes.lines, report)

    with ThreadPoolExecutor(max_workers=WORKERS) as pool:
        for report in range(1, THREADS + 1):
            pool.submit(write, report)
    return published
#! [cleared]


if __name__ == "__main__":
    for variant in shared, one_each, left_over, cleared:
        print(f"{variant.__name__}: {variant()}")

# Prints:
# shared: 8 reports, 0 with lines of others
# one_each: 8 reports, 0 with lines of others
# left_over: 8 reports, [5-7] with lines of others
# cleared: 8 reports, 0 with lines of others
