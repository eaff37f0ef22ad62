// The steps that make the meetings of a document: frames first, then forms of text that are no prose, then journeys.
#pragma once

#include <set>
#include <vector>

#include "extract/claims.hpp"

namespace kg::extract {

/// "met the deadline", "called him a liar", "a press call": what only looks like a meeting.
bool tells_no_meeting(const Scene& scene, const Match& match);
/// "a call with A and B" is one, "calls with A and B" are two: a noun in the singular seats all of its parties at one table.
bool is_one_occasion(const Reading& reading, TokenRef trigger);
/// "Have officials met the president?": a question to which either answer may be true.
bool only_asks(const Reading& reading, std::uint32_t sentence);
/// "The foreign ministers of A and B will participate", behind a sentence that announces talks; true if so.
bool meets_by_taking_part(const Scene& scene, std::uint32_t sentence, std::vector<graph::Claim>& claims);
/// "X will attend the summit of the African Union", "X led the delegation to the talks between A and B".
void meet_at_gatherings(const Scene& scene, std::uint32_t sentence, std::vector<graph::Claim>& claims);
/// "A, left, and B spoke by phone": what the order of words alone tells, for triggers that `claims` have not read.
void meet_in_plain_order(const Scene& scene, std::uint32_t sentence, std::vector<graph::Claim>& claims);
/// "X led the American delegation. Y headed the Russian one.": where a meeting is named, X meets Y.
void meet_as_delegations(const Scene& scene, std::vector<graph::Claim>& claims);
/// "Participants in the call included A and B", "C also attended": who else was at a meeting that is told before.
void meet_as_guests(const Scene& scene, std::vector<graph::Claim>& claims);
/// Two speakers of one transcript who speak for different states or bodies, one greeting the other: they meet.
void meet_in_transcripts(const Scene& scene, std::vector<graph::Claim>& claims);
/// "President A, left, shakes hands with Prime Minister B in Paris, Jan. 23, 2016."
void meet_in_caption(const Scene& scene, std::uint32_t sentence, std::vector<graph::Claim>& claims);
/// Somebody is at a place from a sentence on, until another journey takes him elsewhere.
struct Journey {
  std::uint32_t sentence = 0;
  std::set<std::int32_t> travellers;  ///< people, and the states they speak for
  std::vector<Who> places;            ///< empty if it has several stops
  graph::When when;
};

/// In text order.
std::vector<Journey> find_journeys(const Scene& scene);
/// Meetings without a place or day of their own take those of the journey that a party is on.
void settle_by_journeys(const Scene& scene, const std::vector<Journey>& journeys, std::vector<graph::Claim>& claims);

/// Of the meetings of one sentence those that no fuller report tells as well.
std::vector<graph::Claim> distinct_reports(const Scene& scene, std::vector<graph::Claim> here);
/// "X led the delegation to the dialogue with B. Y led B's.": told once with a state and beside it with who spoke for
/// the state, it is one meeting, and the person's.
void name_the_other_side(const Scene& scene, std::vector<graph::Claim>& claims);
/// One of the first lines, a paragraph of its own, without a finite verb.
bool is_heading(const Reading& reading, std::uint32_t sentence);
/// Meetings told in a heading take status and day of the text's.
void follow_headings(const Scene& scene, std::vector<graph::Claim>& claims);

/// "They meet in Vienna Monday": a plain present tense with a weekday is a timetable.
bool is_timetable(const Reading& reading, TokenRef verb);
/// A held meeting of a coming day is planned; a planned one's bare weekday is the next, not the last.
void settle_time(const Scene& scene, graph::Claim& claim);

}  // namespace kg::extract
