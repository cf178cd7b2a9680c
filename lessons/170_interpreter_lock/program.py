"""The interpreter lock: what CPython's global lock does to threads.

Python 3.11 cannot do without it. What it would be without can be seen in processes: each
has an interpreter, and so a lock, of its own.
"""

import sys
import threading
import time
from multiprocessing import Process

THREADS = 4
ROUNDS = 8
ROUND_TIME = 0.01  # seconds
SWITCH_INTERVAL = 0.005
NAP = 0.005


def compute(seconds):
    end = time.thread_time() + seconds
    while time.thread_time() < end:
        pass


def crew(kind, size, work):
    workers = [kind(target=work) for _ in range(size)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()


def nap():
    """Returns how much too late it ended."""
    began = time.monotonic()
    time.sleep(NAP)
    return time.monotonic() - began - NAP


#! [cpu]
def cpu():
    def work():
        for _ in range(ROUNDS):
            compute(ROUND_TIME)

    crew(threading.Thread, THREADS, work)
#! [cpu]


#! [cpu-free]
def compute_all_rounds():  # not within another function: a new process has to find it
    for _ in range(ROUNDS):
        compute(ROUND_TIME)


def cpu_free():
    crew(Process, THREADS, compute_all_rounds)
#! [cpu-free]


#! [io]
def io():
    def work():
        for _ in range(ROUNDS):
            time.sleep(ROUND_TIME / 2)  # whoever waits gives the lock up
            compute(ROUND_TIME / 2)  # and needs it again to compute

    crew(threading.Thread, THREADS, work)
#! [io]


#! [io-free]
def wait_and_compute():  # where a new process finds it, as in cpu_free()
    for _ in range(ROUNDS):
        time.sleep(ROUND_TIME / 2)
        compute(ROUND_TIME / 2)


def io_free():
    crew(Process, THREADS, wait_and_compute)
#! [io-free]


#! [convoy]
def convoy():
    worker = threading.Thread(target=compute_all_rounds)
    worker.start()
    delays = []
    while worker.is_alive():
        delays.append(nap())  # then it needs the lock, only to nap again
    worker.join()
    return sum(delays) / len(delays)
#! [convoy]


#! [convoy-free]
def convoy_free():
    worker = Process(target=compute_all_rounds)
    worker.start()
    delays = []
    while worker.is_alive():
        delays.append(nap())
    worker.join()
    return sum(delays) / len(delays)
#! [convoy-free]


#! [lost-update]
def lost_update():
    counter = 0

    def work():
        nonlocal counter
        for _ in range(ROUNDS):
            seen = counter
            compute(ROUND_TIME)  # here the lock changes hands
            counter = seen + 1

    crew(threading.Thread, THREADS, work)
    return THREADS * ROUNDS - counter
#! [lost-update]


def cores_used(variant, computing):
    began = time.monotonic()
    variant()
    cores = THREADS * ROUNDS * computing / (time.monotonic() - began)
    return "one core or less" if cores <= 1.05 else "more than one core"


if __name__ == "__main__":
    sys.setswitchinterval(SWITCH_INTERVAL)
    print("cpu:", cores_used(cpu, ROUND_TIME))
    print("cpu_free:", cores_used(cpu_free, ROUND_TIME))
    print("io:", cores_used(io, ROUND_TIME / 2))
    print("io_free:", cores_used(io_free, ROUND_TIME / 2))
    print("convoy: late by 1 ms or more:", convoy() >= 0.001)
    print("convoy_free: late by 1 ms or more:", convoy_free() >= 0.001)
    print("lost_update: some are lost:", lost_update() > 0)

# Prints:
# cpu: one core or less
# cpu_free: (more than one core|one core or less)
# io: one core or less
# io_free: (more than one core|one core or less)
# convoy: late by 1 ms or more: True
# convoy_free: late by 1 ms or more: (False|True)
# lost_update: some are lost: True
