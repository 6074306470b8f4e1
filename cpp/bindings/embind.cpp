/// \file
/// Registration only. The idiomatic face is web/engines/wasm/engine.ts.
#include <emscripten/bind.h>

#include "session.h"

using kmeans::bindings::Session;

EMSCRIPTEN_BINDINGS(kmeans) {
  emscripten::constant("blockRows", static_cast<double>(kmeans::kBlockRows));
  emscripten::class_<Session>("Session")
      .constructor<int, int>()
      .function("threads", &Session::threads)
      .function("chooseThreads", &Session::choose_threads)
      .function("kernels", &Session::kernels)
      .function("message", &Session::message)
      .function("reserve", &Session::reserve)
      .function("pointsView", &Session::points_view)
      .function("check", &Session::check)
      .function("reserveStart", &Session::reserve_start)
      .function("startView", &Session::start_view)
      .function("fit", &Session::fit)
      .function("sweep", &Session::sweep)
      .function("sweepsAcross", &Session::sweeps_across)
      .function("sweepView", &Session::sweep_view)
      .function("begin", &Session::begin)
      .function("seed", &Session::seed)
      .function("assign", &Session::assign)
      .function("update", &Session::update)
      .function("finished", &Session::finished)
      .function("stats", &Session::stats)
      .function("summarize", &Session::summarize)
      .function("iterations", &Session::iterations)
      .function("converged", &Session::converged)
      .function("inertia", &Session::inertia)
      .function("statsInertia", &Session::stats_inertia)
      .function("statsChanged", &Session::stats_changed)
      .function("statsShift", &Session::stats_shift)
      .function("statsEmpties", &Session::stats_empties)
      .function("labelsView", &Session::labels_view)
      .function("centroidsView", &Session::centroids_view);
}
