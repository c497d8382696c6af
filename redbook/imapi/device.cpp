#include "redbook/imapi/device.h"

namespace redbook::imapi {

bool Reservation::take(const void* holder, Use use) {
    const std::lock_guard lock(mutex_);
    if (holder_ != nullptr) return false;
    holder_ = holder;
    use_ = use;
    return true;
}

bool Reservation::change(const void* holder, Use from, Use to) {
    const std::lock_guard lock(mutex_);
    if (holder_ != holder || use_ != from) return false;
    use_ = to;
    return true;
}

void Reservation::release(const void* holder) {
    const std::lock_guard lock(mutex_);
    if (holder_ != holder) return;
    holder_ = nullptr;
    use_ = Use::none;
}

bool Reservation::is_exclusive_of(const void* holder) const {
    const std::lock_guard lock(mutex_);
    return holder_ == holder && use_ == Use::exclusive;
}

Reservation::Use Reservation::use() const {
    const std::lock_guard lock(mutex_);
    return use_;
}

} // namespace redbook::imapi
