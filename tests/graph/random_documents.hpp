// Random articles with random claims, for property tests: small, but with all that resolution joins.
#pragma once

#include <rapidcheck.h>

#include <set>
#include <string>
#include <vector>

#include "graph/store.hpp"

namespace kg::graph {

/// A document over a handful of names, so that different ones speak of the same people.
/// Now and then the text is one that another call gives too, on another day or at another address.
inline rc::Gen<ReadDocument> random_document() {
  return rc::gen::exec([] {
    static const std::vector<std::pair<EntityLabel, std::string>> people{
        {EntityLabel::person, "Kim Jong Un"}, {EntityLabel::person, "Donald Trump"}, {EntityLabel::person, "Kim Yong Chol"},
        {EntityLabel::state, "North Korea"},  {EntityLabel::place, "Singapore"},     {EntityLabel::policy, "sanctions relief"},
        {EntityLabel::organization, "United Nations"}};
    ReadDocument read;
    std::string& text = read.document.text;
    const int sentences = *rc::gen::inRange(1, 5);
    std::vector<std::size_t> entity_of;
    for (int s = 0; s < sentences; ++s) {
      const std::size_t first = *rc::gen::inRange<std::size_t>(0, people.size()), second = *rc::gen::inRange<std::size_t>(0, people.size());
      const auto place = [&](const std::string& words) {
        const auto begin = static_cast<std::uint32_t>(text.size());
        text += words;
        return ByteSpan{begin, static_cast<std::uint32_t>(text.size())};
      };
      const auto entity = [&](std::size_t who, ByteSpan where) {
        for (std::size_t i = 0; i < entity_of.size(); ++i) {
          if (entity_of[i] != who) continue;
          read.claims.entities[i].mentions.push_back(where);
          return EntityIndex{static_cast<std::uint32_t>(i)};
        }
        Entity fresh;
        fresh.label = people[who].first;
        fresh.name = people[who].second;
        if (fresh.label == EntityLabel::state) fresh.key = "state:PRK";
        fresh.mentions = {where};
        read.claims.entities.push_back(fresh);
        entity_of.push_back(who);
        return EntityIndex{static_cast<std::uint32_t>(entity_of.size() - 1)};
      };
      Claim claim;
      claim.sentence.begin = static_cast<std::uint32_t>(text.size());
      const ByteSpan left = place(people[first].second);
      place(" ");
      claim.words = place(*rc::gen::element<std::string>("met", "praised", "naïvely threatened"));
      place(" ");
      const ByteSpan right = place(people[second].second);
      place(".");
      claim.sentence.end = static_cast<std::uint32_t>(text.size());
      place("\n\n");
      claim.kind = *rc::gen::element(ClaimKind::meeting, ClaimKind::event, ClaimKind::statement, ClaimKind::about, ClaimKind::happening);
      claim.type = claim.kind == ClaimKind::meeting ? "talks" : claim.kind == ClaimKind::event ? "SUPPORT" : claim.kind == ClaimKind::happening ? "praise" : "";
      claim.status = claim.kind == ClaimKind::meeting ? *rc::gen::element(Status::held, Status::planned, Status::denied) : Status::asserted;
      const bool deed = claim.kind == ClaimKind::event || claim.kind == ClaimKind::happening;
      const char* roles[2] = {claim.kind == ClaimKind::meeting ? "participant" : deed ? "actor" : "speaker",
                              claim.kind == ClaimKind::meeting ? "participant" : deed ? "recipient" : "topic"};
      claim.arguments = {{roles[0], entity(first, left), left}, {roles[1], entity(second, right), right}};
      if (*rc::gen::arbitrary<bool>()) {
        const Date date{2018, static_cast<std::uint8_t>(*rc::gen::inRange(1, 13)), static_cast<std::uint8_t>(*rc::gen::inRange(0, 29))};
        claim.when.date = date;
        claim.when.from = date.first_day();
        claim.when.to = date.last_day();
        claim.when.rule = "absolute";
      }
      claim.text = claim.kind == ClaimKind::statement ? "words" : "";
      claim.rule = "random";
      read.claims.claims.push_back(std::move(claim));
    }
    read.document.id = hash128(text);
    read.document.uris = {"news/" + std::to_string(*rc::gen::inRange(0, 30)) + ".txt"};
    read.document.title = *rc::gen::element<std::string>("", "Talks", "Summit");
    if (*rc::gen::arbitrary<bool>()) read.document.published = {2018, 6, static_cast<std::uint8_t>(*rc::gen::inRange(1, 4))};
    read.claims.document = read.document.id;
    return read;
  });
}

}  // namespace kg::graph
