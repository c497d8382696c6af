#include "redbook/drive/drive_report.h"

namespace redbook {

std::string drive_name(const DriveReport& drive) {
    return drive.vendor + (drive.vendor.empty() || drive.model.empty() ? "" : " ") + drive.model;
}

std::string medium_text(const DriveReport& drive) {
    if (!drive.medium) return "none";
    const MediumReport& medium = *drive.medium;
    std::string text = medium.kind.empty() ? "disc" : medium.kind;
    text += medium.blank ? ", blank" : medium.appendable ? ", written in part" : ", written";
    if (medium.capacity > BlockCount{0}) text += ", " + msf_text(medium.capacity);
    return text;
}

std::string recorded_medium_text(const DriveReport& drive) {
    if (!drive.medium) return "";
    const MediumReport& medium = *drive.medium;
    return (medium.kind.empty() ? "disc" : medium.kind) +
           (medium.capacity > BlockCount{0} ? ", " + msf_text(medium.capacity) : "");
}

} // namespace redbook
