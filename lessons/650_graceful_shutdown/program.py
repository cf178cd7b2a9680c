"""Graceful shutdown: an interrupt comes while there is work to do.

Each variant runs in a process of its own, and gets a real interrupt: once while its
main thread is blocked, once while it computes. What it writes to its output is what
has happened to the orders.
"""

import os
import queue
import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor

WORKERS = 4
BACKLOG = 24
ORDER_TIME = 0.06  # seconds
INTERRUPT_AFTER = 0.15
GRACE = 0.03

NO_MORE = None  # the sentinel


def note(what):
    os.write(1, f"{what}\n".encode())


def book(order):
    note("paid")
    time.sleep(ORDER_TIME)
    note("sent")


def wait_for_interrupt(meanwhile):
    """Only the main thread gets a KeyboardInterrupt, also when it is blocked."""
    interrupt = (os.getpid(), signal.SIGINT)
    try:
        threading.Timer(INTERRUPT_AFTER, os.kill, interrupt).start()
        while meanwhile == "computing":
            pass
        threading.Event().wait()
    except KeyboardInterrupt:
        pass


def backlog():
    orders = queue.Queue()
    for order in range(BACKLOG):
        orders.put(order)
    return orders


def start_workers(work, daemon=False):
    workers = [threading.Thread(target=work, daemon=daemon) for _ in range(WORKERS)]
    for worker in workers:
        worker.start()
    return workers


#! [killed]
def killed(meanwhile):
    orders = backlog()

    def work():
        while (order := orders.get()) is not NO_MORE:
            book(order)

    start_workers(work, daemon=True)
    wait_for_interrupt(meanwhile)
    # the program ends, and the daemons with it
#! [killed]


#! [drain]
def drain(meanwhile):
    orders = backlog()

    def work():
        while (order := orders.get()) is not NO_MORE:
            book(order)

    workers = start_workers(work)
    wait_for_interrupt(meanwhile)
    for _ in workers:
        orders.put(NO_MORE)  # behind the backlog
    for worker in workers:
        worker.join()
#! [drain]


#! [cancel]
def cancel(meanwhile):
    pool = ThreadPoolExecutor(WORKERS)
    orders = [pool.submit(book, order) for order in range(BACKLOG)]
    wait_for_interrupt(meanwhile)
    pool.shutdown(cancel_futures=True)
    for order in orders:
        if order.cancelled():
            note("back")
#! [cancel]


#! [stop-flag]
def stop_flag(meanwhile):
    orders = backlog()
    stop = threading.Event()

    def work():
        while not stop.is_set():
            try:
                book(orders.get(timeout=0.05))
            except queue.Empty:
                continue  # nothing to do for a while: look at the flag again

    workers = start_workers(work)
    wait_for_interrupt(meanwhile)
    stop.set()
    while any(worker.is_alive() for worker in workers):
        for worker in workers:
            worker.join(timeout=GRACE)  # some may still be busy: again
    while not orders.empty():
        orders.get()
        note("back")
#! [stop-flag]


def start(variant, meanwhile):
    program = [sys.executable, __file__, variant.__name__, meanwhile]
    return subprocess.Popen(program, stdout=subprocess.PIPE, text=True)


def summary(process):
    notes = process.communicate()[0].split()
    paid, sent, back = (notes.count(word) for word in ("paid", "sent", "back"))
    half_done, untouched = paid - sent, BACKLOG - paid - back
    return f"{sent} sent, {back} back, {half_done} half done, {untouched} lost"


if __name__ == "__main__":
    if len(sys.argv) > 1:
        signal.signal(signal.SIGINT, signal.default_int_handler)
        globals()[sys.argv[1]](sys.argv[2])
    else:
        for variant in killed, drain, cancel, stop_flag:
            processes = {word: start(variant, word) for word in ("blocked", "computing")}
            for meanwhile, process in processes.items():
                print(f"{variant.__name__}, {meanwhile}: {summary(process)}")

# Prints:
# killed, blocked: \d+ sent, 0 back, [1-4] half done, [1-9]\d* lost
# killed, computing: \d+ sent, 0 back, [1-4] half done, [1-9]\d* lost
# drain, blocked: 24 sent, 0 back, 0 half done, 0 lost
# drain, computing: 24 sent, 0 back, 0 half done, 0 lost
# cancel, blocked: \d+ sent, [1-9]\d* back, 0 half done, 0 lost
# cancel, computing: \d+ sent, [1-9]\d* back, 0 half done, 0 lost
# stop_flag, blocked: \d+ sent, [1-9]\d* back, 0 half done, 0 lost
# stop_flag, computing: \d+ sent, [1-9]\d* back, 0 half done, 0 lost
