// Time zones by name, from ICU's copy of the tz database.
#include <unicode/timezone.h>
#include <unicode/basictz.h>

#include <algorithm>
#include <map>
#include <memory>

#include "query/calendar.hpp"

namespace kg::query {

namespace {

/// Null for an unknown name. A query asks for few zones many times.
const icu::BasicTimeZone* zone_named(const std::string& name) {
  constexpr std::size_t most_kept = 1000;
  static thread_local std::map<std::string, std::unique_ptr<icu::TimeZone>> known;
  if (known.size() > most_kept) known.clear();
  auto [entry, is_new] = known.try_emplace(name);
  if (is_new) {
    entry->second.reset(icu::TimeZone::createTimeZone(icu::UnicodeString::fromUTF8(name)));
    if (entry->second && *entry->second == icu::TimeZone::getUnknown()) entry->second.reset();
  }
  return dynamic_cast<const icu::BasicTimeZone*>(entry->second.get());
}

// Far beyond all rules of all zones; keeps milliseconds in range.
constexpr std::int64_t latest = 4'000'000'000'000;

}  // namespace

std::optional<std::int32_t> zone_offset_at_local(const std::string& name, std::int64_t local_seconds) {
  const icu::BasicTimeZone* zone = zone_named(name);
  if (zone == nullptr) return {};
  UErrorCode status = U_ZERO_ERROR;
  std::int32_t raw = 0, saving = 0;
  zone->getOffsetFromLocal(static_cast<UDate>(std::clamp(local_seconds, -latest, latest)) * 1000.0, UCAL_TZ_LOCAL_FORMER, UCAL_TZ_LOCAL_FORMER, raw, saving, status);
  if (U_FAILURE(status)) return {};
  return (raw + saving) / 1000;
}

std::optional<std::int32_t> zone_offset_at_instant(const std::string& name, std::int64_t utc_seconds) {
  const icu::BasicTimeZone* zone = zone_named(name);
  if (zone == nullptr) return {};
  UErrorCode status = U_ZERO_ERROR;
  std::int32_t raw = 0, saving = 0;
  zone->getOffset(static_cast<UDate>(std::clamp(utc_seconds, -latest, latest)) * 1000.0, false, raw, saving, status);
  if (U_FAILURE(status)) return {};
  return (raw + saving) / 1000;
}

}  // namespace kg::query
