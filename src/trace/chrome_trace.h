#pragma once

#include <ostream>
#include <span>

#include "trace/event.h"
#include "trace/names.h"

namespace trace {

/// Writes events as Chrome Trace Event JSON, which Perfetto (ui.perfetto.dev) and chrome://tracing open.
///
///   blocked, sleeping .. resumed            a slice with object, holder, source line and how it ended
///   woke .. the peer's resumed              an arrow
///   put, got, stored, modified, measured    a point of the counter named after the object
///   all others, and what made a point       an instant
///
/// `events` as Recorder hands them out: each thread's in its order. A wait that never ended lasts to the last event.
/// Complexity: linear; the text goes straight to `out`, about 150 bytes an event.
void write_chrome_trace(std::ostream& out, std::span<const Event> events, std::span<const NameRecord> names);

}  // namespace trace
