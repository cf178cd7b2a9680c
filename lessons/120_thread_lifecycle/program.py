"""The life of a thread: made, started, alive, finished."""

import threading
import time

CUPS = 4
WORK_TIME = 0.2  # seconds
JOIN_TIMEOUT = 0.12


def tell(when, worker):
    alive = "is alive," if worker.is_alive() else "is not alive,"
    ident = f"ident {worker.ident}" if worker.ident else "no ident yet"
    print(f"{when}:", worker.name, alive, ident)


def brew(drink, number_of_cups):
    me = threading.current_thread().name
    for _ in range(number_of_cups):
        time.sleep(WORK_TIME / number_of_cups)
    print(f"{me}: {number_of_cups} cups of {drink}")


#! [start]
def start():
    worker = threading.Thread(name="worker", target=brew, args=("tea", CUPS))
    tell("made", worker)
    worker.start()
    tell("started", worker)
    worker.join()
    tell("joined", worker)
#! [start]


#! [run-directly]
def run_directly():
    worker = threading.Thread(name="worker", target=brew, args=("tea", CUPS))
    tell("made", worker)
    worker.run()  # a call like any other: the main thread brews the tea
    tell("after run()", worker)
#! [run-directly]


#! [start-twice]
def start_twice():
    worker = threading.Thread(name="worker", target=brew, args=("tea", CUPS))

    def attempt(call):
        try:
            call()
        except RuntimeError as error:
            print("RuntimeError:", error)

    attempt(worker.join)  # it has not been started
    worker.start()
    attempt(worker.start)  # it has
    worker.join()
    attempt(worker.start)  # it has ended: a thread lives once
    tell("in the end", worker)
#! [start-twice]


#! [join-with-timeout]
def join_with_timeout():
    worker = threading.Thread(name="worker", target=brew, args=("tea", CUPS))
    worker.start()
    worker.join(JOIN_TIMEOUT)  # returns None in any case
    tell("after join(timeout)", worker)
    while worker.is_alive():  # the time was over, the work was not
        worker.join(JOIN_TIMEOUT)
    tell("at last", worker)
#! [join-with-timeout]


#! [subclass]
class TeaMaker(threading.Thread):
    def __init__(self):
        super().__init__(name="worker")

    def run(self):  # what start() makes it do
        brew("tea", CUPS)


def subclass():
    worker = TeaMaker()
    tell("made", worker)
    worker.start()
    tell("started", worker)
    worker.join()
    tell("joined", worker)
#! [subclass]


if __name__ == "__main__":
    for variant in start, run_directly, start_twice, join_with_timeout, subclass:
        print(f"--- {variant.__name__}")
        variant()

# Prints:
# --- start
# made: worker is not alive, no ident yet
# started: worker is alive, ident \d+
# worker: 4 cups of tea
# joined: worker is not alive, ident \d+
# --- run_directly
# made: worker is not alive, no ident yet
# MainThread: 4 cups of tea
# after run\(\): worker is not alive, no ident yet
# --- start_twice
# RuntimeError: cannot join thread before it is started
# RuntimeError: threads can only be started once
# worker: 4 cups of tea
# RuntimeError: threads can only be started once
# in the end: worker is not alive, ident \d+
# --- join_with_timeout
# after join\(timeout\): worker is alive, ident \d+
# worker: 4 cups of tea
# at last: worker is not alive, ident \d+
# --- subclass
# made: worker is not alive, no ident yet
# started: worker is alive, ident \d+
# worker: 4 cups of tea
# joined: worker is not alive, ident \d+
