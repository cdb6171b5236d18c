#include "input_object.hh"

#include <memory>
#include <string>

#include "input_listener.hh"

namespace assent {
namespace {

constexpr size_t fieldsPerEvent = 8;
constexpr uint32_t downFlag = 1;
constexpr uint32_t repeatFlag = 2;

class InputListenerObject;
void callBatch(Napi::Env env, Napi::Function onBatch, InputListenerObject* self, void*);
using Bell = Napi::TypedThreadSafeFunction<InputListenerObject, void, callBatch>;

/** Hands batches to JavaScript as numbers: nothing is made for one event alone. */
class InputListenerObject : public Napi::ObjectWrap<InputListenerObject> {
 public:
  static Napi::Function define(Napi::Env env) {
    return DefineClass(env, "InputListener",
                       {StaticMethod<&InputListenerObject::missing>("missing"),
                        InstanceMethod<&InputListenerObject::made>("made"),
                        InstanceMethod<&InputListenerObject::close>("close")});
  }

  explicit InputListenerObject(const Napi::CallbackInfo& info)
      : Napi::ObjectWrap<InputListenerObject>(info) {
    const Napi::Env env = info.Env();
    std::string missing;
    listener_ = InputListener::open(info[0].As<Napi::String>().Utf8Value(),
                                    info[1].As<Napi::Number>().Uint32Value(), missing);
    if (listener_ == nullptr) throw Napi::Error::New(env, missing);
    bell_ = Bell::New(env, info[2].As<Napi::Function>(), "assent input", 0, 1, this,
                      [](Napi::Env, void*, InputListenerObject* self) { self->Unref(); },
                      static_cast<void*>(nullptr));
    Ref();
    // A process that ends without close() must not leave the thread to what is torn down.
    napi_add_env_cleanup_hook(env, endOf, this);
    listener_->start([this] {
      if (!rung_.exchange(true)) bell_.NonBlockingCall();
    });
  }

  ~InputListenerObject() override { end(); }

  void deliver(Napi::Env env, Napi::Function onBatch) {
    rung_ = false;
    if (listener_ == nullptr) return;
    InputRing& ring = listener_->ring();
    const bool lost = listener_->lost();
    const size_t count = ring.size();
    Napi::Float64Array numbers = Napi::Float64Array::New(env, count * fieldsPerEvent);
    double* field = numbers.Data();
    for (size_t index = 0; index < count; index++) {
      const InputEvent event = ring.pop();
      *field++ = static_cast<double>(event.kind);
      *field++ = event.stamp;
      *field++ = event.x;
      *field++ = event.y;
      *field++ = event.first;
      *field++ = event.second;
      *field++ = event.modifiers;
      *field++ = (event.down ? downFlag : 0) | (event.repeat ? repeatFlag : 0);
    }
    // Before it chokes it may have taken some more; those are read with the next bell.
    const uint32_t dropped = ring.size() == 0 ? ring.takeDropped() : 0;
    onBatch.Call({numbers, Napi::Number::New(env, dropped), Napi::Boolean::New(env, lost)});
  }

 private:
  static Napi::Value missing(const Napi::CallbackInfo& info) {
    std::string missing;
    const auto listener =
        InputListener::open(info[0].As<Napi::String>().Utf8Value(), 1, missing);
    if (listener == nullptr) return Napi::String::New(info.Env(), missing);
    return info.Env().Undefined();
  }

  Napi::Value made(const Napi::CallbackInfo& info) {
    const Napi::Env env = info.Env();
    if (listener_ == nullptr) throw Napi::TypeError::New(env, "The input listener is closed");
    Napi::Object counts = Napi::Object::New(env);
    counts.Set("byHand", listener_->realCount());
    counts.Set("byProgram", listener_->injectedCount());
    return counts;
  }

  void close(const Napi::CallbackInfo& info) {
    if (listener_ == nullptr) return;
    napi_remove_env_cleanup_hook(info.Env(), endOf, this);
    end();
    bell_.Release();
  }

  void end() { listener_.reset(); }
  static void endOf(void* self) { static_cast<InputListenerObject*>(self)->end(); }

  std::unique_ptr<InputListener> listener_;
  Bell bell_;
  std::atomic<bool> rung_{false};
};

void callBatch(Napi::Env env, Napi::Function onBatch, InputListenerObject* self, void*) {
  // Without an environment JavaScript has ended.
  if (env != nullptr && onBatch != nullptr) self->deliver(env, onBatch);
}

}  // namespace

Napi::Function defineInputListener(Napi::Env env) { return InputListenerObject::define(env); }

}  // namespace assent
