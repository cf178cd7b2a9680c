"""A responsive interface: a long job, and how its news gets to the window.

The window is played by an event loop: a queue of functions that the main thread calls
one after another, as Tkinter, Qt and every other toolkit do it.
"""

import queue
import threading
import time

ITEMS = 1_000
JOB_LENGTH = 0.1  # seconds of computing
BATCH_PERIOD = 0.02


class EventLoop:
    def __init__(self):
        self.events = queue.SimpleQueue()
        self.most_waiting = 0
        self.longest = 0.0  # seconds of computing in one event
        self.shown = 0

    def post(self, event):
        self.events.put(event)
        self.most_waiting = max(self.most_waiting, self.events.qsize())

    def run(self):
        while self.shown < ITEMS:
            event = self.events.get()
            began = time.thread_time()
            event()
            self.longest = max(self.longest, time.thread_time() - began)

    def show(self, done):
        compute(0.0001)  # drawing takes its time
        self.shown = done


def compute(seconds):
    end = time.thread_time() + seconds
    while time.thread_time() < end:
        pass


#! [on-gui-thread]
def on_gui_thread(loop):
    def job():  # one event that does the whole job
        for done in range(1, ITEMS + 1):
            compute(JOB_LENGTH / ITEMS)
            loop.show(done)

    loop.post(job)
#! [on-gui-thread]


#! [flood]
def flood(loop):
    def work():
        for done in range(1, ITEMS + 1):
            compute(JOB_LENGTH / ITEMS)
            loop.post(lambda done=done: loop.show(done))  # an event for every item

    threading.Thread(name="worker", target=work).start()
#! [flood]


#! [batched]
def batched(loop):
    done = 0
    screen = threading.Semaphore(1)

    def work():
        nonlocal done
        for item in range(1, ITEMS + 1):
            compute(JOB_LENGTH / ITEMS)
            done = item

    def show(news):
        loop.show(news)
        screen.release()

    def report():
        news = 0
        while news < ITEMS:
            time.sleep(BATCH_PERIOD)
            screen.acquire()  # the last update has been shown
            news = done
            loop.post(lambda news=news: show(news))  # one event for all that is new

    threading.Thread(name="worker", target=work).start()
    threading.Thread(name="reporter", target=report).start()
#! [batched]


def try_out(variant):
    loop = EventLoop()
    variant(loop)
    loop.run()
    busy = "short" if loop.longest <= 0.05 else "too long"
    waiting = "few" if loop.most_waiting <= 2 else "too many"
    print(f"{variant.__name__}: longest event {busy}, events waiting {waiting}")


if __name__ == "__main__":
    try_out(on_gui_thread)
    try_out(flood)
    try_out(batched)

# Prints:
# on_gui_thread: longest event too long, events waiting few
# flood: longest event short, events waiting too many
# batched: longest event short, events waiting few
