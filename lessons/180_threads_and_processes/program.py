"""Threads and processes: what is shared, and what a crash takes along."""

import os
import threading
import time
from multiprocessing import Process

NUMBER = 4
HALF_OF_THE_WORK = 0.2  # seconds


def tell_end(name, status):
    print(name, "has crashed" if status < 0 else "has ended", flush=True)


#! [threads]
def one_process():  # a process of as many threads
    def work(each):
        time.sleep(HALF_OF_THE_WORK)
        if each == 1:
            os.abort()  # a crash
        time.sleep(HALF_OF_THE_WORK)
        print("worker", each, "has finished", flush=True)

    for each in range(1, NUMBER + 1):
        threading.Thread(target=work, args=(each,)).start()


def threads(numbers):
    workers = [
        threading.Thread(target=numbers.append, args=(1,)) for _ in range(NUMBER)
    ]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()  # there is one list for all threads
    child = Process(target=one_process)
    child.start()
    child.join()
    tell_end("the process", child.exitcode)
#! [threads]


#! [processes]
def one_of_many(numbers, each):  # a process of one thread
    numbers.append(1)  # every process has a list of its own
    time.sleep(HALF_OF_THE_WORK * each / NUMBER)
    if each == 1:
        os.abort()  # a crash
    time.sleep(HALF_OF_THE_WORK)
    print("process", each, "has finished, with", len(numbers), flush=True)


def processes(numbers):
    children = [
        Process(target=one_of_many, args=(numbers, each))
        for each in range(1, NUMBER + 1)
    ]
    for child in children:
        child.start()
    for child in children:
        child.join()
    for each, child in enumerate(children, start=1):
        tell_end(f"process-{each}", child.exitcode)
#! [processes]


if __name__ == "__main__":
    for variant in threads, processes:
        print("---", variant.__name__, flush=True)
        numbers = []
        variant(numbers)
        print("in main there are", len(numbers), flush=True)

# Prints:
# --- threads
# the process has crashed
# in main there are 4
# --- processes
# process [234] has finished, with 1
# process [234] has finished, with 1
# process [234] has finished, with 1
# process-1 has crashed
# process-2 has ended
# process-3 has ended
# process-4 has ended
# in main there are 0
