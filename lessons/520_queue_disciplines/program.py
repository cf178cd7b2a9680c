"""Queue disciplines: the same jobs in three orders, and waiting until all are done."""

import queue
import threading
import time
from dataclasses import dataclass

ITEMS = 8
ROOM = 6
WORKERS = 1
WORK_TIME = 0.02  # seconds
PATIENCE = 0.1


@dataclass(order=True)
class Job:
    urgency: int  # 1: as soon as possible
    number: int  # in the order in which they came


def overnight():
    """The same ones for every discipline."""
    return [Job(1 + n * 5 // 3 % 3, n) for n in range(1, ITEMS + 1)]


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


class Workshop:
    def __init__(self):
        self.jobs = []
        self.returned = False

    def repair(self, job):
        self.jobs.append(job.number)
        time.sleep(WORK_TIME)

    def wait_for(self, jobs):
        """jobs.join(), which has no time-out; so that this program ends in any case."""
        waiter = threading.Thread(target=jobs.join, daemon=True)
        waiter.start()
        waiter.join(timeout=1)
        self.returned = not waiter.is_alive()

    def __str__(self):
        join = "returns" if self.returned else "waits for ever"
        order = " ".join(map(str, self.jobs))
        return f"{order}; full after {len(self.jobs)}; join() {join}"


#! [queue]
def first_in_first_out():
    jobs = queue.Queue(ROOM)
    workshop = Workshop()
    try:
        for job in overnight():
            jobs.put(job, timeout=PATIENCE)
    except queue.Full:
        pass  # no room for the rest

    def work(number):
        try:
            while True:
                workshop.repair(jobs.get(timeout=PATIENCE))
                jobs.task_done()  # one job less to wait for
        except queue.Empty:
            pass  # the worker goes home

    workers = Crew("worker", WORKERS, work)
    workshop.wait_for(jobs)  # until task_done() was called for each job
    workers.join()
    return workshop
#! [queue]


#! [lifo]
def last_in_first_out():
    jobs = queue.LifoQueue(ROOM)
    workshop = Workshop()
    try:
        for job in overnight():
            jobs.put(job, timeout=PATIENCE)
    except queue.Full:
        pass  # no room for the rest

    def work(number):
        try:
            while True:
                workshop.repair(jobs.get(timeout=PATIENCE))
                jobs.task_done()  # one job less to wait for
        except queue.Empty:
            pass  # the worker goes home

    workers = Crew("worker", WORKERS, work)
    workshop.wait_for(jobs)  # until task_done() was called for each job
    workers.join()
    return workshop
#! [lifo]


#! [priority]
def most_urgent_first():
    jobs = queue.PriorityQueue(ROOM)
    workshop = Workshop()
    try:
        for job in overnight():
            jobs.put(job, timeout=PATIENCE)
    except queue.Full:
        pass  # no room for the rest

    def work(number):
        try:
            while True:
                workshop.repair(jobs.get(timeout=PATIENCE))
                jobs.task_done()  # one job less to wait for
        except queue.Empty:
            pass  # the worker goes home

    workers = Crew("worker", WORKERS, work)
    workshop.wait_for(jobs)  # until task_done() was called for each job
    workers.join()
    return workshop
#! [priority]


#! [no-task-done]
def no_task_done():
    jobs = queue.Queue(ROOM)
    workshop = Workshop()
    try:
        for job in overnight():
            jobs.put(job, timeout=PATIENCE)
    except queue.Full:
        pass  # no room for the rest

    def work(number):
        try:
            while True:
                workshop.repair(jobs.get(timeout=PATIENCE))
        except queue.Empty:
            pass  # the worker goes home

    workers = Crew("worker", WORKERS, work)
    workshop.wait_for(jobs)  # until task_done() was called for each job
    workers.join()
    return workshop
#! [no-task-done]


if __name__ == "__main__":
    for variant in first_in_first_out, last_in_first_out, most_urgent_first, no_task_done:
        print(f"{variant.__name__}: {variant()}")

# Prints:
# first_in_first_out: 1 2 3 4 5 6; full after 6; join\(\) returns
# last_in_first_out: 6 5 4 3 2 1; full after 6; join\(\) returns
# most_urgent_first: 2 4 1 .*; full after 6; join\(\) returns
# no_task_done: 1 2 3 4 5 6; full after 6; join\(\) waits for ever
