"""Thread pool: a few workers do many tasks, one after the other."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor

WORKERS = 4
TASKS = range(1, 21)
TASK_TIME = 0.04  # seconds


class Tally:
    """Who did what."""

    def __init__(self):
        self._lock = threading.Lock()
        self.threads = set()
        self.done = []

    def add(self, task):
        with self._lock:
            self.threads.add(threading.get_ident())
            self.done.append(task)

    def __str__(self):
        return f"{len(self.done)} tasks done"


def do_task(task, tally):
    time.sleep(TASK_TIME * (1 + task % 3) / 2)  # some are longer than others
    tally.add(task)
    return task


#! [thread-per-task]
def thread_per_task():
    tally = Tally()
    threads = [threading.Thread(target=do_task, args=(task, tally)) for task in TASKS]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return f"{tally} by {len(threads)} threads"
#! [thread-per-task]


#! [pool]
def pool():
    tally = Tally()
    with ThreadPoolExecutor(max_workers=WORKERS) as executor:
        for task in TASKS:
            executor.submit(do_task, task, tally)
    # leaving the block waits for the tasks, and then ends the workers
    return f"{tally} by {len(tally.threads)} threads"
#! [pool]


#! [map]
def mapped():
    tally = Tally()
    with ThreadPoolExecutor(max_workers=WORKERS) as executor:
        results = list(executor.map(lambda task: do_task(task, tally), TASKS))
    done = "in order" if tally.done == list(TASKS) else "out of order"
    returned = "in order" if results == list(TASKS) else "out of order"
    return f"{tally} by {len(tally.threads)} threads, done {done}, returned {returned}"
#! [map]


if __name__ == "__main__":
    for variant in thread_per_task, pool, mapped:
        print(f"{variant.__name__}: {variant()}")

# Prints:
# thread_per_task: 20 tasks done by 20 threads
# pool: 20 tasks done by 4 threads
# mapped: 20 tasks done by 4 threads, done out of order, returned in order
