"""Background service: who writes the records down, and are the last ones written?

A program's end is part of it, so each variant runs in a process of its own: what it
writes to its output is what is on the disk.
"""

import os
import queue
import subprocess
import sys
import threading
import time

WORKERS = 3
RECORDS = 5  # per worker
WORK_TIME = 0.02  # seconds
DISK_DELAY = 0.03
PERIOD = 0.05

NO_MORE = None  # the sentinel


class Disk:
    """Takes one write at a time, and as long for a few records as for one."""

    def __init__(self):
        self._lock = threading.Lock()

    def write(self, records=1):
        who = threading.current_thread().name
        with self._lock:
            time.sleep(DISK_DELAY)
            os.write(1, f"{who}\n".encode() * records)


def start(name, job, daemon=False):
    thread = threading.Thread(name=name, target=job, daemon=daemon)
    thread.start()
    return thread


def do_work(keep):
    """Threads that work, each with a record to keep after each piece of work."""

    def work():
        for record in range(RECORDS):
            time.sleep(WORK_TIME)
            keep(record)

    workers = [start("worker", work) for _ in range(WORKERS)]
    for worker in workers:
        worker.join()


#! [every-worker]
def every_worker():
    disk = Disk()
    do_work(lambda record: disk.write())  # takes as long as the disk does
#! [every-worker]


#! [daemon]
def daemon_writer():
    disk = Disk()
    records = queue.Queue()

    def write():
        while True:
            records.get()
            disk.write()

    start("writer", write, daemon=True)
    do_work(records.put)
    # the program ends, and the daemon with it
#! [daemon]


#! [drained]
def drained():
    disk = Disk()
    records = queue.Queue()

    def write():
        while records.get() is not NO_MORE:
            disk.write()

    writer = start("writer", write)
    do_work(records.put)
    records.put(NO_MORE)  # behind the last record
    writer.join()  # until that is written
#! [drained]


#! [periodic]
def periodic():
    disk = Disk()
    records = queue.Queue()
    over = threading.Event()

    def flush():
        if batch := [records.get() for _ in range(records.qsize())]:
            disk.write(len(batch))

    def write():
        while not over.wait(PERIOD):
            flush()
        flush()  # what came after the last period

    writer = start("writer", write)
    do_work(records.put)
    over.set()
    writer.join()
#! [periodic]


def in_a_process(variant):
    program = [sys.executable, __file__, variant.__name__]
    disk = subprocess.run(program, capture_output=True, check=True, text=True).stdout
    by = " and ".join(sorted(set(disk.split())))
    return f"{len(disk.split())} of {WORKERS * RECORDS} records written by: {by}"


if __name__ == "__main__":
    variants = every_worker, daemon_writer, drained, periodic
    if len(sys.argv) > 1:
        globals()[sys.argv[1]]()
    else:
        for variant in variants:
            print(f"{variant.__name__}: {in_a_process(variant)}")

# Prints:
# every_worker: 15 of 15 records written by: worker
# daemon_writer: ([1-9]|1[0-4]) of 15 records written by: writer
# drained: 15 of 15 records written by: writer
# periodic: 15 of 15 records written by: writer
