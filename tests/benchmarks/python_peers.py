"""CPython's own primitives, measured as Google Benchmark would: what bench_*.cpp compares threading's with.

    python_peers.py [--repetitions N] [--filter REGEX]

Prints JSON like that of a benchmark program: nanoseconds per iteration, and items per second where items are passed.
"""

import argparse
import itertools
import json
import queue
import re
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor

LEAST_SECONDS = 0.05


def pairs(lock):
    """acquire() and release(), so many times."""
    def run(times):
        for _ in itertools.repeat(None, times):
            lock.acquire()
            lock.release()
    return run


def put_and_get(items):
    def run(times):
        for _ in itertools.repeat(None, times):
            items.put(1)
            items.get()
    return run


def pass_items(items):
    """So many items from one thread to another."""
    def run(times):
        def put_all():
            for _ in itertools.repeat(None, times):
                items.put(1)
        producer = threading.Thread(target=put_all)
        producer.start()
        for _ in itertools.repeat(None, times):
            items.get()
        producer.join()
    return run


def submit_and_wait(pool):
    def run(times):
        for _ in itertools.repeat(None, times):
            pool.submit(int).result()
    return run


def submit_all(pool):
    def run(times):
        for future in [pool.submit(int) for _ in range(times)]:
            future.result()
    return run


def benchmarks(pool):
    return {
        "python_lock": pairs(threading.Lock()),
        "python_rlock": pairs(threading.RLock()),
        "python_semaphore": pairs(threading.Semaphore()),
        "python_queue_in_one_thread": put_and_get(queue.Queue()),
        "python_simple_queue_in_one_thread": put_and_get(queue.SimpleQueue()),
        "python_queue_between_threads": pass_items(queue.Queue()),
        "python_simple_queue_between_threads": pass_items(queue.SimpleQueue()),
        "python_executor": submit_and_wait(pool),
        "python_executor_batch": submit_all(pool),
    }


def seconds(run, times):
    began = time.perf_counter()
    run(times)
    return time.perf_counter() - began


def enough(run):
    """How many iterations take LEAST_SECONDS."""
    times = 1
    while seconds(run, times) < LEAST_SECONDS:
        times *= 2
    return times


def repetition(name, run, times):
    each = seconds(run, times) / times
    return {"name": name, "run_type": "iteration", "iterations": times, "time_unit": "ns",
            "real_time": each * 1e9, "cpu_time": each * 1e9, "items_per_second": 1 / each}


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--repetitions", type=int, default=9)
    parser.add_argument("--filter", default=".")
    arguments = parser.parse_args()
    with ThreadPoolExecutor(2) as pool:
        chosen = [(name, run, enough(run)) for name, run in benchmarks(pool).items()
                  if re.search(arguments.filter, name)]
        runs = [repetition(*each) for _ in range(arguments.repetitions) for each in chosen]
    json.dump({"context": {"python": sys.version}, "benchmarks": runs}, sys.stdout, indent=2)


if __name__ == "__main__":
    main()
