"""Timer: runs something once after a delay; how to repeat it, and how not to."""

import threading
import time

DELAY = 0.2  # seconds
PERIOD = 0.06
TICKS = 6
WORK_TIME = 0.04


class Bell:
    """What the timers do, and how late they do it."""

    def __init__(self):
        self.rung = 0
        self.late = 0.0

    def ring(self, due):
        self.late = time.monotonic() - due
        self.rung += 1


#! [once]
def once():
    bell = Bell()
    timer = threading.Timer(DELAY, bell.ring, args=(time.monotonic() + DELAY,))
    timer.start()
    print("once: main goes on, rings so far:", bell.rung)
    timer.join()
    print("once: rings:", bell.rung, "- early" if bell.late < 0 else "- not early")
#! [once]


#! [cancelled]
def cancelled():
    first_bell, second_bell = Bell(), Bell()
    due = time.monotonic() + DELAY
    first = threading.Timer(DELAY, first_bell.ring, args=(due,))
    second = threading.Timer(DELAY, second_bell.ring, args=(due,))
    first.start()
    second.start()
    time.sleep(DELAY / 4)
    first.cancel()  # in time, as long as the delay is not over
    first.join()
    print("cancelled in time: rings:", first_bell.rung)
    second.join()
    second.cancel()  # too late: it has run, and this does nothing
    print("cancelled too late: rings:", second_bell.rung)
#! [cancelled]


#! [drifts]
def drifts():
    bell = Bell()
    began = time.monotonic()

    def tick(due):
        bell.ring(due)
        time.sleep(WORK_TIME)

    for number in range(1, TICKS + 1):
        due = began + number * PERIOD
        timer = threading.Timer(PERIOD, tick, args=(due,))
        timer.start()
        timer.join()
    in_time = "in time" if bell.late < 2 * PERIOD else "late"
    print("drifts: tick", bell.rung, "comes", in_time)
#! [drifts]


#! [deadline]
def deadline():
    bell = Bell()
    began = time.monotonic()

    def tick(due):
        bell.ring(due)
        time.sleep(WORK_TIME)

    for number in range(1, TICKS + 1):
        due = began + number * PERIOD
        left = due - time.monotonic()  # not the whole period
        timer = threading.Timer(left, tick, args=(due,))
        timer.start()
        timer.join()
    in_time = "in time" if bell.late < 2 * PERIOD else "late"
    print("deadline: tick", bell.rung, "comes", in_time)
#! [deadline]


if __name__ == "__main__":
    for variant in once, cancelled, drifts, deadline:
        variant()

# Prints:
# once: main goes on, rings so far: 0
# once: rings: 1 - not early
# cancelled in time: rings: 0
# cancelled too late: rings: 1
# drifts: tick 6 comes late
# deadline: tick 6 comes in time
