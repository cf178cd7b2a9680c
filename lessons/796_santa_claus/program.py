"""Santa Claus: one door for the reindeer and the elf, and Santa has to guess."""

import threading
import time

HERD = 2
KNOCKS = 2  # the reindeer's, and the elf's


class Count:
    """A number of which each operation is one step."""

    def __init__(self):
        self._value = 0
        self._lock = threading.Lock()

    def load(self):
        with self._lock:
            return self._value

    def exchange(self, value):
        with self._lock:
            before, self._value = self._value, value
            return before

    def fetch_add(self, difference):
        with self._lock:
            before = self._value
            self._value += difference
            return before

    def compare_exchange(self, expected, desired):
        with self._lock:
            if self._value != expected:
                return False
            self._value = desired
            return True


def run(santa, elf, reindeer):
    """Santa is up last. Gives up after a while, so that this program ends."""
    jobs = [elf] + [reindeer] * HERD + [santa]
    threads = [threading.Thread(target=job, daemon=True) for job in jobs]
    for thread in threads:
        thread.start()
        time.sleep(0.04)
    for thread in threads:
        thread.join(timeout=0.3)
    stuck = sum(thread.is_alive() for thread in threads)
    return "the elf waits for ever" if stuck else "all are served"


#! [as-found]
def found():
    home = Count()
    knock, sleigh, help_ = (threading.Semaphore(0) for _ in range(3))

    def reindeer():
        if home.fetch_add(1) == HERD - 1:
            knock.release()
        sleigh.acquire()

    def elf():
        knock.release()
        help_.acquire()

    def santa():
        for _ in range(KNOCKS):
            knock.acquire()
            if home.load() == HERD:
                sleigh.release(HERD)
            else:
                help_.release()

    return run(santa, elf, reindeer)
#! [as-found]


#! [repaired]
def repaired(answer):
    home = Count()
    knock, sleigh, help_ = (threading.Semaphore(0) for _ in range(3))

    def reindeer():
        if home.fetch_add(1) == HERD - 1:
            knock.release()
        sleigh.acquire()

    def elf():
        knock.release()
        help_.acquire()

    def santa():
        for _ in range(KNOCKS):
            knock.acquire()
            #! <santa>
            if answer == "look":
                #! [look]
                if home.load() == HERD:
                    sleigh.release(HERD)
                else:
                    help_.release()
                #! [look]
            elif answer == "help-in-any-case":
                #! [help-in-any-case]
                if home.load() == HERD:
                    sleigh.release(HERD)
                help_.release()
                #! [help-in-any-case]
            elif answer == "look-and-send-away":
                #! [look-and-send-away]
                if home.exchange(0) == HERD:
                    sleigh.release(HERD)
                else:
                    help_.release()
                #! [look-and-send-away]
            elif answer == "harness-then-forget":
                #! [harness-then-forget]
                if home.load() == HERD:
                    sleigh.release(home.exchange(0))
                else:
                    help_.release()
                #! [harness-then-forget]
            else:
                #! [harness-in-one-step]
                if home.compare_exchange(HERD, 0):
                    sleigh.release(HERD)
                else:
                    help_.release()
                #! [harness-in-one-step]
            #! <santa>

    return run(santa, elf, reindeer)
#! [repaired]


if __name__ == "__main__":
    print("as found:", found())
    for choice in "harness-then-forget", "harness-in-one-step":
        print(f"{choice}:", repaired(choice))

# Prints:
# as found: the elf waits for ever
# harness-then-forget: all are served
# harness-in-one-step: all are served
