"""Too few signals: the last of two workers tells main that all is done."""

import threading
import time

WORKERS = 2
STEP = 0.03  # seconds
PATIENCE = 0.5  # so that this program ends in any case


class Number:
    def __init__(self, value):
        self.value = value
        self._lock = threading.Lock()

    def load(self):
        time.sleep(2 * STEP)
        return self.value

    def store(self, value):
        time.sleep(2 * STEP)  # what lies between reading and writing
        self.value = value

    def count_down(self):
        with self._lock:
            self.value -= 1
            return self.value


class Events(threading.Event):
    """Tells what main finds when it goes on."""

    def main_finds(self, at_work):
        if not self.wait(PATIENCE):
            return "main waits for ever"
        return f"main goes on, {at_work.value} at work"


def start_all(job):
    def begin(number):
        time.sleep(number * STEP)  # one a little after the other
        job()

    for number in range(1, WORKERS + 1):
        threading.Thread(target=begin, args=(number,), daemon=True).start()


#! [as-found]
def found():
    at_work = Number(WORKERS)
    all_done = Events()

    def work():
        left = at_work.load() - 1
        at_work.store(left)
        if left == 0:
            all_done.set()

    start_all(work)
    return all_done.main_finds(at_work)
#! [as-found]


#! [repaired]
def repaired(signal):
    at_work = Number(WORKERS)
    all_done = Events()
    guard = threading.Lock()

    def work():
        #! <signal>
        if signal == "what-it-wrote":
            #! [what-it-wrote]
            left = at_work.load() - 1
            at_work.store(left)
            if left == 0:
                all_done.set()
            #! [what-it-wrote]
        elif signal == "look-again":
            #! [look-again]
            at_work.store(at_work.load() - 1)
            if at_work.load() == 0:
                all_done.set()
            #! [look-again]
        elif signal == "in-any-case":
            #! [in-any-case]
            at_work.count_down()
            all_done.set()
            #! [in-any-case]
        elif signal == "lock-around":
            #! [lock-around]
            with guard:
                left = at_work.load() - 1
                at_work.store(left)
                if left == 0:
                    all_done.set()
            #! [lock-around]
        else:
            #! [one-step]
            if at_work.count_down() == 0:
                all_done.set()
            #! [one-step]
        #! <signal>

    start_all(work)
    return all_done.main_finds(at_work)
#! [repaired]


if __name__ == "__main__":
    print("as found:", found())
    for choice in "look-again", "in-any-case", "lock-around", "one-step":
        print(f"{choice}:", repaired(choice))

# Prints:
# as found: main waits for ever
# look-again: main waits for ever
# in-any-case: main goes on, 1 at work
# lock-around: main goes on, 0 at work
# one-step: main goes on, 0 at work
