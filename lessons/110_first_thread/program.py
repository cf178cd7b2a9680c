"""The first thread: a worker starts, its caller goes on, join() makes it wait."""

import threading
import time

STEPS = 4
WORK_TIME = 0.8  # seconds


#! [without-join]
def without_join():
    def work():
        for step in range(1, STEPS + 1):
            time.sleep(WORK_TIME / STEPS)
            print("worker: step", step, "of", STEPS)

    worker = threading.Thread(name="worker", target=work)
    worker.start()
    print("main: the worker has started, I go on")
    print("main: active threads:", threading.active_count())
    print("main: is the worker alive?", "Yes" if worker.is_alive() else "No")
    print("main: done")
#! [without-join]


#! [with-join]
def with_join():
    def work():
        for step in range(1, STEPS + 1):
            time.sleep(WORK_TIME / STEPS)
            print("worker: step", step, "of", STEPS)

    worker = threading.Thread(name="worker", target=work)
    worker.start()
    print("main: the worker has started, I go on")
    print("main: active threads:", threading.active_count())
    worker.join()
    print("main: is the worker alive?", "Yes" if worker.is_alive() else "No")
    print("main: done")
#! [with-join]


if __name__ == "__main__":
    with_join()
    print("---")
    without_join()  # at its end Python waits for the worker, which is no daemon

# Prints:
# main: the worker has started, I go on
# main: active threads: 2
# worker: step 1 of 4
# worker: step 2 of 4
# worker: step 3 of 4
# worker: step 4 of 4
# main: is the worker alive\? No
# main: done
# ---
# main: the worker has started, I go on
# main: active threads: 2
# main: is the worker alive\? Yes
# main: done
# worker: step 1 of 4
# worker: step 2 of 4
# worker: step 3 of 4
# worker: step 4 of 4
