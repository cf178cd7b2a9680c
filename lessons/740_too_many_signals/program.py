"""Too many signals: the last of two workers rings a bell, once."""

import threading
import time

WORKERS = 2
STEP = 0.03  # seconds


class Number:
    def __init__(self, value):
        self.value = value
        self._lock = threading.Lock()

    def load(self):
        time.sleep(2 * STEP)  # what lies between counting and looking
        return self.value

    def count_down(self):
        with self._lock:
            self.value -= 1
            return self.value


class Bell(threading.Semaphore):
    def __init__(self):
        super().__init__(0)

    def rings(self):
        """How often it has rung that nobody has heard."""
        count = 0
        while self.acquire(blocking=False):
            count += 1
        return count


def start_all(job):
    def begin(number):
        time.sleep(number * STEP)  # one a little after the other
        job()

    crew = [
        threading.Thread(target=begin, args=(number,))
        for number in range(1, WORKERS + 1)
    ]
    for worker in crew:
        worker.start()
    return crew


def listen(bell, at_work, crew):
    bell.acquire()
    seen = at_work.value
    for worker in crew:
        worker.join()
    return f"{1 + bell.rings()} rings, {seen} at work at the first"


#! [as-found]
def found():
    at_work = Number(WORKERS)
    bell = Bell()

    def work():
        at_work.count_down()
        if at_work.load() == 0:
            bell.release()

    return listen(bell, at_work, start_all(work))
#! [as-found]


#! [repaired]
def repaired(ring):
    at_work = Number(WORKERS)
    bell = Bell()
    guard = threading.Lock()

    def work():
        #! <ring>
        if ring == "look-again":
            #! [look-again]
            at_work.count_down()
            if at_work.load() == 0:
                bell.release()
            #! [look-again]
        elif ring == "ask-before":
            #! [ask-before]
            if at_work.load() == 1:
                bell.release()
            at_work.count_down()
            #! [ask-before]
        elif ring == "the-first":
            #! [the-first]
            if at_work.count_down() == WORKERS - 1:
                bell.release()
            #! [the-first]
        elif ring == "the-last":
            #! [the-last]
            if at_work.count_down() == 0:
                bell.release()
            #! [the-last]
        else:
            #! [lock-around]
            with guard:
                at_work.count_down()
                if at_work.load() == 0:
                    bell.release()
            #! [lock-around]
        #! <ring>

    return listen(bell, at_work, start_all(work))
#! [repaired]


if __name__ == "__main__":
    print("as found:", found())
    for choice in "the-first", "the-last", "lock-around":
        print(f"{choice}:", repaired(choice))

# Prints:
# as found: 2 rings, 0 at work at the first
# the-first: 1 rings, 1 at work at the first
# the-last: 1 rings, 0 at work at the first
# lock-around: 1 rings, 0 at work at the first
