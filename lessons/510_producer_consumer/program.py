"""Producer and consumer: a queue sets the pace, a sentinel ends the work."""

import queue
import threading
import time

PRODUCERS = 2
CONSUMERS = 3
MAXSIZE = 8
ITEMS = 30  # per producer
PRODUCE_PERIOD = 0.001  # seconds
CONSUME_PERIOD = 0.02

NO_MORE = None  # the sentinel


class Tally:
    def __init__(self):
        self.depths = []
        self.consumed = []
        self.stuck = 0

    def __str__(self):
        depth = "within" if max(self.depths) <= MAXSIZE else "beyond"
        consumed = len(self.consumed)
        return f"{consumed} consumed, queue {depth} {MAXSIZE}, {self.stuck} stuck"


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


#! [bounded]
def bounded():
    items = queue.Queue(MAXSIZE)
    tally = Tally()

    def produce(number):
        for n in range(ITEMS):
            time.sleep(PRODUCE_PERIOD)
            items.put(n)  # waits while the queue is full
            tally.depths.append(items.qsize())

    def consume(number):
        while items.get() is not NO_MORE:
            time.sleep(CONSUME_PERIOD)
            tally.consumed.append(number)
        items.put(NO_MORE)  # the next consumer wants to see it too

    producers = Crew("producer", PRODUCERS, produce)
    consumers = Crew("consumer", CONSUMERS, consume)
    producers.join()
    items.put(NO_MORE)
    tally.stuck = consumers.join(timeout=1)
    return tally
#! [bounded]


#! [unbounded]
def unbounded():
    items = queue.Queue()
    tally = Tally()

    def produce(number):
        for n in range(ITEMS):
            time.sleep(PRODUCE_PERIOD)
            items.put(n)  # never waits
            tally.depths.append(items.qsize())

    def consume(number):
        while items.get() is not NO_MORE:
            time.sleep(CONSUME_PERIOD)
            tally.consumed.append(number)
        items.put(NO_MORE)  # the next consumer wants to see it too

    producers = Crew("producer", PRODUCERS, produce)
    consumers = Crew("consumer", CONSUMERS, consume)
    producers.join()
    items.put(NO_MORE)
    tally.stuck = consumers.join(timeout=1)
    return tally
#! [unbounded]


#! [one-sentinel]
def one_sentinel():
    items = queue.Queue(MAXSIZE)
    tally = Tally()

    def produce(number):
        for n in range(ITEMS):
            time.sleep(PRODUCE_PERIOD)
            items.put(n)
            tally.depths.append(items.qsize())

    def consume(number):
        while items.get() is not NO_MORE:
            time.sleep(CONSUME_PERIOD)
            tally.consumed.append(number)

    producers = Crew("producer", PRODUCERS, produce)
    consumers = Crew("consumer", CONSUMERS, consume)
    producers.join()
    items.put(NO_MORE)
    tally.stuck = consumers.join(timeout=1)
    return tally
#! [one-sentinel]


#! [one-each]
def one_each():
    items = queue.Queue(MAXSIZE)
    tally = Tally()

    def produce(number):
        for n in range(ITEMS):
            time.sleep(PRODUCE_PERIOD)
            items.put(n)
            tally.depths.append(items.qsize())

    def consume(number):
        while items.get() is not NO_MORE:
            time.sleep(CONSUME_PERIOD)
            tally.consumed.append(number)

    producers = Crew("producer", PRODUCERS, produce)
    consumers = Crew("consumer", CONSUMERS, consume)
    producers.join()
    for _ in range(CONSUMERS):
        items.put(NO_MORE)
    tally.stuck = consumers.join(timeout=1)
    return tally
#! [one-each]


if __name__ == "__main__":
    for variant in bounded, unbounded, one_sentinel, one_each:
        print(f"{variant.__name__}: {variant()}")

# Prints:
# bounded: 60 consumed, queue within 8, 0 stuck
# unbounded: 60 consumed, queue beyond 8, 0 stuck
# one_sentinel: 60 consumed, queue within 8, 2 stuck
# one_each: 60 consumed, queue within 8, 0 stuck
