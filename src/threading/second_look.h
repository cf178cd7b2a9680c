#pragma once

namespace threading {

/// How often a thread that found nothing to do looks again before it goes to sleep, since another processor may be
/// about to change that. Between two looks it stays away: so the other one has the memory in question to itself, and
/// several changes gather. It looks a few times where that was worth it lately, else not at all; only now and then it
/// tries anew, for long enough to meet a thread that is on its way from sleep.
///
/// Thread-safety: none; each thread has its own.
class SecondLook {
 public:
  static constexpr int usual_looks = 4;
  static constexpr int trial_looks = 64;
  static constexpr unsigned sleeps_between_trials = 64;

  /// The calling thread's.
  static SecondLook& of_this_thread() { return of_thread_; }

  /// After so many further looks in vain: stays away for half a microsecond and returns true, or returns false at once.
  bool worthwhile(int looks);
  /// A further look was not in vain.
  void rewarded() { patience_ = usual_looks; }

 private:
  static thread_local SecondLook of_thread_;

  int patience_ = 0;     // looks
  unsigned sleeps_ = 0;  // without any look
};

inline constinit thread_local SecondLook SecondLook::of_thread_;

}  // namespace threading
