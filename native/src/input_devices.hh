#pragma once
#include <X11/extensions/XInput2.h>

#include <unordered_map>
#include <vector>

#include "connection.hh"

namespace assent {

/** The devices behind the pointer and the keyboard. */
class InputDevices {
 public:
  explicit InputDevices(Connection& connection) : connection_(connection) { read(); }

  /** Asks the server again, after a device came, went or changed. */
  void read();
  /** Made up by a program (XTEST), not by a hand. */
  bool injected(int device) const;
  /** Whether any device tells of scrolling finer than by notches. */
  bool smooth() const;
  /** What a raw motion turned, in notches: `dx` to the right, `dy` away from the person. */
  void scrolled(const XIRawEvent& event, double& dx, double& dy) const;

 private:
  struct Axis {
    int valuator;
    bool vertical;
    /** What the axis moves by one notch down or right. */
    double increment;
  };
  struct Device {
    bool injected;
    std::vector<Axis> axes;
  };

  Connection& connection_;
  std::unordered_map<int, Device> devices_;
};

}  // namespace assent
