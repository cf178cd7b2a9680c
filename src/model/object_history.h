#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "model/series.h"
#include "model/snapshot.h"
#include "trace/event.h"
#include "trace/names.h"

namespace model {

/// Whether the event's value is the object's number from then on.
bool changes_value(trace::EventKind kind);

/// One object's events, folded into its owner, its number and how that went. One thread.
class ObjectHistory {
 public:
  /// `since`: no event of the object is earlier.
  ObjectHistory(const trace::ObjectName& name, trace::Time since);

  /// Named again: its kind and its number stay.
  void rename(const trace::ObjectName& name);
  /// Told before the event that it belongs to.
  void hold(trace::Contents contents);
  /// In any order: the sequence decides.
  void apply(const trace::Event& event);

  /// Without waiters: those are told by the threads.
  const ObjectView& view() const { return view_; }
  /// Of objects that have a number.
  std::optional<SeriesHistory>& series() { return series_; }
  const std::optional<SeriesHistory>& series() const { return series_; }
  /// True if `owner` is known: it has owners, and one was seen to come or go.
  bool knows_owner() const;
  /// Who has it to itself, or all who read a readers-writer lock, once for each time. Empty: nobody, or it is not known
  /// for certain.
  std::vector<trace::ThreadId> holders() const;
  /// A Lock that was given up by a thread that had not taken it, as Python allows: any thread may do so again.
  bool is_signal() const { return is_signal_; }

 private:
  bool has_owner() const;
  bool makes_owner(const trace::Event& event) const;
  void follow_takers(const trace::Event& event, bool newest);
  void set_value(const trace::Event& event, bool newest);
  void set_items(const trace::Event& event, bool newest);

  ObjectView view_;
  std::optional<SeriesHistory> series_;
  std::uint32_t sequence_ = 0;
  // Of a Lock and of a readers-writer lock, by what each thread did itself, whose events come in its order.
  std::vector<trace::ThreadId> takers_;
  bool is_signal_ = false;
  std::map<std::uint32_t, std::vector<std::string>> told_;  // contents after changes to come, by sequence
};

}  // namespace model
