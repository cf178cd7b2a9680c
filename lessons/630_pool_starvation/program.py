"""Pool starvation: tasks that wait for tasks of the same full pool."""

import os
import sys
import time
from concurrent.futures import Future, ThreadPoolExecutor, wait

WORKERS = 4
DEPTH = 2
FOLDERS = 6
TASK_TIME = 0.02  # seconds
PATIENCE = 0.5


def look_into():
    """What is in one folder, without the one below."""
    time.sleep(TASK_TIME)
    return 10


def outcome(sizes, pools):
    """Gives up after a while, so that this program ends even when they do not."""
    done, stuck = wait(sizes, timeout=PATIENCE)
    for pool in pools:
        pool.shutdown(wait=False)
    right = all(size.result() == 10 * (DEPTH + 1) for size in done)
    sizes = "right" if right else "wrong"
    return f"{len(done)} finished, sizes {sizes}, {len(stuck)} wait for ever"


#! [nested-waits]
def nested_waits():
    pool = ThreadPoolExecutor(WORKERS)

    def size_of(level):
        own = look_into()
        if level == DEPTH:
            return own
        below = pool.submit(size_of, level + 1)
        return own + below.result()  # this worker stands still

    return outcome([pool.submit(size_of, 0) for _ in range(FOLDERS)], [pool])
#! [nested-waits]


#! [separate-pools]
def separate_pools():
    pools = [ThreadPoolExecutor(WORKERS) for _ in range(DEPTH + 1)]

    def size_of(level):
        own = look_into()
        if level == DEPTH:
            return own
        below = pools[level + 1].submit(size_of, level + 1)
        return own + below.result()  # for a worker of another pool

    return outcome([pools[0].submit(size_of, 0) for _ in range(FOLDERS)], pools)
#! [separate-pools]


#! [continuation]
def continuation():
    pool = ThreadPoolExecutor(WORKERS)

    def size_below(level):
        size = Future()

        def work():
            own = look_into()
            if level == DEPTH:
                return size.set_result(own)

            def go_on(below):
                size.set_result(own + below.result())  # it is there: no waiting

            size_below(level + 1).add_done_callback(go_on)

        pool.submit(work)  # which leaves its worker free as soon as it has looked
        return size

    return outcome([size_below(0) for _ in range(FOLDERS)], [pool])
#! [continuation]


if __name__ == "__main__":
    for variant in nested_waits, separate_pools, continuation:
        print(f"{variant.__name__}: {variant()}")
    # The workers of nested_waits wait for ever, and Python would wait for them.
    sys.stdout.flush()
    os._exit(0)

# Prints:
# nested_waits: 0 finished, sizes right, 6 wait for ever
# separate_pools: 6 finished, sizes right, 0 wait for ever
# continuation: 6 finished, sizes right, 0 wait for ever
