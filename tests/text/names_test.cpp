#include "text/names.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "text/analyzer.hpp"

namespace kg::text {
namespace {

std::string dump(std::string_view text, const Analysis& analysis) {
  std::string out;
  for (const Sentence& sentence : analysis.sentences)
    for (const Name& name : sentence.names)
      out += fmt::format("{}{}/{}", out.empty() ? "" : "; ", slice(text, {sentence.tokens[name.first].span.begin, sentence.tokens[name.last - 1].span.end}), name_of(name.type));
  return out;
}

const Analyzer& analyzer() {
  static const GazetteerEntry entries[] = {{"North Korea", NameType::location}, {"United Nations", NameType::organization}, {"Qumar", NameType::location}, {"Qumari", NameType::norp}};
  static const Analyzer the_analyzer{entries};
  return the_analyzer;
}

std::string read(std::string_view text) { return dump(text, analyzer().analyze(text)); }

TEST(NameLabels, ComeBackAsTheyWere) {
  std::vector<NameLabel> labels(9, outside);
  label_name(NameType::person, std::span(labels).subspan(0, 3));
  label_name(NameType::organization, std::span(labels).subspan(3, 1));
  label_name(NameType::norp, std::span(labels).subspan(5, 2));
  label_name(NameType::misc, std::span(labels).subspan(7, 2));
  const auto names = names_of(labels);
  ASSERT_EQ(names.size(), 4u);
  EXPECT_EQ(names[0].last, 3u);
  EXPECT_EQ(names[1].type, NameType::organization);
  EXPECT_EQ(names[2].last, 7u);
  EXPECT_EQ(names[3].first, 7u);
  for (std::size_t i = 1; i < labels.size(); ++i) EXPECT_TRUE(may_follow(labels[i - 1], labels[i]));
  EXPECT_FALSE(may_follow(outside, misc_inside));
  EXPECT_FALSE(may_end(1));
}

TEST(FindNames, KnowsTheFourKinds) {
  struct Case {
    const char* text;
    const char* want;
  };
  const Case cases[] = {
      {"President Donald Trump met Kim Jong Un in Singapore on Tuesday.", "Donald Trump/PER; Kim Jong Un/PER; Singapore/LOC"},
      {"The United Nations condemned the attack in Baghdad.", "United Nations/ORG; Baghdad/LOC"},
      {"French and German officials arrived in Moscow.", "French/NORP; German/NORP; Moscow/LOC"},
      {"Nothing of interest was said by anyone.", ""},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.text);
    EXPECT_EQ(read(c.text), c.want);
  }
}

// Names that no training text holds, of many languages, each in every context: form and context must do.
TEST(FindNames, SeesUnheardForeignNames) {
  const char* const people[] = {"Zbyxan Orvalquez", "Thuong Quynh Dao", "Okelumba Mbwanafi", "Jorunn Skaldvik", "Abdelqadir Al-Zurayqi", "Tsetsegbold Ganzorigt", "Lucrezio Dall'Ombra", "Katarzyna Wojszczuk"};
  const char* const places[] = {"Xanbelkhor", "Zirdakovo", "Burqayat", "Nkombwe", "Tlalpetlan", "Hjorvik", "Quangtrach", "Szczelnica"};
  const char* const about_people[] = {"Foreign Minister {} said the talks would go on.", "The opposition leader, {}, told reporters that she would resign.", "President {} and his wife left on Monday.",
                                      "The two sides agreed, said {}, a spokesman for the group."};
  const char* const about_places[] = {"Thousands of protesters marched through the city of {} on Friday.", "Six people were killed in {}, police said.", "The delegation flew from {} to Paris."};
  int asked = 0, right = 0;
  std::string wrong;
  const auto ask = [&](const char* context, const char* name, const char* type) {
    const std::string names = "; " + read(fmt::format(fmt::runtime(context), name)) + ";";
    ++asked;
    if (names.find(fmt::format("; {}/{};", name, type)) != std::string::npos) ++right;
    else wrong += fmt::format("{} in {}\n", name, names);
  };
  for (const char* context : about_people)
    for (const char* name : people) ask(context, name, "PER");
  for (const char* context : about_places)
    for (const char* name : places) ask(context, name, "LOC");
  EXPECT_GE(right * 10, asked * 9) << right << " of " << asked << '\n' << wrong;
}

// A body and the person who speaks for it, side by side.
TEST(FindNames, PartsABodyFromThePersonBehindIt) {
  EXPECT_EQ(read("The ambassador to the United Nations Maria Orvalquez spoke."), "United Nations/ORG; Maria Orvalquez/PER");
}

TEST(FindNames, UsesTheCallersNames) {
  const std::string names = read("The minister flew to Qumar on Monday.");
  EXPECT_NE(names.find("Qumar/LOC"), std::string::npos) << names;
}

// A name that is clear in one sentence decides for the sentence that leaves it open.
TEST(FindNames, LetsTheTextDecide) {
  const std::string names = read("Zbyxan Orvalquez, the prime minister, spoke first. He was followed by Zbyxan Orvalquez Junior. Critics of Orvalquez said little.");
  EXPECT_NE(names.find("Orvalquez/PER", names.rfind(';')), std::string::npos) << names;
}

TEST(FindNames, KeepsHyphenedGivenNamesWhole) {
  EXPECT_EQ(read("President Moon Jae-in spoke."), "Moon Jae-in/PER");
  EXPECT_EQ(read("Ban Ki-moon spoke in Geneva."), "Ban Ki-moon/PER; Geneva/LOC");
}

TEST(FindNames, LeavesTitlesOutside) {
  const std::string names = read("Secretary of State Mike Pompeo thanked Gen. James Mattis.");
  EXPECT_NE(names.find("Mike Pompeo/PER"), std::string::npos) << names;
  EXPECT_EQ(names.find("Secretary of State Mike"), std::string::npos) << names;
}

// Case says nothing in a headline in capitals: neither is everything a name, nor nothing.
TEST(FindNames, ReadsHeadlinesInCapitals) {
  struct Case {
    const char* text;
    std::vector<const char*> named, not_named;
  };
  const Case cases[] = {
      {"PRESIDENT VISITS JAPAN FOR TALKS ON SYRIA", {"JAPAN/LOC", "SYRIA/LOC"}, {"VISITS", "TALKS", "PRESIDENT"}},
      {"GERMAN CHANCELLOR ANGELA MERKEL VISITS FRANCE", {"GERMAN/NORP", "ANGELA MERKEL/PER", "FRANCE/LOC"}, {"VISITS", "CHANCELLOR"}},
      {"UNITED NATIONS CONDEMNS ATTACK IN BAGHDAD", {"UNITED NATIONS/ORG", "BAGHDAD/LOC"}, {"CONDEMNS", "ATTACK"}},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.text);
    const std::string names = read(c.text);
    for (const char* name : c.named) EXPECT_NE(names.find(name), std::string::npos) << name << " in " << names;
    for (const char* word : c.not_named) EXPECT_EQ(names.find(word), std::string::npos) << word << " in " << names;
  }
}

TEST(NameGazetteer, KnowsWhatPeopleAreCalled) {
  const GazetteerEntry entries[] = {{"Zbyxan Orvalquez", NameType::person}, {"Zbyxan", NameType::location}};
  const NameGazetteer gazetteer(entries);
  const std::string_view words[] = {"Zbyxan", "and", "Maria", "Orvalquez", "zbyxan"};
  NameSentence sentence;
  prepare_names(words, HashMapView(), gazetteer, sentence);
  EXPECT_EQ(sentence.words[0].person, 1);
  EXPECT_EQ(sentence.words[2].person, 0);
  EXPECT_EQ(sentence.words[3].person, 2);
  EXPECT_EQ(sentence.words[4].person, 0);  // small letters
}

TEST(FindNames, FindsNothingWithoutAModel) {
  const NameFinder finder;
  Sentence sentence;
  sentence.tokens.resize(1);
  sentence.tokens[0].span = {0, 5};
  sentence.span = {0, 5};
  std::vector<Sentence> sentences;
  sentences.push_back(std::move(sentence));
  finder.find_names("Paris", sentences);
  EXPECT_TRUE(sentences[0].names.empty());
}

}  // namespace
}  // namespace kg::text
