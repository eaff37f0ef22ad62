#include "text/time_words.hpp"

#include <array>

namespace kg::text {

namespace {

struct Entry {
  std::string_view form;
  TimeWord kind;
  int value;
  bool flag;
};

constexpr int unit(TimeUnit u) { return static_cast<int>(u); }
constexpr int edge(Edge e) { return static_cast<int>(e); }

using W = TimeWord;
using U = TimeUnit;

constexpr Entry entries[] = {
    {"january", W::month, 1, false}, {"february", W::month, 2, false}, {"march", W::month, 3, false}, {"april", W::month, 4, false},
    {"may", W::month, 5, false}, {"june", W::month, 6, false}, {"july", W::month, 7, false}, {"august", W::month, 8, false},
    {"september", W::month, 9, false}, {"october", W::month, 10, false}, {"november", W::month, 11, false}, {"december", W::month, 12, false},
    {"jan", W::month, 1, true}, {"feb", W::month, 2, true}, {"mar", W::month, 3, true}, {"apr", W::month, 4, true}, {"jun", W::month, 6, true},
    {"jul", W::month, 7, true}, {"aug", W::month, 8, true}, {"sep", W::month, 9, true}, {"sept", W::month, 9, true}, {"oct", W::month, 10, true},
    {"nov", W::month, 11, true}, {"dec", W::month, 12, true},
    {"monday", W::weekday, 1, false}, {"tuesday", W::weekday, 2, false}, {"wednesday", W::weekday, 3, false}, {"thursday", W::weekday, 4, false},
    {"friday", W::weekday, 5, false}, {"saturday", W::weekday, 6, false}, {"sunday", W::weekday, 7, false},
    {"mon", W::weekday, 1, true}, {"tue", W::weekday, 2, true}, {"tues", W::weekday, 2, true}, {"wed", W::weekday, 3, true}, {"thu", W::weekday, 4, true},
    {"thur", W::weekday, 4, true}, {"thurs", W::weekday, 4, true}, {"fri", W::weekday, 5, true}, {"sat", W::weekday, 6, true}, {"sun", W::weekday, 7, true},
    {"mondays", W::weekday, 11, false}, {"tuesdays", W::weekday, 12, false}, {"wednesdays", W::weekday, 13, false}, {"thursdays", W::weekday, 14, false},
    {"fridays", W::weekday, 15, false}, {"saturdays", W::weekday, 16, false}, {"sundays", W::weekday, 17, false},
    {"one", W::cardinal, 1, false}, {"two", W::cardinal, 2, false}, {"three", W::cardinal, 3, false}, {"four", W::cardinal, 4, false},
    {"five", W::cardinal, 5, false}, {"six", W::cardinal, 6, false}, {"seven", W::cardinal, 7, false}, {"eight", W::cardinal, 8, false},
    {"nine", W::cardinal, 9, false}, {"ten", W::cardinal, 10, false}, {"eleven", W::cardinal, 11, false}, {"twelve", W::cardinal, 12, false},
    {"thirteen", W::cardinal, 13, false}, {"fourteen", W::cardinal, 14, false}, {"fifteen", W::cardinal, 15, false}, {"sixteen", W::cardinal, 16, false},
    {"seventeen", W::cardinal, 17, false}, {"eighteen", W::cardinal, 18, false}, {"nineteen", W::cardinal, 19, false}, {"twenty", W::cardinal, 20, false},
    {"thirty", W::cardinal, 30, false}, {"forty", W::cardinal, 40, false}, {"fifty", W::cardinal, 50, false}, {"sixty", W::cardinal, 60, false},
    {"seventy", W::cardinal, 70, false}, {"eighty", W::cardinal, 80, false}, {"ninety", W::cardinal, 90, false}, {"hundred", W::cardinal, 100, false},
    {"thousand", W::cardinal, 1000, false},
    {"first", W::ordinal, 1, false}, {"second", W::ordinal, 2, false}, {"third", W::ordinal, 3, false}, {"fourth", W::ordinal, 4, false},
    {"fifth", W::ordinal, 5, false}, {"sixth", W::ordinal, 6, false}, {"seventh", W::ordinal, 7, false}, {"eighth", W::ordinal, 8, false},
    {"ninth", W::ordinal, 9, false}, {"tenth", W::ordinal, 10, false}, {"eleventh", W::ordinal, 11, false}, {"twelfth", W::ordinal, 12, false},
    {"thirteenth", W::ordinal, 13, false}, {"fourteenth", W::ordinal, 14, false}, {"fifteenth", W::ordinal, 15, false}, {"sixteenth", W::ordinal, 16, false},
    {"seventeenth", W::ordinal, 17, false}, {"eighteenth", W::ordinal, 18, false}, {"nineteenth", W::ordinal, 19, false}, {"twentieth", W::ordinal, 20, false},
    {"thirtieth", W::ordinal, 30, false}, {"final", W::ordinal, -1, false},
    {"twenties", W::decade, 20, true}, {"thirties", W::decade, 30, true}, {"forties", W::decade, 40, true}, {"fifties", W::decade, 50, true},
    {"sixties", W::decade, 60, true}, {"seventies", W::decade, 70, true}, {"eighties", W::decade, 80, true}, {"nineties", W::decade, 90, true},
    {"a", W::article, 1, false}, {"an", W::article, 1, false},
    {"several", W::vague, 0, false}, {"few", W::vague, 0, false}, {"many", W::vague, 0, false}, {"some", W::vague, 0, true}, {"couple", W::vague, 2, false},
    {"dozen", W::vague, 12, false}, {"half", W::half, 0, false},
    {"seconds", W::unit, unit(U::second), true}, {"minute", W::unit, unit(U::minute), false},
    {"minutes", W::unit, unit(U::minute), true}, {"mins", W::unit, unit(U::minute), true}, {"hour", W::unit, unit(U::hour), false},
    {"hours", W::unit, unit(U::hour), true}, {"hrs", W::unit, unit(U::hour), true}, {"day", W::unit, unit(U::day), false}, {"days", W::unit, unit(U::day), true},
    {"nights", W::unit, unit(U::night), true}, {"week", W::unit, unit(U::week), false}, {"weeks", W::unit, unit(U::week), true},
    {"workweek", W::unit, unit(U::week), false}, {"weekend", W::unit, unit(U::weekend), false}, {"weekends", W::unit, unit(U::weekend), true},
    {"fortnight", W::unit, unit(U::fortnight), false}, {"fortnights", W::unit, unit(U::fortnight), true},
    {"month", W::unit, unit(U::month), false}, {"months", W::unit, unit(U::month), true}, {"quarter", W::unit, unit(U::quarter), false},
    {"quarters", W::unit, unit(U::quarter), true}, {"year", W::unit, unit(U::year), false}, {"years", W::unit, unit(U::year), true},
    {"decade", W::unit, unit(U::decade), false}, {"decades", W::unit, unit(U::decade), true}, {"century", W::unit, unit(U::century), false},
    {"centuries", W::unit, unit(U::century), true},
    {"spring", W::season, 1, false}, {"springtime", W::season, 1, false}, {"summer", W::season, 2, false}, {"summertime", W::season, 2, false},
    {"autumn", W::season, 3, false}, {"fall", W::season, 3, true}, {"winter", W::season, 4, false}, {"wintertime", W::season, 4, false},
    {"morning", W::day_part, 0, false}, {"mornings", W::day_part, 0, true}, {"noon", W::day_part, 1, false}, {"midday", W::day_part, 1, false},
    {"afternoon", W::day_part, 2, false}, {"evening", W::day_part, 3, false}, {"night", W::day_part, 4, false}, {"midnight", W::day_part, 5, false},
    {"dawn", W::day_part, 0, true}, {"dusk", W::day_part, 3, true},
    {"yesterday", W::deictic, -1, false}, {"today", W::deictic, 0, false}, {"tomorrow", W::deictic, 1, false}, {"tonight", W::tonight, 0, false},
    {"now", W::reference, 0, false}, {"nowadays", W::reference, 0, false}, {"currently", W::reference, 0, false}, {"presently", W::reference, 0, false},
    {"recently", W::reference, -1, false}, {"lately", W::reference, -1, false}, {"soon", W::reference, 1, false}, {"recent", W::reference, -1, true},
    {"last", W::last, 0, false}, {"past", W::last, 0, true}, {"previous", W::last, 1, false}, {"preceding", W::last, 1, false}, {"prior", W::last, 1, false},
    {"next", W::next, 0, false}, {"coming", W::next, 0, true}, {"upcoming", W::next, 0, true}, {"following", W::following, 0, false},
    {"this", W::current, 0, false}, {"these", W::current, 0, false}, {"current", W::current, 1, false}, {"that", W::that, 0, false}, {"same", W::same, 0, false},
    {"early", W::edge, edge(Edge::early), false}, {"mid", W::edge, edge(Edge::mid), false}, {"late", W::edge, edge(Edge::late), false},
    {"start", W::edge_noun, edge(Edge::early), false}, {"beginning", W::edge_noun, edge(Edge::early), false}, {"outset", W::edge_noun, edge(Edge::early), false},
    {"middle", W::edge_noun, edge(Edge::mid), false}, {"end", W::edge_noun, edge(Edge::late), false}, {"close", W::edge_noun, edge(Edge::late), false},
    {"rest", W::edge_noun, edge(Edge::none), false}, {"remainder", W::edge_noun, edge(Edge::none), false},
    {"ago", W::ago, 0, false}, {"earlier", W::earlier, 0, false}, {"later", W::later, 0, false}, {"hence", W::from_now, 0, false},
    {"in", W::in, 0, false}, {"during", W::in, 1, false}, {"on", W::on, 0, false}, {"at", W::at, 0, false}, {"around", W::at, 1, false}, {"of", W::of, 0, false}, {"from", W::from, 0, false},
    {"to", W::to, 0, false}, {"through", W::to, 1, false}, {"thru", W::to, 1, false}, {"and", W::conj, 0, false}, {"or", W::conj, 1, false}, {"between", W::between, 0, false},
    {"until", W::until, 0, false}, {"till", W::until, 0, false}, {"til", W::until, 0, false}, {"since", W::since, 0, false}, {"before", W::before, 0, false},
    {"after", W::after, 0, false}, {"by", W::by, 0, false}, {"within", W::within, 0, false}, {"over", W::within, 1, false}, {"the", W::the, 0, false}, {"every", W::every, 0, false},
    {"each", W::every, 0, false}, {"per", W::per, 0, false},
    {"daily", W::cycle, unit(U::day), false}, {"weekly", W::cycle, unit(U::week), false}, {"monthly", W::cycle, unit(U::month), false},
    {"quarterly", W::cycle, unit(U::quarter), false}, {"annual", W::cycle, unit(U::year), false}, {"annually", W::cycle, unit(U::year), false},
    {"yearly", W::cycle, unit(U::year), false}, {"hourly", W::cycle, unit(U::hour), false}, {"nightly", W::cycle, unit(U::day), false},
    {"fiscal", W::fiscal, 0, false}, {"financial", W::fiscal, 1, false}, {"fy", W::fiscal, 2, false}, {"calendar", W::calendar, 0, false}, {"cy", W::calendar, 2, false},
    {"q", W::quarter_code, 0, false}, {"h", W::half_code, 0, false}, {"am", W::meridiem, 0, false}, {"pm", W::meridiem, 12, false},
    {"utc", W::zone, 0, false}, {"gmt", W::zone, 0, false}, {"est", W::zone, 1, false}, {"edt", W::zone, 1, false}, {"cet", W::zone, 1, false},
    {"pst", W::zone, 1, false}, {"pdt", W::zone, 1, false}, {"kst", W::zone, 1, false}, {"jst", W::zone, 1, false}, {"bst", W::zone, 1, false}, {"ist", W::zone, 1, false},
    {"christmas", W::holiday, 0, false}, {"easter", W::holiday, 1, false}, {"thanksgiving", W::holiday, 2, false}, {"halloween", W::holiday, 3, false},
    {"new", W::holiday, 4, true}, {"independence", W::holiday, 5, true}, {"labor", W::holiday, 6, true}, {"memorial", W::holiday, 7, true},
    {"veterans", W::holiday, 8, true}, {"valentine", W::holiday, 9, true}, {"black", W::holiday, 10, true}, {"good", W::holiday, 11, true},
    {"boxing", W::holiday, 12, true}, {"earth", W::holiday, 13, true}, {"columbus", W::holiday, 14, true}, {"juneteenth", W::holiday, 15, false},
};

// A table of 1024 slots, keyed by a mix of length and letters; built once.
class Lexicon {
 public:
  Lexicon() {
    for (std::uint16_t i = 0; i < std::size(entries); ++i) {
      std::uint32_t slot = hash(entries[i].form) & mask;
      while (slots_[slot] != 0 && entries[slots_[slot] - 1].form != entries[i].form) slot = (slot + 1) & mask;
      slots_[slot] = static_cast<std::uint16_t>(i + 1);
    }
  }
  const Entry* find(std::string_view lower) const {
    for (std::uint32_t slot = hash(lower) & mask; slots_[slot] != 0; slot = (slot + 1) & mask) {
      const Entry& entry = entries[slots_[slot] - 1];
      if (entry.form == lower) return &entry;
    }
    return nullptr;
  }

