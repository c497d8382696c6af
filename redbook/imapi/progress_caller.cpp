#include "redbook/imapi/progress_caller.h"

#include <algorithm>
#include <cstring>
#include <utility>

#include "redbook/imapi/com_ptr.h"

namespace redbook::imapi {

struct ProgressCaller::Sink {
    UINT_PTR cookie;
    ComPtr<IDiscMasterProgressEvents> events;
    bool removed = false;
    bool nobody_waits = false;            // it was removed inside a callback: the last call gives it back
    std::vector<std::thread::id> callers; // threads that are in a call to it
};

namespace {

void remove_one(std::vector<std::thread::id>& ids) {
    ids.erase(std::ranges::find(ids, std::this_thread::get_id()));
}

// Some clients take the answer for four bytes wide.
struct alignas(4) CancelAnswer {
    boolean bytes[8] = {};
};

} // namespace

UINT_PTR ProgressCaller::advise(IDiscMasterProgressEvents* events) {
    auto sink = std::make_shared<Sink>();
    sink->events = ComPtr<IDiscMasterProgressEvents>(events);
    const std::lock_guard lock(mutex_);
    sink->cookie = ++last_cookie_;
    sinks_.push_back(std::move(sink));
    count_ = sinks_.size();
    return last_cookie_;
}

bool ProgressCaller::unadvise(UINT_PTR cookie) {
    std::unique_lock lock(mutex_);
    const auto found = std::ranges::find(sinks_, cookie, [](const auto& sink) { return sink->cookie; });
    if (found == sinks_.end()) return false;
    std::vector removed{*found};
    sinks_.erase(found);
    remove(lock, std::move(removed));
    return true;
}

void ProgressCaller::unadvise_all() {
    std::unique_lock lock(mutex_);
    remove(lock, std::exchange(sinks_, {}));
}

// A thread that is itself in a callback does not wait: two that did would wait for each other. The references
// are given back without the lock, and by nobody else: others may still hold the Sink.
void ProgressCaller::remove(std::unique_lock<std::mutex>& lock, std::vector<std::shared_ptr<Sink>> removed) {
    count_ = sinks_.size();
    std::vector<ComPtr<IDiscMasterProgressEvents>> given_back;
    const bool inside = is_inside_callback();
    for (const auto& sink : removed) sink->removed = true;
    for (const auto& sink : removed) {
        if (!inside) left_.wait(lock, [&] { return sink->callers.empty(); });
        sink->nobody_waits = !sink->callers.empty();
        if (!sink->nobody_waits) given_back.push_back(std::move(sink->events));
    }
    lock.unlock();
}

bool ProgressCaller::is_inside_callback() const {
    return std::ranges::find(inside_, std::this_thread::get_id()) != inside_.end();
}

bool ProgressCaller::enter(Sink& sink) {
    const std::lock_guard lock(mutex_);
    if (sink.removed) return false;
    sink.callers.push_back(std::this_thread::get_id());
    inside_.push_back(std::this_thread::get_id());
    return true;
}

void ProgressCaller::leave(Sink& sink) {
    ComPtr<IDiscMasterProgressEvents> given_back; // released after the lock
    const std::lock_guard lock(mutex_);
    remove_one(sink.callers);
    remove_one(inside_);
    if (sink.nobody_waits && sink.callers.empty()) given_back = std::move(sink.events);
    left_.notify_all();
}

template <class Call>
void ProgressCaller::call_all(Call call) {
    if (is_empty()) return;
    std::vector<std::shared_ptr<Sink>> sinks;
    {
        const std::lock_guard lock(mutex_);
        sinks = sinks_;
    }
    for (const auto& sink : sinks) {
        if (!enter(*sink)) continue;
        try {
            call(*sink->events);
        } catch (...) { // a sink that throws breaks COM's rules; it does not break us
        }
        leave(*sink);
    }
}

bool ProgressCaller::is_cancel_asked() {
    bool cancel = false;
    call_all([&](IDiscMasterProgressEvents& sink) {
        CancelAnswer answer;
        if (SUCCEEDED(sink.QueryCancel(answer.bytes)) && answer.bytes[0] != 0) cancel = true;
    });
    return cancel;
}

void ProgressCaller::pnp_activity() {
    call_all([](IDiscMasterProgressEvents& sink) { sink.NotifyPnPActivity(); });
}

void ProgressCaller::add_progress(long done, long total) {
    call_all([=](IDiscMasterProgressEvents& sink) { sink.NotifyAddProgress(done, total); });
}

void ProgressCaller::block_progress(long done, long total) {
    call_all([=](IDiscMasterProgressEvents& sink) { sink.NotifyBlockProgress(done, total); });
}

void ProgressCaller::track_progress(long done, long total) {
    call_all([=](IDiscMasterProgressEvents& sink) { sink.NotifyTrackProgress(done, total); });
}

void ProgressCaller::preparing_burn(long seconds) {
    call_all([=](IDiscMasterProgressEvents& sink) { sink.NotifyPreparingBurn(seconds); });
}

void ProgressCaller::closing_disc(long seconds) {
    call_all([=](IDiscMasterProgressEvents& sink) { sink.NotifyClosingDisc(seconds); });
}

void ProgressCaller::burn_complete(HRESULT status) {
    call_all([=](IDiscMasterProgressEvents& sink) { sink.NotifyBurnComplete(status); });
}

void ProgressCaller::erase_complete(HRESULT status) {
    call_all([=](IDiscMasterProgressEvents& sink) { sink.NotifyEraseComplete(status); });
}

} // namespace redbook::imapi
