"""Daemon threads: what happens to a worker when the main thread of its process ends.

The end of a process can only be watched from outside. So this program starts itself
again, once for each variant, and prints what that child process prints.
"""

import signal
import subprocess
import sys
import tempfile
import threading
import time

BEATS = 4
WORKER_TIME = 0.8  # seconds
MAIN_TIME = 0.5


def beat(number):
    time.sleep(WORKER_TIME / BEATS)
    print("worker: heartbeat", number, flush=True)


def wait_for_main_time():
    try:
        time.sleep(MAIN_TIME)
        print("main: done, I end", flush=True)
    except KeyboardInterrupt:
        print("main: interrupted, I end", flush=True)
        sys.exit(130)


#! [non-daemon]
def non_daemon_worker():  # the main program of a child process
    def work():
        for number in range(1, BEATS + 1):
            beat(number)
        print("worker: cleaned up", flush=True)

    worker = threading.Thread(name="worker", target=work, daemon=False)
    worker.start()
    wait_for_main_time()  # then the process waits for the worker
#! [non-daemon]


#! [daemon]
def daemon_worker():  # the main program of a child process
    def work():
        for number in range(1, BEATS + 1):
            beat(number)
        print("worker: cleaned up", flush=True)

    worker = threading.Thread(name="worker", target=work, daemon=True)
    worker.start()
    wait_for_main_time()  # then the process ends, whatever the worker is doing
#! [daemon]


#! [daemon-file]
def daemon_with_file():  # the main program of a child process
    def work():
        with open("worker.log", "w") as log:  # written a bufferful at a time
            for number in range(1, BEATS + 1):
                beat(number)
                log.write(f"heartbeat {number}\n")
        print("worker: cleaned up", flush=True)

    worker = threading.Thread(name="worker", target=work, daemon=True)
    worker.start()
    wait_for_main_time()  # then the process ends, whatever the worker is doing
#! [daemon-file]


def watch(variant, interrupted=False):
    """Starts a child process and prints what it prints and how it ends."""
    print("---", variant.__name__, "and Ctrl+C" if interrupted else "alone")
    command = [sys.executable, __file__, variant.__name__]
    with tempfile.TemporaryDirectory() as folder:
        with subprocess.Popen(
            command, cwd=folder, stdout=subprocess.PIPE, text=True
        ) as child:
            for line in child.stdout:
                print(line, end="")
                if interrupted and line == "worker: heartbeat 1\n":
                    child.send_signal(signal.SIGINT)  # what Ctrl+C sends
        print("exit status", child.returncode)
        if variant is daemon_with_file:
            with open(folder + "/worker.log") as log:
                print("lines in the file:", len(log.readlines()))


if __name__ == "__main__":
    variants = non_daemon_worker, daemon_worker, daemon_with_file
    if len(sys.argv) > 1:
        next(each for each in variants if each.__name__ == sys.argv[1])()
    else:
        for variant in variants:
            watch(variant)
        watch(non_daemon_worker, interrupted=True)

# Prints:
# --- non_daemon_worker alone
# worker: heartbeat 1
# worker: heartbeat 2
# main: done, I end
# worker: heartbeat 3
# worker: heartbeat 4
# worker: cleaned up
# exit status 0
# --- daemon_worker alone
# worker: heartbeat 1
# worker: heartbeat 2
# main: done, I end
# exit status 0
# --- daemon_with_file alone
# worker: heartbeat 1
# worker: heartbeat 2
# main: done, I end
# exit status 0
# lines in the file: 0
# --- non_daemon_worker and Ctrl\+C
# worker: heartbeat 1
# main: interrupted, I end
# worker: heartbeat 2
# worker: heartbeat 3
# worker: heartbeat 4
# worker: cleaned up
# exit status 130
