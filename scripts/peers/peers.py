#!/usr/bin/python3
"""The Python peers of the benchmark: scikit-learn, plain NumPy, OpenCV.

One JSON object a line on stdin, one answer a line on stdout:
  {"op": "load", "points": FILE, "start": FILE, "n": n, "d": d, "k": k, "updates": u}  -> {}
  {"op": "fit", "peer": NAME, "threads": t, "lead": l, "reps": r, "check": bool}       -> {"ms": ..., "inertia": ...}
`lead` fits go untimed before `reps` timed ones; `ms` is the mean of those. With `check` the inertia of the centroids
found is computed, in float64 and outside the clock. An answer with "error" says what went wrong.
"""

import importlib
import json
import sys
import time
import warnings

import numpy as np
from threadpoolctl import threadpool_limits

# A fit that is stopped after a given number of updates warns that it has not converged: it was not meant to.
warnings.filterwarnings("ignore")

ROWS_AT_ONCE = 65536


class Problem:
    """The points and the start of one cell, in the precisions the peers want."""

    def __init__(self, points, start, n, d, k, updates):
        self.points = np.fromfile(points, dtype="<f8").reshape(n, d)
        self.start = np.fromfile(start, dtype="<f8").reshape(k, d)
        self.points32 = self.points.astype(np.float32)
        self.start32 = self.start.astype(np.float32)
        self.k = k
        self.updates = updates
        self._labels = None

    def first_labels(self):
        """Labels of the start: OpenCV takes labels, not centroids. Made once, outside the clock."""
        if self._labels is None:
            self._labels = nearest(self.points, self.start)[0].astype(np.int32).reshape(-1, 1)
        return self._labels


def nearest(points, centroids):
    """Label and squared distance of every row, in pieces that fit the memory. The label comes from a matrix product, so
    near ties may fall either way; the distance is that of the differences squared."""
    labels = np.empty(len(points), dtype=np.int64)
    distances = np.empty(len(points))
    norms = (centroids**2).sum(axis=1)
    for first in range(0, len(points), ROWS_AT_ONCE):
        rows = points[first : first + ROWS_AT_ONCE]
        label = (norms - 2 * (rows @ centroids.T)).argmin(axis=1)
        labels[first : first + len(rows)] = label
        distances[first : first + len(rows)] = ((rows - centroids[label]) ** 2).sum(axis=1)
    return labels, distances


def sklearn_fit(points, start, updates):
    """tol = 0 and max_iter = the updates of our fit: as many updates, then one last assignment."""
    from sklearn.cluster import KMeans

    model = KMeans(len(start), init=start, n_init=1, max_iter=updates, tol=0, algorithm="lloyd").fit(points)
    return model.cluster_centers_


def numpy_fit(problem):
    """Textbook vectorised Lloyd as one writes it in NumPy: a matrix product, argmin, bincount."""
    points, centroids, k = problem.points, problem.start.copy(), problem.k

    def assign():
        return ((centroids**2).sum(axis=1) - 2 * (points @ centroids.T)).argmin(axis=1)

    labels = assign()
    for _ in range(problem.updates):
        counts = np.bincount(labels, minlength=k)
        full = counts > 0
        for j in range(points.shape[1]):
            sums = np.bincount(labels, weights=points[:, j], minlength=k)
            centroids[full, j] = sums[full] / counts[full]
        labels = assign()
    return centroids


def opencv_fit(problem, threads):
    """OpenCV starts from labels and makes at least two updates."""
    cv2 = importlib.import_module("cv2")
    if cv2.getNumThreads() != threads:
        cv2.setNumThreads(threads)
    stop = (cv2.TERM_CRITERIA_MAX_ITER, problem.updates, 0)
    labels = problem.first_labels().copy()
    return cv2.kmeans(problem.points32, problem.k, labels, stop, 1, cv2.KMEANS_USE_INITIAL_LABELS)[2]


PEERS = {
    "sklearn": lambda p, _: sklearn_fit(p.points, p.start, p.updates),
    "sklearn-f32": lambda p, _: sklearn_fit(p.points32, p.start32, p.updates),
    "numpy": lambda p, _: numpy_fit(p),
    "opencv-f32": lambda p, threads: opencv_fit(p, threads),
}


def answer_fit(problem, request):
    peer, threads = PEERS[request["peer"]], request["threads"]
    if request["peer"] == "opencv-f32":
        problem.first_labels()
    # Setting the limits costs about a millisecond, so it stays outside the clock.
    with threadpool_limits(limits=threads):
        for _ in range(request["lead"]):
            peer(problem, threads)
        start = time.perf_counter()
        for _ in range(request["reps"]):
            centroids = peer(problem, threads)
        seconds = time.perf_counter() - start
    answer = {"ms": 1e3 * seconds / request["reps"]}
    if request["check"]:
        answer["inertia"] = float(nearest(problem.points, centroids.astype(np.float64))[1].sum())
    return answer


def describe():
    versions = {name: importlib.import_module(name).__version__ for name in ("sklearn", "numpy", "cv2")}
    from threadpoolctl import threadpool_info

    blas = [f"{i['internal_api']} {i['version']} {i['architecture']}" for i in threadpool_info() if i["user_api"] == "blas"]
    return {"python": sys.version.split()[0], **versions, "blas": blas}


def main():
    problem = None
    for line in sys.stdin:
        request = json.loads(line)
        op = request.pop("op")
        try:
            if op == "describe":
                answer = describe()
            elif op == "load":
                problem = Problem(**request)
                answer = {}
            else:
                answer = answer_fit(problem, request)
        except Exception as error:  # whatever it is, the driver must hear of it and go on
            answer = {"error": f"{type(error).__name__}: {error}"}
        print(json.dumps(answer), flush=True)


main()