 private:
  static constexpr std::uint32_t mask = 1023;
  static std::uint32_t hash(std::string_view word) {
    std::uint32_t h = static_cast<std::uint32_t>(word.size());
    for (const char c : word) h = h * 33 + static_cast<unsigned char>(c);
    return h ^ (h >> 10);
  }
  std::array<std::uint16_t, mask + 1> slots_{};
};

bool is_letter(unsigned char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c >= 0x80; }
bool is_digit(unsigned char c) { return c >= '0' && c <= '9'; }

// Kinds that make a sentence worth parsing.
bool carries_time(const Piece& piece) {
  switch (piece.kind) {
    case TimeWord::month: case TimeWord::weekday: case TimeWord::unit: case TimeWord::season: case TimeWord::day_part: case TimeWord::deictic:
    case TimeWord::tonight: case TimeWord::reference: case TimeWord::cycle: case TimeWord::decade: case TimeWord::holiday: case TimeWord::meridiem:
    case TimeWord::fiscal: return true;
    case TimeWord::digits: return piece.digits >= 2;
    case TimeWord::ordinal: return piece.digits > 0;
    case TimeWord::cardinal: return piece.value == 1000 || (piece.value >= 13 && piece.value <= 20);  // "nineteen ninety six"
    default: return false;
  }
}

Piece sign(std::string_view text, std::uint32_t at, std::uint32_t& length) {
  Piece piece;
  length = 1;
  switch (text[at]) {
    case ',': piece.kind = TimeWord::comma; break;
    case '.': piece.kind = TimeWord::dot; break;
    case '-': case '~': piece.kind = TimeWord::hyphen; break;
    case '/': piece.kind = TimeWord::slash; break;
    case ':': piece.kind = TimeWord::colon; break;
    case '\'': case '`': piece.kind = TimeWord::apostrophe; break;
    case '(': piece.kind = TimeWord::open; break;
    case ')': piece.kind = TimeWord::close; break;
    case '$': case '%': case '#': piece.kind = TimeWord::currency; break;
    default: break;
  }
  return piece;
}

// Signs outside ASCII: dashes and the curly apostrophe; `length` 0 if it is a letter.
Piece wide_sign(std::string_view text, std::uint32_t at, std::uint32_t end, std::uint32_t& length) {
  Piece piece;
  length = 0;
  if (end - at >= 3 && static_cast<unsigned char>(text[at]) == 0xE2 && static_cast<unsigned char>(text[at + 1]) == 0x80) {
    const auto third = static_cast<unsigned char>(text[at + 2]);
    length = 3;
    if (third >= 0x90 && third <= 0x95) piece.kind = TimeWord::hyphen;
    else if (third == 0x98 || third == 0x99) piece.kind = TimeWord::apostrophe;
  } else if (end - at >= 3 && static_cast<unsigned char>(text[at]) == 0xE2 && static_cast<unsigned char>(text[at + 1]) == 0x82) {
    length = 3;
    piece.kind = TimeWord::currency;
  } else if (end - at >= 2 && static_cast<unsigned char>(text[at]) == 0xC2) {
    length = 2;
    if (static_cast<unsigned char>(text[at + 1]) == 0xA3) piece.kind = TimeWord::currency;
  }
  return piece;
}

bool is_blank(std::string_view text, std::uint32_t at, std::uint32_t end, std::uint32_t& length) {
  const auto c = static_cast<unsigned char>(text[at]);
  length = 1;
  if (c <= 0x20) return true;
  if (c == 0xC2 && at + 1 < end && static_cast<unsigned char>(text[at + 1]) == 0xA0) {
    length = 2;
    return true;
  }
  return false;
}

bool is_address(std::string_view token) {
  return token.size() > 8 && (token.starts_with("http") || token.starts_with("www.")) && token.find('.') != std::string_view::npos;
}

}  // namespace

bool cut_pieces(std::string_view text, const Sentence& sentence, std::vector<Piece>& pieces) {
  static const Lexicon lexicon;
  pieces.clear();
  bool worth = false;
  bool space = true;
  std::uint32_t token = 0;
  const std::uint32_t end = sentence.span.end;
  const auto last_token = static_cast<std::uint32_t>(sentence.tokens.size() - 1);
  for (std::uint32_t at = sentence.span.begin; at < end;) {
    std::uint32_t length = 0;
    if (is_blank(text, at, end, length)) {
      space = true;
      at += length;
      continue;
    }
    while (token < last_token && at >= sentence.tokens[token].span.end) ++token;
    if (at == sentence.tokens[token].span.begin && is_address(slice(text, sentence.tokens[token].span))) {
      Piece piece;
      piece.begin = at;
      piece.end = sentence.tokens[token].span.end;
      piece.token = token;
      piece.space = space;
      space = false;
      pieces.push_back(piece);
      at = piece.end;
      continue;
    }
    Piece piece;
    const auto c = static_cast<unsigned char>(text[at]);
    std::uint32_t stop = at;
    if (is_digit(c)) {
      std::int64_t value = 0;
      while (stop < end && is_digit(static_cast<unsigned char>(text[stop]))) {
        if (stop - at < 9) value = value * 10 + (text[stop] - '0');
        ++stop;
      }
      piece.kind = TimeWord::digits;
      piece.value = static_cast<std::int32_t>(value);
      piece.digits = static_cast<std::uint8_t>(stop - at < 10 ? stop - at : 10);
      // Suffixes that belong to the number: 1990s, 1990's, 21st.
      std::uint32_t tail = stop;
      while (tail < end && tail - stop < 3 && is_letter(static_cast<unsigned char>(text[tail])) && static_cast<unsigned char>(text[tail]) < 0x80) ++tail;
      const std::string_view suffix = text.substr(stop, tail - stop);
      if (suffix == "s" && (piece.digits == 4 || piece.digits == 2) && value % 10 == 0) {
        piece.kind = TimeWord::decade;
        stop = tail;
      } else if (suffix.size() == 2 && piece.digits <= 2 && value > 0 &&
                 (suffix == "st" || suffix == "nd" || suffix == "rd" || suffix == "th" || suffix == "ST" || suffix == "ND" || suffix == "RD" || suffix == "TH")) {
        piece.kind = TimeWord::ordinal;
        stop = tail;
      } else if (suffix.empty() && value % 10 == 0 && (piece.digits == 4 || piece.digits == 2) && stop + 1 < end) {
        std::uint32_t quote_length = 1;
        if (static_cast<unsigned char>(text[stop]) >= 0x80) wide_sign(text, stop, end, quote_length);
        const bool quote = text[stop] == '\'' || (quote_length == 3 && wide_sign(text, stop, end, quote_length).kind == TimeWord::apostrophe);
        const std::uint32_t s = stop + quote_length;
        if (quote && s < end && text[s] == 's' && (s + 1 == end || !is_letter(static_cast<unsigned char>(text[s + 1])))) {
          piece.kind = TimeWord::decade;
          piece.flag = true;  // "1990's" may also be a possessive
          stop = s + 1;
        }
      }
    } else if (is_letter(c)) {
      if (c >= 0x80) piece = wide_sign(text, at, end, length);
      if (length > 1) {
        stop = at + length;
      } else {
        char lower[16];
        std::uint32_t size = 0;
        bool plain = true;
        while (stop < end && is_letter(static_cast<unsigned char>(text[stop]))) {
          const auto letter = static_cast<unsigned char>(text[stop]);
          if (letter >= 0x80) {
            std::uint32_t wide = 0;
            wide_sign(text, stop, end, wide);
            if (wide != 0) break;
            plain = false;
          }
          if (size < sizeof lower) lower[size] = static_cast<char>(letter | 0x20);
          ++size;
          ++stop;
        }
        piece.word = true;
        piece.capital = c >= 'A' && c <= 'Z';
        if (plain && size < 14) {
          if (const Entry* entry = lexicon.find({lower, size})) {
            piece.kind = entry->kind;
            piece.value = entry->value;
            piece.flag = entry->flag;
          }
        }
      }
    } else {
      piece = sign(text, at, length);
      stop = at + length;
    }
    // "a.m.", "p.m." and "a.m" are one piece.
    if (piece.word && stop - at == 1 && stop + 1 < end && text[stop] == '.' && (text[stop + 1] | 0x20) == 'm' && ((c | 0x20) == 'a' || (c | 0x20) == 'p') &&
        (stop + 2 == end || !is_letter(static_cast<unsigned char>(text[stop + 2])))) {
      piece.kind = TimeWord::meridiem;
      piece.value = (c | 0x20) == 'p' ? 12 : 0;
      stop += stop + 2 < end && text[stop + 2] == '.' ? 3 : 2;
    }
    piece.begin = at;
    piece.end = stop;
    piece.token = token;
    piece.space = space;
    space = false;
    worth = worth || carries_time(piece);
    pieces.push_back(piece);
    at = stop;
  }
  return worth;
}

}  // namespace kg::text
