// SPDX-License-Identifier: Apache-2.0
package org.cisterna.console.frame;

/** A service that a page needs is not there now. The page says so, with status 503. */
public final class Missing extends Exception {

    private static final long serialVersionUID = 1L;

    private final String bundle;
    private final String what;

    /**
     * Names it.
     *
     * @param bundle the bundle it comes from, without prefix
     * @param what what it is, in words
     */
    public Missing(String bundle, String what) {
        super(what + " (" + bundle + ") is not there", null, false, false);
        this.bundle = bundle;
        this.what = what;
    }

    /** The bundle it comes from. */
    public String bundle() {
        return bundle;
    }

    /** What it is, in words. */
    public String what() {
        return what;
    }
}
