#pragma once
#include <atomic>
#include <cstddef>
#include <vector>

#include "input_event.hh"

namespace assent {

/**
 * Carries events from one thread to one other, without a lock and without growing. Once it was
 * full it takes nothing until the reader has been told, so that a gap is never in the middle of
 * what is read.
 */
class InputRing {
 public:
  explicit InputRing(size_t capacity) : slots_(capacity + 1) {}

  /** False when the event was dropped. */
  bool push(const InputEvent& event) {
    const size_t tail = tail_.load(std::memory_order_relaxed);
    const size_t next = (tail + 1) % slots_.size();
    if (dropped_.load() != 0 || next == head_.load(std::memory_order_acquire)) {
      dropped_.fetch_add(1);
      return false;
    }
    slots_[tail] = event;
    tail_.store(next, std::memory_order_release);
    return true;
  }

  size_t size() const {
    const size_t tail = tail_.load(std::memory_order_acquire);
    const size_t head = head_.load(std::memory_order_relaxed);
    return (tail + slots_.size() - head) % slots_.size();
  }

  InputEvent pop() {
    const size_t head = head_.load(std::memory_order_relaxed);
    const InputEvent event = slots_[head];
    head_.store((head + 1) % slots_.size(), std::memory_order_release);
    return event;
  }

  bool choked() const { return dropped_.load() != 0; }
  /** How many were dropped after the last one that was read; the ring takes events again. */
  uint32_t takeDropped() { return dropped_.exchange(0); }

 private:
  std::vector<InputEvent> slots_;
  std::atomic<size_t> head_{0};
  std::atomic<size_t> tail_{0};
  std::atomic<uint32_t> dropped_{0};
};

}  // namespace assent
