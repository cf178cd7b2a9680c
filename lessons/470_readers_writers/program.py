"""Readers and writers: many may read at the same time, but who writes must be alone."""

import contextlib
import random
import threading
import time

READERS = 5
WRITERS = 2
ROUNDS = 15  # reads of each reader
READ_TIME = 0.01  # seconds
WRITE_TIME = 0.005
PAUSE = 0.004


def work_about(seconds):
    time.sleep(random.uniform(0, 2 * seconds))


class Record:
    """A price and the number of its change, which must agree."""

    def __init__(self):
        self.price = self.change = 0
        self.torn = self.writes = 0

    def read(self):
        price = self.price
        work_about(READ_TIME)
        if price != self.change:
            self.torn += 1

    def write(self):
        self.price += 1
        work_about(WRITE_TIME)
        self.change += 1
        self.writes += 1


def run(reading, writing):
    """Reads and writes, each inside of what reading() or writing() gives."""
    record = Record()
    over = threading.Event()

    def read():
        for _ in range(ROUNDS):
            work_about(PAUSE)
            with reading():
                record.read()

    def write():
        while not over.wait(PAUSE):
            with writing():
                record.write()

    readers = [threading.Thread(target=read) for _ in range(READERS)]
    writers = [threading.Thread(target=write) for _ in range(WRITERS)]
    for thread in readers + writers:
        thread.start()
    for thread in readers:
        thread.join()
    over.set()
    for thread in writers:
        thread.join()
    return record


#! [no-lock]
def no_lock():
    nothing = contextlib.nullcontext  # keeps nobody out
    return run(reading=nothing, writing=nothing)
#! [no-lock]


#! [plain-lock]
def plain_lock():
    lock = threading.Lock()  # keeps other readers out as well
    return run(reading=lambda: lock, writing=lambda: lock)
#! [plain-lock]


#! [readers-first]
class ReadersFirst:
    def __init__(self):
        self.readers = 0
        self.counting = threading.Lock()
        self.inside = threading.Lock()  # held by one writer, or by all readers together

    @contextlib.contextmanager
    def reading(self):
        with self.counting:
            self.readers += 1
            if self.readers == 1:
                self.inside.acquire()
        try:
            yield
        finally:
            with self.counting:
                self.readers -= 1
                if self.readers == 0:
                    self.inside.release()  # not always by the thread that acquired it

    def writing(self):
        return self.inside
#! [readers-first]


#! [fair]
class Fair(ReadersFirst):
    """Who waits to write keeps the door shut for those who come later."""

    def __init__(self):
        super().__init__()
        self.door = threading.Lock()

    @contextlib.contextmanager
    def reading(self):
        with contextlib.ExitStack() as stay:
            with self.door:
                stay.enter_context(super().reading())
            yield

    @contextlib.contextmanager
    def writing(self):
        with self.door, self.inside:
            yield
#! [fair]


def readers_first():
    lock = ReadersFirst()
    return run(lock.reading, lock.writing)


def fair():
    lock = Fair()
    return run(lock.reading, lock.writing)


if __name__ == "__main__":
    writes = {}
    for variant in no_lock, plain_lock, readers_first, fair:
        record = variant()
        writes[variant.__name__] = record.writes
        print(f"{variant.__name__}:", "some" if record.torn > 0 else "no", "torn reads")
    starved = writes["readers_first"] < writes["fair"] / 2
    print("with readers_first the writers", "starve" if starved else "do not starve")

# Prints:
# no_lock: some torn reads
# plain_lock: no torn reads
# readers_first: no torn reads
# fair: no torn reads
# with readers_first the writers starve
