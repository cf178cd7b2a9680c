"""Condition: a buffer with room for five items, and threads that wait for it."""

import threading
import time

PRODUCERS = 2
CONSUMERS = 10
CAPACITY = 5
ITEMS = 40  # per producer
BURST = 10  # items in a row
MAKE_PERIOD = 0.003  # seconds
USE_PERIOD = 0.008
SHARE = PRODUCERS * ITEMS // CONSUMERS


class Buffer:
    """Room for some items, guarded by whoever uses it.

    It tells who waits for it what was found, so that a program can fail in every run.
    """

    def __init__(self):
        self.items = 0
        self.from_nothing = 0
        self.found_full = threading.Event()
        self.found_empty = threading.Semaphore(0)

    def full(self):
        if self.items >= CAPACITY:
            self.found_full.set()
        return self.items >= CAPACITY

    def empty(self):
        if self.items <= 0:
            self.found_empty.release()
        return self.items <= 0

    def wait_for_all_consumers(self):
        for _ in range(CONSUMERS):
            self.found_empty.acquire()

    def put(self):
        self.items += 1

    def take(self):
        if self.items <= 0:
            self.from_nothing += 1
        self.items -= 1


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

    def join(self, timeout):
        """Gives up after a while, so that this program ends even when they do not."""
        deadline = time.monotonic() + timeout
        for thread in self.threads:
            thread.join(max(0, deadline - time.monotonic()))
        return sum(thread.is_alive() for thread in self.threads)


def make(item):
    """Before each burst of items: as long as all of it takes."""
    if item % BURST == 0:
        time.sleep(MAKE_PERIOD * BURST)


def use():
    time.sleep(USE_PERIOD)


def work(produce, consume, buffer, producers=PRODUCERS, timeout=10):
    producers = Crew("producer", producers, produce)
    consumers = Crew("consumer", CONSUMERS, consume)
    stuck = producers.join(timeout) > 0
    stuck = consumers.join(timeout if not stuck else 0) > 0 or stuck
    taken = "never" if buffer.from_nothing == 0 else "several times"
    ending = "some wait for ever" if stuck else "all come to their end"
    return f"{taken} from an empty buffer, {ending}"


#! [if]
def test_once():
    buffer = Buffer()
    changed = threading.Condition()

    def produce(number):
        for n in range(ITEMS):
            make(n)
            with changed:
                if buffer.full():
                    changed.wait()
                buffer.put()
                changed.notify_all()

    def consume(number):
        for _ in range(SHARE):
            use()
            with changed:
                if buffer.empty():
                    changed.wait()
                buffer.take()
                changed.notify_all()

    return work(produce, consume, buffer)
#! [if]


#! [wrong-kind]
def wrong_kind():
    buffer = Buffer()
    changed = threading.Condition()

    def produce(number):
        buffer.wait_for_all_consumers()  # so that it fails in every run
        for _ in range(CONSUMERS * SHARE // BURST):
            make(0)
            with changed:
                for _ in range(BURST):
                    while buffer.full():
                        changed.wait()
                    buffer.put()
                    changed.notify()  # for a consumer, but a producer may get it

    def consume(number):
        for _ in range(SHARE):
            use()
            with changed:
                while buffer.empty():
                    changed.wait()
                buffer.take()
                changed.notify()  # for a producer, but a consumer may get it

    return work(produce, consume, buffer, producers=1, timeout=0.7)
#! [wrong-kind]


#! [untested]
def untested():
    buffer = Buffer()
    changed = threading.Condition()

    def produce(number):
        for n in range(ITEMS):
            make(n)
            with changed:
                while buffer.full():
                    changed.wait()
                buffer.put()
                changed.notify_all()

    def consume(number):
        buffer.found_full.wait()  # so that it fails in every run
        for _ in range(SHARE):
            use()
            with changed:
                changed.wait()  # also when there is something to take already
                while buffer.empty():
                    changed.wait()
                buffer.take()
                changed.notify_all()

    return work(produce, consume, buffer, timeout=0.7)
#! [untested]


#! [while]
def test_again():
    buffer = Buffer()
    changed = threading.Condition()

    def produce(number):
        for n in range(ITEMS):
            make(n)
            with changed:
                while buffer.full():
                    changed.wait()
                buffer.put()
                changed.notify_all()

    def consume(number):
        for _ in range(SHARE):
            use()
            with changed:
                while buffer.empty():
                    changed.wait()
                buffer.take()
                changed.notify_all()

    return work(produce, consume, buffer)
#! [while]


#! [wait-for]
def wait_for():
    buffer = Buffer()
    lock = threading.Lock()
    not_full, not_empty = threading.Condition(lock), threading.Condition(lock)

    def produce(number):
        for n in range(ITEMS):
            make(n)
            with lock:
                not_full.wait_for(lambda: not buffer.full())
                buffer.put()
                not_empty.notify()  # only consumers wait there

    def consume(number):
        for _ in range(SHARE):
            use()
            with lock:
                not_empty.wait_for(lambda: not buffer.empty())
                buffer.take()
                not_full.notify()

    return work(produce, consume, buffer)
#! [wait-for]


if __name__ == "__main__":
    for variant in test_once, wrong_kind, untested, test_again, wait_for:
        print(f"{variant.__name__}: {variant()}")

# Prints:
# test_once: several times from an empty buffer, all come to their end
# wrong_kind: never from an empty buffer, some wait for ever
# untested: never from an empty buffer, some wait for ever
# test_again: never from an empty buffer, all come to their end
# wait_for: never from an empty buffer, all come to their end
