#include <X11/Xlib.h>
#include <napi.h>

#include "delivered.hh"
#include "input_object.hh"
#include "tile_key.hh"
#include "window_grabber.hh"

namespace assent {
namespace {

// 65 536 tiles of 64 × 64 are about 130 pictures of a full-HD display without one equal tile.
constexpr size_t deliveredLimit = 65536;
constexpr size_t layerFields = 7;
constexpr size_t hiddenFields = 4;

const char* word(GrabOutcome outcome) {
  switch (outcome) {
    case GrabOutcome::windowGone:
      return "window-gone";
    case GrabOutcome::sizeChanged:
      return "size-changed";
    case GrabOutcome::displayLost:
      return "display-lost";
    case GrabOutcome::grabbed:
      return "grabbed";
  }
  return "window-gone";
}

}  // namespace

/** `WindowGrabber` for JavaScript; everything about pixels is decided there. */
class WindowGrabberObject : public Napi::ObjectWrap<WindowGrabberObject> {
 public:
  static Napi::Function define(Napi::Env env) {
    return DefineClass(env, "WindowGrabber",
                       {InstanceMethod<&WindowGrabberObject::watch>("watch"),
                        InstanceMethod<&WindowGrabberObject::damaged>("damaged"),
                        InstanceMethod<&WindowGrabberObject::grab>("grab"),
                        InstanceMethod<&WindowGrabberObject::reset>("reset"),
                        InstanceMethod<&WindowGrabberObject::lost>("lost"),
                        InstanceMethod<&WindowGrabberObject::close>("close")});
  }

  explicit WindowGrabberObject(const Napi::CallbackInfo& info)
      : Napi::ObjectWrap<WindowGrabberObject>(info), delivered_(deliveredLimit) {
    std::string missing;
    grabber_ = WindowGrabber::open(info[0].As<Napi::String>().Utf8Value(), missing);
    if (grabber_ == nullptr) throw Napi::Error::New(info.Env(), missing);
  }

 private:
  WindowGrabber& grabber(Napi::Env env) {
    if (grabber_ == nullptr) throw Napi::TypeError::New(env, "The window grabber is closed");
    return *grabber_;
  }

  void watch(const Napi::CallbackInfo& info) {
    const Napi::Uint32Array ids = info[0].As<Napi::Uint32Array>();
    grabber(info.Env()).watch(std::vector<Window>(ids.Data(), ids.Data() + ids.ElementLength()));
  }

  Napi::Value damaged(const Napi::CallbackInfo& info) {
    return Napi::Boolean::New(info.Env(), grabber(info.Env()).damaged());
  }

  Napi::Value grab(const Napi::CallbackInfo& info) {
    const Napi::Env env = info.Env();
    const Napi::Int32Array fields = info[0].As<Napi::Int32Array>();
    std::vector<Layer> layers;
    for (size_t at = 0; at + layerFields <= fields.ElementLength(); at += layerFields) {
      const int32_t* field = fields.Data() + at;
      layers.push_back({static_cast<Window>(static_cast<uint32_t>(field[0])), field[1], field[2],
                        {field[3], field[4], field[5], field[6]}});
    }
    const Napi::Int32Array sides = info[1].As<Napi::Int32Array>();
    std::vector<Rect> hidden;
    for (size_t at = 0; at + hiddenFields <= sides.ElementLength(); at += hiddenFields) {
      const int32_t* side = sides.Data() + at;
      hidden.push_back({side[0], side[1], side[2], side[3]});
    }
    Rect region;
    const GrabOutcome outcome =
        grabber(env).grab(layers, hidden, info[2].As<Napi::Number>().Int32Value(),
                          info[3].As<Napi::Number>().Int32Value(), region);
    Napi::Object result = Napi::Object::New(env);
    result.Set("outcome", word(outcome));
    if (outcome != GrabOutcome::grabbed) return result;
    result.Set("region", rectangle(env, region));
    addTiles(env, result);
    return result;
  }

  void addTiles(Napi::Env env, Napi::Object result) {
    const Canvas& canvas = grabber_->canvas();
    const std::vector<uint32_t>& touched = canvas.places();
    Napi::Uint32Array places = Napi::Uint32Array::New(env, touched.size());
    Napi::Array keys = Napi::Array::New(env, touched.size());
    Napi::Array fresh = Napi::Array::New(env);
    uint8_t rgb[tileBytes];
    for (size_t index = 0; index < touched.size(); index++) {
      canvas.tile(touched[index], rgb);
      const std::string key = tileKey(rgb);
      places[index] = touched[index];
      const Napi::String name = Napi::String::New(env, key);
      keys.Set(static_cast<uint32_t>(index), name);
      if (!delivered_.isNew(key)) continue;
      Napi::Uint8Array bytes = Napi::Uint8Array::New(env, tileBytes);
      std::copy(rgb, rgb + tileBytes, bytes.Data());
      Napi::Array pair = Napi::Array::New(env, 2);
      pair.Set(uint32_t{0}, name);
      pair.Set(uint32_t{1}, bytes);
      fresh.Set(fresh.Length(), pair);
    }
    result.Set("places", places);
    result.Set("keys", keys);
    result.Set("fresh", fresh);
  }

  static Napi::Object rectangle(Napi::Env env, const Rect& rect) {
    Napi::Object object = Napi::Object::New(env);
    object.Set("x", rect.x);
    object.Set("y", rect.y);
    object.Set("width", rect.width);
    object.Set("height", rect.height);
    return object;
  }

  void reset(const Napi::CallbackInfo&) { delivered_.clear(); }

  Napi::Value lost(const Napi::CallbackInfo& info) {
    return Napi::Boolean::New(info.Env(), grabber_ == nullptr || grabber_->lost());
  }

  void close(const Napi::CallbackInfo&) { grabber_.reset(); }

  std::unique_ptr<WindowGrabber> grabber_;
  Delivered delivered_;
};

Napi::Object start(Napi::Env env, Napi::Object exports) {
  // Input is listened to on a thread of its own.
  XInitThreads();
  exports.Set("WindowGrabber", WindowGrabberObject::define(env));
  exports.Set("InputListener", defineInputListener(env));
  return exports;
}

NODE_API_MODULE(assent, start)

}  // namespace assent
