"""Pipeline: three stages joined by queues, and a stop that should lose nothing."""

import queue
import threading
import time

SOURCE_TIME = 0.002  # seconds
FILTER_TIME = 0.02
SINK_TIME = 0.005
MAXSIZE = 5
STOP_AFTER = 0.4
GLANCE = 0.02

NO_MORE = None  # the sentinel


class Tally:
    def __init__(self):
        self.made = 0
        self.written = 0
        self.stuck = 0

    def make(self):
        time.sleep(SOURCE_TIME)
        self.made += 1
        return self.made

    def write(self, item):
        time.sleep(SINK_TIME)
        self.written += 1

    def __str__(self):
        lost = "nothing lost" if self.written == self.made else "items lost"
        return f"{lost}, {self.stuck} stuck"


def filtered(item):
    time.sleep(FILTER_TIME)
    return item


def stage(name, job):
    thread = threading.Thread(name=name, target=job, daemon=True)
    thread.start()
    return thread


def run(stop, tally, *stages):
    """Gives up after a while, so that this program ends even when a stage does not."""
    time.sleep(STOP_AFTER)
    stop.set()
    for thread in stages:
        thread.join(timeout=0.5)
    tally.stuck = sum(thread.is_alive() for thread in stages)
    return tally


def take_unless(stop, belt):
    """Waits for an item, but not beyond the stop."""
    while not stop.is_set():
        try:
            return belt.get(timeout=GLANCE)
        except queue.Empty:
            pass
    return NO_MORE


def put_unless(stop, belt, item):
    """Waits for room, but not beyond the stop."""
    while not stop.is_set():
        try:
            return belt.put(item, timeout=GLANCE)
        except queue.Full:
            pass


#! [stop-everywhere]
def stop_everywhere():
    stop, tally = threading.Event(), Tally()
    raw, ready = queue.Queue(MAXSIZE), queue.Queue(MAXSIZE)

    def source():
        while not stop.is_set():
            put_unless(stop, raw, tally.make())

    def filter_items():
        while (item := take_unless(stop, raw)) is not NO_MORE:
            put_unless(stop, ready, filtered(item))

    def sink():
        while (item := take_unless(stop, ready)) is not NO_MORE:
            tally.write(item)

    stages = stage("source", source), stage("filter", filter_items), stage("sink", sink)
    return run(stop, tally, *stages)
#! [stop-everywhere]


#! [until-empty]
def until_empty():
    stop, tally = threading.Event(), Tally()
    raw, ready = queue.Queue(MAXSIZE), queue.Queue(MAXSIZE)

    def source():
        while not stop.is_set():
            raw.put(tally.make())

    def filter_items():
        while not stop.is_set() or not raw.empty():
            ready.put(filtered(raw.get()))

    def sink():
        while not stop.is_set() or not ready.empty():
            tally.write(ready.get())

    stages = stage("source", source), stage("filter", filter_items), stage("sink", sink)
    return run(stop, tally, *stages)
#! [until-empty]


#! [drained]
def drained():
    stop, tally = threading.Event(), Tally()
    raw, ready = queue.Queue(MAXSIZE), queue.Queue(MAXSIZE)

    def source():
        while not stop.is_set():  # only here new items begin
            raw.put(tally.make())
        raw.put(NO_MORE)

    def filter_items():
        while (item := raw.get()) is not NO_MORE:
            ready.put(filtered(item))
        ready.put(NO_MORE)  # the last one, behind all others

    def sink():
        while (item := ready.get()) is not NO_MORE:
            tally.write(item)

    stages = stage("source", source), stage("filter", filter_items), stage("sink", sink)
    return run(stop, tally, *stages)
#! [drained]


if __name__ == "__main__":
    for variant in stop_everywhere, until_empty, drained:
        print(f"{variant.__name__}: {variant()}")

# Prints:
# stop_everywhere: items lost, 0 stuck
# until_empty: items lost, [01] stuck
# drained: nothing lost, 0 stuck
