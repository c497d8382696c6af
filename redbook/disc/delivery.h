// What goes with a master to the plant beside the disc itself.
#pragma once

#include <array>
#include <string>
#include <string_view>

#include "redbook/base/export.h"

namespace REDBOOK_API redbook {

// What a PQ sheet says about its master, as the client gave it. UTF-8; empty: it is not said.
struct Delivery {
    std::string label{}, catalogue_number{}, client{}; // free text on one line
    std::string engineer{}, contact{}, notes{};        // likewise
    std::string master_id{}; // of a DDP set too: at most kMasterIdLength printable ASCII characters
    bool operator==(const Delivery&) const = default;
};

// Bytes that a DDPID has for it.
inline constexpr size_t kMasterIdLength = 48;

// Whether a DDP set can have it.
constexpr bool is_master_id(std::string_view text) {
    for (const char c : text)
        if (c < ' ' || c > '~') return false;
    return text.size() <= kMasterIdLength;
}

// One field of Delivery, with its names.
struct DeliveryField {
    std::string_view option;       // "catalog"
    std::string_view heading;      // "Catalogue number"
    std::string Delivery::*member; // where it is
};
inline constexpr std::array kDeliveryFields{
    DeliveryField{"label", "Label", &Delivery::label},
    DeliveryField{"catalog", "Catalogue number", &Delivery::catalogue_number},
    DeliveryField{"client", "Client", &Delivery::client},
    DeliveryField{"engineer", "Engineer", &Delivery::engineer},
    DeliveryField{"contact", "Contact", &Delivery::contact},
    DeliveryField{"notes", "Notes", &Delivery::notes},
    DeliveryField{"master-id", "Master ID", &Delivery::master_id}};

// What a master says beside its disc: "media_number", "1".
struct DescriptorField {
    std::string name; // of the field, in lower case
    std::string text; // its value, UTF-8
    bool operator==(const DescriptorField&) const = default;
};

} // namespace redbook
