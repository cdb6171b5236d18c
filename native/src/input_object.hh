#pragma once
#include <napi.h>

namespace assent {

/** `InputListener` for JavaScript: `new (display, capacity, onBatch)`, `close()`, `made()`. */
Napi::Function defineInputListener(Napi::Env env);

}  // namespace assent
