#include "graph/document_rows.hpp"

#include "graph/byte_codec.hpp"

namespace kg::graph {

void write_documents(std::vector<PackedDocument>& documents, SectionsToWrite& sections) {
  std::string& rows = sections[Section::documents];
  std::string& records = sections[Section::document_records];
  std::string& texts = sections[Section::texts];
  std::string& claims = sections[Section::claims];
  for (PackedDocument& document : documents) {
    const DocumentRow row{document.id.high,
                          document.id.low,
                          records.size(),
                          texts.size(),
                          claims.size(),
                          document.text_size,
                          static_cast<std::uint32_t>(document.text.size()),
                          document.claims_size,
                          pack_date(document.published),
                          document.conllu_size,
                          0};
    rows.append(reinterpret_cast<const char*>(&row), sizeof row);
    ByteWriter out(records);
    out.string(document.title);
    out.varint(document.uris.size());
    for (const std::string& uri : document.uris) out.string(uri);
    texts += document.text;
    texts += document.conllu;
    claims += document.claims;
    for (std::string* frame : {&document.text, &document.conllu, &document.claims}) *frame = std::string();
  }
}

}  // namespace kg::graph
