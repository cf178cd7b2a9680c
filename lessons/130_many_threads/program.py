"""Many threads: eight workers that wait, one after another and all at once."""

import threading
import time

THREADS = 8
WORK_TIME = 0.16  # seconds


def wait_for_an_answer(number, finished):
    share = number * 3 % THREADS / THREADS  # a time of its own for each
    time.sleep(WORK_TIME * (1 - share / 2))
    finished.append(number)  # one step: no other thread comes between


#! [one-after-another]
def one_after_another(finished):
    for number in range(1, THREADS + 1):
        worker = threading.Thread(
            name=f"worker-{number}", target=wait_for_an_answer, args=(number, finished)
        )
        worker.start()
        worker.join()  # before the next one is started
#! [one-after-another]


#! [all-at-once]
def all_at_once(finished):
    workers = []
    for number in range(1, THREADS + 1):
        worker = threading.Thread(
            name=f"worker-{number}", target=wait_for_an_answer, args=(number, finished)
        )
        workers.append(worker)
        worker.start()
    for worker in workers:
        worker.join()
#! [all-at-once]


def try_out(variant):
    finished = []
    began = time.monotonic()
    variant(finished)
    wall = time.monotonic() - began
    print(f"--- {variant.__name__}")
    print("all have finished:", sorted(finished) == list(range(1, THREADS + 1)))
    print("in the order of their numbers:", finished == sorted(finished))
    print("as long as four of them or more:", wall >= 4 * WORK_TIME / 2)
    print("as long as all of them:", wall >= THREADS * WORK_TIME / 2)


if __name__ == "__main__":
    try_out(one_after_another)
    try_out(all_at_once)

# Prints:
# --- one_after_another
# all have finished: True
# in the order of their numbers: True
# as long as four of them or more: True
# as long as all of them: True
# --- all_at_once
# all have finished: True
# in the order of their numbers: False
# as long as four of them or more: False
# as long as all of them: False
