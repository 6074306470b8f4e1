/** Package version and commit, replaced by the build. */
declare const __KMEANS_VERSION__: string;
