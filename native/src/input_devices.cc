#include "input_devices.hh"

#include <X11/Xatom.h>

#include <algorithm>

namespace assent {
namespace {

bool hasXtestMark(Display* display, int device, Atom mark) {
  Atom type = None;
  int format = 0;
  unsigned long count = 0;
  unsigned long left = 0;
  unsigned char* value = nullptr;
  const Status status = XIGetProperty(display, device, mark, 0, 1, False, XA_INTEGER, &type,
                                      &format, &count, &left, &value);
  const bool marked = status == Success && count > 0 && value != nullptr && value[0] != 0;
  if (value != nullptr) XFree(value);
  return marked;
}

}  // namespace

void InputDevices::read() {
  Display* display = connection_.get();
  int count = 0;
  XIDeviceInfo* infos = XIQueryDevice(display, XIAllDevices, &count);
  if (infos == nullptr) return;
  const Atom mark = XInternAtom(display, "XTEST Device", False);
  devices_.clear();
  for (int index = 0; index < count; index++) {
    const XIDeviceInfo& info = infos[index];
    if (info.use == XIMasterPointer || info.use == XIMasterKeyboard) continue;
    Device device{hasXtestMark(display, info.deviceid, mark), {}};
    for (int place = 0; place < info.num_classes; place++) {
      if (info.classes[place]->type != XIScrollClass) continue;
      const auto* scroll = reinterpret_cast<const XIScrollClassInfo*>(info.classes[place]);
      if (scroll->increment == 0) continue;
      const bool vertical = scroll->scroll_type == XIScrollTypeVertical;
      device.axes.push_back({scroll->number, vertical, scroll->increment});
    }
    devices_.emplace(info.deviceid, std::move(device));
  }
  XIFreeDeviceInfo(infos);
  connection_.forgive();  // A device may go while it is asked about.
}

bool InputDevices::injected(int device) const {
  const auto found = devices_.find(device);
  return found != devices_.end() && found->second.injected;
}

bool InputDevices::smooth() const {
  return std::any_of(devices_.begin(), devices_.end(),
                     [](const auto& entry) { return !entry.second.axes.empty(); });
}

void InputDevices::scrolled(const XIRawEvent& event, double& dx, double& dy) const {
  dx = 0;
  dy = 0;
  const auto found = devices_.find(event.sourceid);
  if (found == devices_.end()) return;
  for (const Axis& axis : found->second.axes) {
    if (axis.valuator >= event.valuators.mask_len * 8) continue;
    if (!XIMaskIsSet(event.valuators.mask, axis.valuator)) continue;
    // Only the axes whose bit is set have a value, one after the other.
    const double* value = event.raw_values;
    for (int before = 0; before < axis.valuator; before++) {
      if (XIMaskIsSet(event.valuators.mask, before)) value++;
    }
    const double notches = *value / axis.increment;
    if (axis.vertical) dy -= notches;
    else dx += notches;
  }
}

}  // namespace assent
