// SPDX-License-Identifier: Apache-2.0
package org.cisterna.storage;

/** The rules for paths, the same for every {@link Storage}. Immutable arithmetic on text; no file is touched. */
public final class StoragePath {

    private StoragePath() {}

    /**
     * The path itself when it is well formed.
     *
     * @throws IllegalArgumentException naming what is wrong otherwise
     */
    public static String checked(String path) {
        if (path.isEmpty()) {
            return path;
        }
        int start = 0;
        while (start <= path.length()) {
            int end = path.indexOf('/', start);
            if (end < 0) {
                end = path.length();
            }
            String name = path.substring(start, end);
            if (name.isEmpty() || name.equals(".") || name.equals("..")) {
                throw new IllegalArgumentException("the path '" + path + "' has the name '" + name
                        + "' in it; a path is relative, with one '/' between names");
            }
            start = end + 1;
        }
        if (path.indexOf('\\') >= 0 || path.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("the path '" + path + "' holds a backslash or a zero character");
        }
        return path;
    }

    /** The folder that holds a path; empty for the root. */
    public static String parent(String path) {
        int slash = path.lastIndexOf('/');
        return slash < 0 ? "" : path.substring(0, slash);
    }
}
