#include "redbook/report/pq_sheet_pdf.h"

#include "redbook/base/error.h"

namespace redbook {

std::string pq_sheet_pdf_missing() {
    return "this build has no Pango and Cairo and writes no PDF; write .html";
}

std::string pq_sheet_pdf(const PqSheet&, std::vector<std::string>&) {
    throw Error(Errc::unsupported, pq_sheet_pdf_missing());
}

} // namespace redbook
