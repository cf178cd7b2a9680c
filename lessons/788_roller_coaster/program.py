"""The roller coaster: the next passenger boards before the last one has left."""

import threading
import time

PASSENGERS = 2


class Car:
    """Counts who is inside, and the most there ever were."""

    def __init__(self):
        self._lock = threading.Lock()
        self._inside = 0
        self.most = 0

    def enter(self):
        with self._lock:
            self._inside += 1
            self.most = max(self.most, self._inside)

    def get_out(self):
        time.sleep(0.05)  # it takes a while to get off
        with self._lock:
            self._inside -= 1


def run(passenger, drive):
    """Gives up after a while, so that this program ends even when they do not."""
    threads = [threading.Thread(target=drive, daemon=True)]
    threads += [
        threading.Thread(target=passenger, daemon=True) for _ in range(PASSENGERS)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=0.3)
    return sum(thread.is_alive() for thread in threads)


#! [as-found]
def found():
    board, boarded, leave, left = (threading.Semaphore(0) for _ in range(4))
    car = Car()

    def passenger():
        board.acquire()
        car.enter()
        boarded.release()
        leave.acquire()
        car.get_out()
        left.release()

    def drive():
        for _ in range(PASSENGERS):
            board.release()
            boarded.acquire()
            leave.release()

    stuck = run(passenger, drive)
    return f"at most {car.most} in the car, {stuck} wait for ever"
#! [as-found]


#! [repaired]
def repaired(begin, end):
    board, boarded, leave, left = (threading.Semaphore(0) for _ in range(4))
    car = Car()

    def passenger():
        board.acquire()
        car.enter()
        boarded.release()
        leave.acquire()
        car.get_out()
        left.release()

    def drive():
        for _ in range(PASSENGERS):
            #! <begin>
            if begin == "wait-until-full":
                #! [wait-until-full]
                board.release()
                boarded.acquire()
                #! [wait-until-full]
            elif begin == "go-at-once":
                #! [go-at-once]
                board.release()
                #! [go-at-once]
            else:
                #! [full-before-boarding]
                boarded.acquire()
                board.release()
                #! [full-before-boarding]
            #! <begin>
            #! <end>
            if end == "let-out":
                #! [let-out]
                leave.release()
                #! [let-out]
            elif end == "empty-before-leaving":
                #! [empty-before-leaving]
                left.acquire()
                leave.release()
                #! [empty-before-leaving]
            elif end == "let-out-and-board":
                #! [let-out-and-board]
                leave.release()
                boarded.acquire()
                #! [let-out-and-board]
            else:
                #! [let-out-and-wait]
                leave.release()
                left.acquire()
                #! [let-out-and-wait]
            #! <end>

    stuck = run(passenger, drive)
    return f"at most {car.most} in the car, {stuck} wait for ever"
#! [repaired]


if __name__ == "__main__":
    print("as found:", found())
    for pieces in (
        ("wait-until-full", "empty-before-leaving"),
        ("wait-until-full", "let-out-and-wait"),
    ):
        print(", ".join(pieces) + ":", repaired(*pieces))

# Prints:
# as found: at most 2 in the car, 0 wait for ever
# wait-until-full, empty-before-leaving: at most 1 in the car, 3 wait for ever
# wait-until-full, let-out-and-wait: at most 1 in the car, 0 wait for ever
