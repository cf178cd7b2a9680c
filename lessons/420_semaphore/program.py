"""Semaphore: a database that answers three queries at a time; those of client 2 fail."""

import threading
import time

CLIENTS = 6
PERMITS = 3
QUERIES = 3  # per client
HOLD_TIME = 0.06  # seconds
PATIENCE = 0.02


class QueryFailed(Exception):
    pass


class Inside:
    """How many threads are in a piece of code, and how many at most there were."""

    def __init__(self):
        self.now = 0
        self.most = 0
        self._lock = threading.Lock()

    def __enter__(self):
        with self._lock:
            self.now += 1
            self.most = max(self.most, self.now)

    def __exit__(self, *error):
        with self._lock:
            self.now -= 1


connections = Inside()


def query(number):
    with connections:
        time.sleep(HOLD_TIME)
        if number == 2:
            raise QueryFailed("the query failed")


def run(client):
    threads = [
        threading.Thread(name=f"client-{number}", target=client, args=(number,))
        for number in range(1, CLIENTS + 1)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def permits_left(pool):
    left = 0
    while pool.acquire(blocking=False):
        left += 1
    return left


#! [unpaired]
def unpaired():
    pool = threading.Semaphore(PERMITS)

    def client(number):
        for _ in range(QUERIES):
            admitted = pool.acquire(timeout=PATIENCE)
            try:
                if admitted:
                    query(number)
            except QueryFailed:
                pass
            pool.release()  # also by a client that was not admitted

    run(client)
    return permits_left(pool)
#! [unpaired]


#! [semaphore]
def semaphore():
    pool = threading.Semaphore(PERMITS)

    def client(number):
        for _ in range(QUERIES):
            pool.acquire()
            try:
                query(number)
            except QueryFailed:
                pass
            finally:
                pool.release()  # one for each acquire()

    run(client)
    return permits_left(pool)
#! [semaphore]


#! [scoped]
def scoped():
    pool = threading.Semaphore(PERMITS)

    def client(number):
        for _ in range(QUERIES):
            try:
                with pool:  # given back however the block ends
                    query(number)
            except QueryFailed:
                pass

    run(client)
    return permits_left(pool)
#! [scoped]


if __name__ == "__main__":
    for variant in unpaired, semaphore, scoped:
        connections = Inside()
        left = variant()
        most = "at most 3" if connections.most <= PERMITS else "more than 3"
        print(f"{variant.__name__}: {most} at a time, {left} permits at the end")

# Prints:
# unpaired: more than 3 at a time, ([4-9]|1\d|2\d) permits at the end
# semaphore: at most 3 at a time, 3 permits at the end
# scoped: at most 3 at a time, 3 permits at the end
