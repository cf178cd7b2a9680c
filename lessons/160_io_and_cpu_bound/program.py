"""Waiting and computing: the same tasks for one thread and for four.

Python's interpreter lock lets one thread compute at a time, so computing gains nothing.
"""

import itertools
import threading
import time

TASKS = 8
WAIT_TIME = 0.03  # seconds
WORK_SIZE = 0.02


class Tasks:
    """Numbers from 1 on, each to one thread, until there are no more."""

    def __init__(self):
        self.numbers = itertools.count(1)

    def take(self):
        return next(self.numbers) <= TASKS  # one step: no other thread comes between


def wait_for_answer():
    time.sleep(WAIT_TIME)


def work_it_out():
    end = time.thread_time() + WORK_SIZE
    while time.thread_time() < end:
        pass


def crew(size, work):
    workers = [threading.Thread(target=work) for _ in range(size)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()


#! [io-bound]
def io_bound(threads):
    tasks = Tasks()

    def work():
        while tasks.take():
            wait_for_answer()  # no core is needed for that

    crew(threads, work)
#! [io-bound]


#! [cpu-bound]
def cpu_bound(threads):
    tasks = Tasks()

    def work():
        while tasks.take():
            work_it_out()  # keeps a core busy

    crew(threads, work)
#! [cpu-bound]


#! [mixed]
def mixed(threads):
    tasks = Tasks()

    def work():
        while tasks.take():
            wait_for_answer()
            work_it_out()  # while others wait

    crew(threads, work)
#! [mixed]


def seconds(variant, threads):
    began = time.monotonic()
    variant(threads)
    return time.monotonic() - began


if __name__ == "__main__":
    for variant in io_bound, cpu_bound, mixed:
        speed_up = seconds(variant, 1) / seconds(variant, 4)
        print(f"{variant.__name__}: with four threads", end=" ")
        print("more than twice as fast" if speed_up > 2 else "not twice as fast")

# Prints:
# io_bound: with four threads more than twice as fast
# cpu_bound: with four threads not twice as fast
# mixed: with four threads (more than|not) twice as fast
