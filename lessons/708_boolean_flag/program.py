"""Boolean flag: a table is to be loaded once, by whoever needs it first."""

import threading
import time

WORKERS = 2
ALL_ROWS = 3


class Table:
    def __init__(self):
        self.loads = 0
        self.rows = 0
        self.seen = []

    def load(self):
        self.loads += 1
        time.sleep(0.06)
        self.rows = ALL_ROWS

    def use(self):
        self.seen.append(self.rows)


class Flag:
    def __init__(self):
        self.up = False
        self._lock = threading.Lock()

    def exchange(self, value):
        """Raises or lowers the flag and says how it was before, in one step."""
        with self._lock:
            before, self.up = self.up, value
            return before


def run_all(job):
    crew = [threading.Thread(target=job) for _ in range(WORKERS)]
    for worker in crew:
        worker.start()
    for worker in crew:
        worker.join()


#! [as-found]
def found():
    table = Table()
    loaded = Flag()

    def work():
        if not loaded.up:
            table.load()
            loaded.up = True
        table.use()

    run_all(work)
    return f"{table.loads} loads, at least {min(table.seen)} rows seen"
#! [as-found]


#! [repaired]
def repaired(once):
    table = Table()
    loaded = Flag()
    guard = threading.Lock()

    def work():
        #! <once>
        if once == "load-then-flag":
            #! [load-then-flag]
            if not loaded.up:
                table.load()
                loaded.up = True
            #! [load-then-flag]
        elif once == "flag-then-load":
            #! [flag-then-load]
            if not loaded.up:
                loaded.up = True
                table.load()
            #! [flag-then-load]
        elif once == "exchange":
            #! [exchange]
            if not loaded.exchange(True):
                table.load()
            #! [exchange]
        elif once == "lock-to-load":
            #! [lock-to-load]
            if not loaded.up:
                with guard:
                    table.load()
                    loaded.up = True
            #! [lock-to-load]
        else:
            #! [test-in-lock]
            with guard:
                if not loaded.up:
                    table.load()
                    loaded.up = True
            #! [test-in-lock]
        #! <once>
        table.use()

    run_all(work)
    return f"{table.loads} loads, at least {min(table.seen)} rows seen"
#! [repaired]


if __name__ == "__main__":
    print("as found:", found())
    for choice in "exchange", "lock-to-load", "test-in-lock":
        print(f"{choice}:", repaired(choice))

# Prints:
# as found: 2 loads, at least 3 rows seen
# exchange: 1 loads, at least 0 rows seen
# lock-to-load: 2 loads, at least 3 rows seen
# test-in-lock: 1 loads, at least 3 rows seen
