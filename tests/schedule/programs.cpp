#include "schedule/programs.h"

#include <vector>

namespace programs {

std::string numbered(const char* name, int number) { return name + std::to_string(number); }

SetUp racing(int threads, int times) {
  return [=](Program& program) {
    auto& counter = program.make<Shared<int>>(0, "counter");
    for (int i = 0; i < threads; ++i) {
      program.thread([&counter, times] {
        for (int k = 0; k < times; ++k) counter.store(counter.load() + 1);
      });
    }
  };
}

SetUp locked(int threads, int times) {
  return [=](Program& program) {
    auto& counter = program.make<Shared<int>>(0, "counter");
    auto& lock = program.make<Lock>("lock");
    for (int i = 0; i < threads; ++i) {
      program.thread([&, times] {
        for (int k = 0; k < times; ++k) {
          lock.acquire();
          counter.store(counter.load() + 1);
          lock.release();
        }
      });
    }
    program.at_end([&, threads, times] { schedule::check(counter.load() == threads * times, "no increment is lost"); });
  };
}

void opposite_order(Program& program) {
  auto& left = program.make<Lock>("left");
  auto& right = program.make<Lock>("right");
  const auto both = [](Lock& first, Lock& second) {
    first.acquire();
    second.acquire();
    second.release();
    first.release();
  };
  program.thread("a", [&, both] { both(left, right); });
  program.thread("b", [&, both] { both(right, left); });
}

SetUp philosophers(int n) {
  return [n](Program& program) {
    std::vector<Lock*> forks;
    for (int i = 0; i < n; ++i) forks.push_back(&program.make<Lock>(numbered("fork ", i)));
    for (int i = 0; i < n; ++i) {
      Lock& left = *forks[static_cast<std::size_t>(i)];
      Lock& right = *forks[static_cast<std::size_t>((i + 1) % n)];
      program.thread([&left, &right] {
        left.acquire();
        right.acquire();
        right.release();
        left.release();
      });
    }
  };
}

void missed_wake_up(Program& program) {
  auto& lock = program.make<Lock>("lock");
  auto& condition = program.make<threading::Condition>(lock, "ready");
  auto& flag = program.make<Shared<bool>>(false, "flag");
  program.thread("waiter", [&] {
    if (flag.load()) return;
    lock.acquire();
    condition.wait();
    lock.release();
  });
  program.thread("notifier", [&] {
    flag.store(true);
    lock.acquire();
    condition.notify();
    lock.release();
  });
}

SetUp buffer(Waiting waiting) {
  return [waiting](Program& program) {
    auto& lock = program.make<Lock>("lock");
    auto& not_full = program.make<threading::Condition>(lock, "not full");
    auto& not_empty =
        waiting == Waiting::on_one_condition ? not_full : program.make<threading::Condition>(lock, "not empty");
    auto& items = program.make<int>(0);
    const auto until = [waiting](threading::Condition& condition, auto holds) {
      if (waiting == Waiting::once) {
        if (!holds()) condition.wait();
      } else {
        while (!holds()) condition.wait();
      }
    };
    program.thread("producer", [&, until] {
      for (int i = 0; i < 2; ++i) {
        lock.acquire();
        until(not_full, [&] { return items == 0; });
        ++items;
        not_empty.notify();
        lock.release();
      }
    });
    for (int i = 0; i < 2; ++i) {
      program.thread(numbered("consumer ", i), [&, until] {
        lock.acquire();
        until(not_empty, [&] { return items > 0; });
        schedule::check(items > 0, "a consumer finds an item");
        --items;
        not_full.notify();
        lock.release();
      });
    }
  };
}

SetUp readers(int n) {
  return [n](Program& program) {
    auto& value = program.make<Shared<int>>(0, "value");
    program.thread("writer", [&] { value.store(1); });
    for (int i = 0; i < n; ++i) program.thread([&] { value.load(); });
  };
}

SetUp adding(int threads, int times) {
  return [=](Program& program) {
    auto& counter = program.make<Shared<int>>(0, "counter");
    for (int i = 0; i < threads; ++i) {
      program.thread([&counter, times] {
        for (int k = 0; k < times; ++k) counter.fetch_add(1);
      });
    }
  };
}

SetUp adding_to_two(int threads) {
  return [=](Program& program) {
    auto& first = program.make<Shared<int>>(0, "first");
    auto& second = program.make<Shared<int>>(0, "second");
    for (int i = 0; i < threads; ++i) {
      program.thread([&] {
        first.fetch_add(1);
        second.fetch_add(1);
      });
    }
  };
}

SetUp filesystem(int threads) {
  return [threads](Program& program) {
    constexpr int inodes = 32;
    constexpr int blocks = 26;
    struct Disk {
      std::vector<Lock*> inode_locks, block_locks;
      std::vector<int> inode = std::vector<int>(inodes, 0);
      std::vector<bool> busy = std::vector<bool>(blocks, false);
    };
    auto& disk = program.make<Disk>();
    for (int i = 0; i < inodes; ++i) disk.inode_locks.push_back(&program.make<Lock>(numbered("inode ", i)));
    for (int i = 0; i < blocks; ++i) disk.block_locks.push_back(&program.make<Lock>(numbered("block ", i)));
    for (int id = 0; id < threads; ++id) {
      program.thread([&disk, id] {
        const auto i = static_cast<std::size_t>(id % inodes);
        disk.inode_locks[i]->acquire();
        if (disk.inode[i] == 0) {
          for (int b = (id * 2) % blocks;; b = (b + 1) % blocks) {
            const auto block = static_cast<std::size_t>(b);
            disk.block_locks[block]->acquire();
            const bool found = !disk.busy[block];
            if (found) {
              disk.busy[block] = true;
              disk.inode[i] = b + 1;
            }
            disk.block_locks[block]->release();
            if (found) break;
          }
        }
        disk.inode_locks[i]->release();
      });
    }
  };
}

SetUp indexer(int threads) {
  return [threads](Program& program) {
    constexpr int size = 128;
    constexpr int most = 4;
    auto& table = program.make<std::vector<Shared<int>*>>();
    for (int i = 0; i < size; ++i) table.push_back(&program.make<Shared<int>>(0, numbered("entry ", i)));
    for (int id = 0; id < threads; ++id) {
      program.thread([&table, id] {
        for (int m = 1; m <= most; ++m) {
          const int word = m * 11 + id;
          int entry = (word * 7) % size;
          for (int expected = 0; !table[static_cast<std::size_t>(entry)]->compare_exchange(expected, word);
               expected = 0) {
            entry = (entry + 1) % size;
          }
        }
      });
    }
  };
}

}  // namespace programs
