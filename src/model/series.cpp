#include "model/series.h"

#include <algorithm>
#include <utility>

#include "model/columns.h"

namespace model {
namespace {

using trace::Time;

auto before(Time at) {
  return [at](const Point& point) { return point.at < at; };
}

void include(Extremes& extremes, std::int64_t least, std::int64_t greatest) {
  extremes.least = std::min(extremes.least, least);
  extremes.greatest = std::max(extremes.greatest, greatest);
}

/// Of the points [first, last); first < last.
Extremes extremes_of(const Series& series, std::size_t first, std::size_t last) {
  Extremes found{series.points[first].value, series.points[first].value};
  for (std::size_t i = first; i < last;) {
    const std::size_t index = i / Series::block;
    if (i % Series::block == 0 && i + Series::block <= last && index < series.extremes.end()) {
      include(found, series.extremes[index].least, series.extremes[index].greatest);
      i += Series::block;
    } else {
      include(found, series.points[i].value, series.points[i].value);
      ++i;
    }
  }
  return found;
}

/// Requires points.
std::int64_t value_at(const Series& series, Time at) {
  const auto& points = series.points;
  const std::size_t after = points.partition_point([at](const Point& point) { return point.at <= at; });
  return after == points.begin() ? points.front().value : points[after - 1].value;
}

}  // namespace

std::vector<Column> Series::query(Time from, Time to, int columns) const {
  if (columns < 1 || to <= from) return {};
  const std::size_t inside = points.partition_point(before(from));
  const std::size_t last = points.partition_point(before(to));
  std::size_t i = inside == points.begin() ? inside : inside - 1;
  const bool as_they_are = last - i <= static_cast<std::size_t>(columns);
  const Columns pixels(from, to, columns);
  std::vector<Column> found;
  while (i < last) {
    const Time at = std::max(from, points[i].at);
    const std::size_t next =
        as_they_are ? i + 1 : points.partition_point_from(i, before(pixels.edge(pixels.at(at) + 1)));
    const Extremes both = extremes_of(*this, i, next);
    found.push_back({at, both.least, both.greatest, points[next - 1].value});
    i = next;
  }
  return found;
}

std::vector<std::pair<Time, double>> Series::rate(Time from, Time to, int columns) const {
  if (columns < 1 || to <= from || points.empty()) return {};
  const Columns windows(from, to, columns);
  std::vector<std::pair<Time, double>> found;
  std::int64_t value = value_at(*this, from);
  for (int i = 0; i < columns; ++i) {
    const std::chrono::duration<double> window = windows.edge(i + 1) - windows.edge(i);
    if (window.count() <= 0) continue;
    const std::int64_t end = value_at(*this, windows.edge(i + 1));
    found.emplace_back(windows.edge(i + 1), (static_cast<double>(end) - static_cast<double>(value)) / window.count());
    value = end;
  }
  return found;
}

SeriesHistory::SeriesHistory(trace::ObjectId object, Time since, std::int64_t value) : object_(object) {
  append_point({since, value});
}

void SeriesHistory::append(Time at, std::int64_t value) {
  if (value == last_.value) return;
  append_point({std::max(at, last_.at), value});
}

void SeriesHistory::append_late(Time at, std::int64_t value) {
  const std::int64_t in_force = last_.value;
  append(at, value);
  append(at, in_force);
}

void SeriesHistory::append_point(Point point) {
  if (points_.end() % Series::block == 0) current_ = {point.value, point.value};
  include(current_, point.value, point.value);
  points_.append(point);
  last_ = point;
  if (points_.end() % Series::block == 0) extremes_.append(current_);
}

void SeriesHistory::drop_front(std::size_t keep) {
  points_.drop_front(keep);
  extremes_.drop_front(extremes_.end() - points_.begin() / Series::block);
}

Series SeriesHistory::view(std::string name) const {
  Series series;
  series.object = object_;
  series.name = std::move(name);
  series.points = points_.view();
  series.extremes = extremes_.view();
  return series;
}

}  // namespace model
