"""Barrier: workers that do their part of a phase and meet before the next one."""

import threading
import time

PARTIES = 3
PHASES = 3
WORK_TIME = 0.01  # seconds
SPREAD = 0.12
TIMEOUT = 0.08


class PartFailed(Exception):
    pass


class Parts:
    """The parts that the workers have done in all phases."""

    def __init__(self):
        self.done = 0
        self.begun_too_early = 0
        self.gave_up = 0
        self._lock = threading.Lock()

    def work(self, number, phase):
        with self._lock:
            if self.done < (phase - 1) * PARTIES:
                self.begun_too_early += 1
        time.sleep(WORK_TIME + SPREAD * (1 if number == 1 else (number - 2) * 0.2))
        with self._lock:
            self.done += 1

    def give_up(self):
        with self._lock:
            self.gave_up += 1


def run(job, timeout=5):
    """Gives up after a while, so that this program ends even when they do not."""
    threads = [
        threading.Thread(
            name=f"worker-{number}", target=job, args=(number,), daemon=True
        )
        for number in range(1, PARTIES + 1)
    ]
    for thread in threads:
        thread.start()
    deadline = time.monotonic() + timeout
    for thread in threads:
        thread.join(max(0, deadline - time.monotonic()))
    return sum(thread.is_alive() for thread in threads)


#! [right-count]
def right_count():
    parts = Parts()
    barrier = threading.Barrier(PARTIES)

    def work(number):
        for phase in range(1, PHASES + 1):
            parts.work(number, phase)
            barrier.wait()

    stuck = run(work)
    print(f"right count: {parts.begun_too_early} too early, {stuck} stuck")
#! [right-count]


#! [one-too-few]
def one_too_few():
    parts = Parts()
    barrier = threading.Barrier(PARTIES - 1)  # forgot the slow one

    def work(number):
        for phase in range(1, PHASES + 1):
            parts.work(number, phase)
            barrier.wait()

    stuck = run(work, timeout=0.8)
    early = "some" if parts.begun_too_early > 0 else "none"
    print("one too few:", early, "too early,", stuck, "stuck")
#! [one-too-few]


#! [one-too-many]
def one_too_many():
    parts = Parts()
    barrier = threading.Barrier(PARTIES + 1)  # counted the main thread as well

    def work(number):
        for phase in range(1, PHASES + 1):
            parts.work(number, phase)
            barrier.wait()

    stuck = run(work, timeout=0.5)
    print("one too many:", parts.done, "parts,", stuck, "stuck")
#! [one-too-many]


#! [time-out]
def timed():
    barrier = threading.Barrier(PARTIES)
    for attempt in range(1, 6):
        parts = Parts()

        def work(number):
            try:
                for phase in range(1, PHASES + 1):
                    parts.work(number, phase)
                    barrier.wait(TIMEOUT * attempt)
            except threading.BrokenBarrierError:
                parts.give_up()

        run(work)
        print("time-out:", parts.gave_up, "give up")
        if not barrier.broken:
            return
        barrier.reset()
#! [time-out]


#! [abort]
def aborted():
    parts = Parts()
    barrier = threading.Barrier(PARTIES)

    def work(number):
        try:
            for phase in range(1, PHASES + 1):
                parts.work(number, phase)
                if number == 2 and phase == 2:
                    raise PartFailed
                barrier.wait()
        except PartFailed:
            barrier.abort()  # or the others would wait for this one for ever
            parts.give_up()
        except threading.BrokenBarrierError:
            parts.give_up()

    stuck = run(work)
    print("abort:", parts.gave_up, "give up,", stuck, "stuck")
#! [abort]


if __name__ == "__main__":
    right_count()
    one_too_few()
    one_too_many()
    timed()
    aborted()

# Prints:
# right count: 0 too early, 0 stuck
# one too few: some too early, 1 stuck
# one too many: 3 parts, 3 stuck
# time-out: 3 give up
# time-out: 0 give up
# abort: 3 give up, 0 stuck
